// Package base is what every module of this chain tells the application in the same way: codecs, services, genesis.
package base

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/cosmos/gogoproto/grpc"
	"github.com/cosmos/gogoproto/proto"
	gwruntime "github.com/grpc-ecosystem/grpc-gateway/runtime"

	"cosmossdk.io/collections"
	"cosmossdk.io/core/appmodule"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/codec"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	simtypes "github.com/cosmos/cosmos-sdk/types/simulation"
)

type described = Module[codectypes.Any, *codectypes.Any]

var (
	_ module.AppModuleBasic      = described{}
	_ module.HasGenesis          = described{}
	_ module.HasServices         = described{}
	_ module.HasConsensusVersion = described{}
	_ appmodule.AppModule        = described{}
)

// State is a pointer to a genesis state G.
type State[G any] interface {
	*G
	proto.Message
}

// Module is the common part of an AppModule with a genesis state G.
type Module[G any, P State[G]] struct {
	// ID is the module's name.
	ID string
	// Amino and Interfaces register the messages, for hardware wallets and for everybody else.
	Amino      func(*codec.LegacyAmino)
	Interfaces func(codectypes.InterfaceRegistry)
	// Gateway serves the queries under /surety/<module>/v1.
	Gateway func(context.Context, *gwruntime.ServeMux, client.Context) error
	// Services registers the message and query services.
	Services func(module.Configurator)
	// Default is an empty state; Validate checks one as far as that is possible without the other modules'.
	Default  func() P
	Validate func(P) error
	Init     func(context.Context, P) error
	Export   func(context.Context) (P, error)
	// Schema describes the store.
	Schema func() collections.Schema
}

// IsAppModule marks the type.
func (Module[G, P]) IsAppModule() {}

// IsOnePerModuleType marks the type.
func (Module[G, P]) IsOnePerModuleType() {}

// Name returns the module's name.
func (m Module[G, P]) Name() string { return m.ID }

// ConsensusVersion is raised with every change of the stored state.
func (Module[G, P]) ConsensusVersion() uint64 { return 1 }

// RegisterLegacyAminoCodec registers the messages for hardware wallets.
func (m Module[G, P]) RegisterLegacyAminoCodec(cdc *codec.LegacyAmino) { m.Amino(cdc) }

// RegisterInterfaces registers the messages.
func (m Module[G, P]) RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	m.Interfaces(registry)
}

// RegisterGRPCGatewayRoutes registers the queries under /surety/<module>/v1.
func (m Module[G, P]) RegisterGRPCGatewayRoutes(clientCtx client.Context, mux *gwruntime.ServeMux) {
	if err := m.Gateway(context.Background(), mux, clientCtx); err != nil {
		panic(err)
	}
}

// RegisterServices registers the message and query services.
func (m Module[G, P]) RegisterServices(cfg module.Configurator) { m.Services(cfg) }

// DefaultGenesis returns an empty state.
func (m Module[G, P]) DefaultGenesis(cdc codec.JSONCodec) json.RawMessage {
	return cdc.MustMarshalJSON(m.Default())
}

// ValidateGenesis checks a state as far as that is possible without the other modules'.
func (m Module[G, P]) ValidateGenesis(cdc codec.JSONCodec, _ client.TxEncodingConfig, raw json.RawMessage) error {
	state := P(new(G))
	if err := cdc.UnmarshalJSON(raw, state); err != nil {
		return fmt.Errorf("%s genesis: %w", m.ID, err)
	}
	return m.Validate(state)
}

// InitGenesis writes a state. A state that is wrong stops the chain from starting.
func (m Module[G, P]) InitGenesis(ctx sdk.Context, cdc codec.JSONCodec, raw json.RawMessage) {
	state := P(new(G))
	cdc.MustUnmarshalJSON(raw, state)
	if err := m.Init(ctx, state); err != nil {
		panic(fmt.Errorf("%s genesis: %w", m.ID, err))
	}
}

// ExportGenesis reads the whole state.
func (m Module[G, P]) ExportGenesis(ctx sdk.Context, cdc codec.JSONCodec) json.RawMessage {
	state, err := m.Export(ctx)
	if err != nil {
		panic(fmt.Errorf("%s export: %w", m.ID, err))
	}
	return cdc.MustMarshalJSON(state)
}

// RegisterStoreDecoder prints differing keys when two simulated stores differ.
func (m Module[G, P]) RegisterStoreDecoder(decoders simtypes.StoreDecoderRegistry) {
	decoders[m.ID] = simtypes.NewStoreDecoderFuncFromCollectionsSchema(m.Schema())
}

// WeightedOperations is empty: modules have WeightedOperationsX.
func (Module[G, P]) WeightedOperations(module.SimulationState) []simtypes.WeightedOperation {
	return nil
}

// Gateway ties a module's generated routes to its generated client.
func Gateway[Q any](
	routes func(context.Context, *gwruntime.ServeMux, Q) error, dial func(grpc.ClientConn) Q,
) func(context.Context, *gwruntime.ServeMux, client.Context) error {
	return func(ctx context.Context, mux *gwruntime.ServeMux, conn client.Context) error {
		return routes(ctx, mux, dial(conn))
	}
}
