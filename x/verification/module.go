// Package verification keeps what was claimed, and when it is final. README.md is its specification.
package verification

import (
	"context"

	"cosmossdk.io/collections"
	"cosmossdk.io/core/appmodule"

	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/internal/base"
	"github.com/suretynetwork/surety/x/verification/keeper"
	"github.com/suretynetwork/surety/x/verification/types"
)

var (
	_ module.AppModuleSimulation = AppModule{}
	_ appmodule.HasEndBlocker    = AppModule{}
)

// AppModule is the module as the application sees it.
type AppModule struct {
	base.Module[types.GenesisState, *types.GenesisState]
	keeper *keeper.Keeper
}

// NewAppModule wraps a keeper.
func NewAppModule(k *keeper.Keeper) AppModule {
	return AppModule{keeper: k, Module: base.Module[types.GenesisState, *types.GenesisState]{
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

// EndBlock concludes receipts and demands that are due.
func (am AppModule) EndBlock(ctx context.Context) error { return am.keeper.EndBlock(ctx) }
