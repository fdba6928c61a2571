// Package policy keeps what jobs must satisfy, and says whether they do. README.md is its specification.
package policy

import (
	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/internal/base"
	"github.com/suretynetwork/surety/x/policy/keeper"
	"github.com/suretynetwork/surety/x/policy/types"
)

var _ module.AppModuleSimulation = AppModule{}

// AppModule is the module as the application sees it. It has no work of its own in a block.
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
