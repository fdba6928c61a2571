package app

import (
	"maps"
	"slices"

	autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"
	"cosmossdk.io/client/v2/autocli"
	"cosmossdk.io/core/appmodule"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/grpc/cmtservice"
	nodeservice "github.com/cosmos/cosmos-sdk/client/grpc/node"
	addresscodec "github.com/cosmos/cosmos-sdk/codec/address"
	"github.com/cosmos/cosmos-sdk/server"
	"github.com/cosmos/cosmos-sdk/server/api"
	"github.com/cosmos/cosmos-sdk/server/config"
	"github.com/cosmos/cosmos-sdk/types/module"
	authtx "github.com/cosmos/cosmos-sdk/x/auth/tx"
)

// AutoCLI describes every module's queries and messages to the command line. Modules that bring commands of their
// own, such as those of IBC, are listed without a description and keep theirs.
func AutoCLI(enc Encoding) autocli.AppOptions {
	all := module.NewManager(moduleList(describing(enc), enc, nil)...).Modules
	modules := make(map[string]appmodule.AppModule, len(all))
	described := make(map[string]*autocliv1.ModuleOptions, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if m, ok := all[name].(appmodule.AppModule); ok {
			modules[name] = m
		}
		if m, ok := all[name].(interface {
			AutoCLIOptions() *autocliv1.ModuleOptions
		}); ok {
			described[name] = m.AutoCLIOptions()
		}
	}
	return autocli.AppOptions{
		Modules:               modules,
		ModuleOptions:         described,
		AddressCodec:          addresscodec.NewBech32Codec(Bech32Prefix),
		ValidatorAddressCodec: addresscodec.NewBech32Codec(valoperPrefix()),
		ConsensusAddressCodec: addresscodec.NewBech32Codec(valconsPrefix()),
	}
}

// RegisterAPIRoutes offers every module's queries over HTTP.
func (a *App) RegisterAPIRoutes(srv *api.Server, cfg config.APIConfig) {
	authtx.RegisterGRPCGatewayRoutes(srv.ClientCtx, srv.GRPCGatewayRouter)
	cmtservice.RegisterGRPCGatewayRoutes(srv.ClientCtx, srv.GRPCGatewayRouter)
	nodeservice.RegisterGRPCGatewayRoutes(srv.ClientCtx, srv.GRPCGatewayRouter)
	a.basics.RegisterGRPCGatewayRoutes(srv.ClientCtx, srv.GRPCGatewayRouter)
	if err := server.RegisterSwaggerAPI(srv.ClientCtx, srv.Router, cfg.Swagger); err != nil {
		a.Logger().Error("the API's documentation page is not available", "err", err)
	}
}

// RegisterTxService offers simulation, broadcast and look-up of transactions.
func (a *App) RegisterTxService(clientCtx client.Context) {
	authtx.RegisterTxService(a.GRPCQueryRouter(), clientCtx, a.Simulate, a.enc.Registry)
}

// RegisterTendermintService offers blocks and validator sets.
func (a *App) RegisterTendermintService(clientCtx client.Context) {
	cmtservice.RegisterTendermintService(
		clientCtx, a.GRPCQueryRouter(), a.enc.Registry, server.NewCometABCIWrapper(a).Query)
}

// RegisterNodeService offers the node's own settings and status.
func (a *App) RegisterNodeService(clientCtx client.Context, cfg config.Config) {
	nodeservice.RegisterNodeService(clientCtx, a.GRPCQueryRouter(), cfg, func() int64 {
		return a.CommitMultiStore().EarliestVersion()
	})
}
