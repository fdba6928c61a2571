// Package breaker lets governance stop messages, and accept them again, without an upgrade. README.md is its
// specification.
package breaker

import (
	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/breaker/keeper"
	"github.com/suretynetwork/surety/x/breaker/types"
	"github.com/suretynetwork/surety/x/internal/base"
)

// AppModule is the module as the application sees it.
type AppModule struct {
	base.Module[types.GenesisState, *types.GenesisState]
}

// NewAppModule wraps a keeper.
func NewAppModule(k *keeper.Keeper) AppModule {
	return AppModule{Module: base.Module[types.GenesisState, *types.GenesisState]{
		ID: types.ModuleName, Amino: types.RegisterLegacyAminoCodec, Interfaces: types.RegisterInterfaces,
		Gateway: base.Gateway(types.RegisterQueryHandlerClient, types.NewQueryClient),
		Services: func(cfg module.Configurator) {
			types.RegisterMsgServer(cfg.MsgServer(), keeper.NewMsgServer(k))
			types.RegisterQueryServer(cfg.QueryServer(), keeper.NewQueryServer(k))
		},
		Default: types.DefaultGenesis, Init: k.InitGenesis, Export: k.ExportGenesis,
		Validate: func(g *types.GenesisState) error { return g.Validate() },
		Schema:   func() collections.Schema { return k.Schema },
	}}
}
