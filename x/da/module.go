// Package da checks that data was published on Celestia. README.md is its specification.
package da

import (
	"context"

	"cosmossdk.io/collections"
	"cosmossdk.io/core/appmodule"

	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/da/keeper"
	"github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/internal/base"
)

var (
	_ module.AppModuleSimulation = AppModule{}
	_ appmodule.HasBeginBlocker  = AppModule{}
	_ appmodule.HasEndBlocker    = AppModule{}
)

// AppModule is the module as the application sees it.
type AppModule struct {
	base.Module[types.GenesisState, *types.GenesisState]
	keeper *keeper.Keeper
}

// NewAppModule wraps a keeper.
func NewAppModule(cdc codec.Codec, k *keeper.Keeper) AppModule {
	return AppModule{keeper: k, Module: base.Module[types.GenesisState, *types.GenesisState]{
		ID: types.ModuleName, Amino: types.RegisterLegacyAminoCodec, Interfaces: types.RegisterInterfaces,
		Gateway: base.Gateway(types.RegisterQueryHandlerClient, types.NewQueryClient),
		Services: func(cfg module.Configurator) {
			types.RegisterMsgServer(cfg.MsgServer(), keeper.NewMsgServer(k))
			types.RegisterQueryServer(cfg.QueryServer(), keeper.NewQueryServer(k))
		},
		Default: types.DefaultGenesis, Init: k.InitGenesis, Export: k.ExportGenesis,
		Validate: func(g *types.GenesisState) error {
			return g.Validate(cdc.InterfaceRegistry().SigningContext().AddressCodec())
		},
		Schema: func() collections.Schema { return k.Schema },
	}}
}

// BeginBlock goes on with the running hash of this chain's blocks.
func (am AppModule) BeginBlock(ctx context.Context) error { return am.keeper.BeginBlock(ctx) }

// EndBlock forgets headers and digests that are not needed any more.
func (am AppModule) EndBlock(ctx context.Context) error { return am.keeper.EndBlock(ctx) }
