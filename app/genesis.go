package app

import (
	"encoding/json"

	cmttypes "github.com/cometbft/cometbft/types"
	icagenesis "github.com/cosmos/ibc-go/v11/modules/apps/27-interchain-accounts/genesis/types"
	icatypes "github.com/cosmos/ibc-go/v11/modules/apps/27-interchain-accounts/types"

	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/types/module"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	"github.com/cosmos/cosmos-sdk/x/genutil"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

const (
	// MaxBlockGas is the gas limit of a block in a new chain's genesis.
	MaxBlockGas = 100_000_000
	// MaxBlockBytes is the size limit of a block in a new chain's genesis.
	MaxBlockBytes = 4 << 20
)

// GenesisState is each module's part of a genesis file, by module name.
type GenesisState map[string]json.RawMessage

// ConsensusParams returns a new chain's consensus parameters: the engine's defaults with our block limits and no
// vote extensions.
func ConsensusParams() *cmttypes.ConsensusParams {
	params := cmttypes.DefaultConsensusParams()
	params.Block.MaxGas = MaxBlockGas
	params.Block.MaxBytes = MaxBlockBytes
	params.ABCI.VoteExtensionsEnableHeight = 0
	return params
}

// icaAllowedMessages is what an account controlled from another chain may do here: buy compute, look after the
// order, and take its money home. Governance, grants and contracts are left out on purpose: through them such an
// account could do anything.
var icaAllowedMessages = []string{
	"/surety.market.v1.MsgPlaceOrder",
	"/surety.market.v1.MsgCancelOrder",
	"/surety.market.v1.MsgAwardOrder",
	"/surety.market.v1.MsgCloseLease",
	"/surety.payment.v1.MsgClaim",
	"/surety.verification.v1.MsgDemandOutput",
	"/surety.verification.v1.MsgContestOutput",
	"/cosmos.bank.v1beta1.MsgSend",
	"/ibc.applications.transfer.v1.MsgTransfer",
}

// NewBasicManager returns every module's types, default genesis and commands, without state behind them.
func NewBasicManager(enc Encoding) module.BasicManager {
	manager := module.NewManager(moduleList(describing(enc), enc, nil)...)
	basics := module.NewBasicManagerFromManager(manager, map[string]module.AppModuleBasic{
		genutiltypes.ModuleName: genutil.NewAppModuleBasic(genutiltypes.DefaultMessageValidator),
	})
	for _, override := range genesisOverrides {
		if basic, ok := basics[override.module].(genesisBasic); ok {
			basics[override.module] = basicWithGenesis{basic, override.genesis}
		}
	}
	return basics
}

// genesisOverrides change what a module's own default genesis would be.
var genesisOverrides = []struct {
	module  string
	genesis func(codec.JSONCodec) json.RawMessage
}{
	{banktypes.ModuleName, bankGenesis},
	{icatypes.ModuleName, icaGenesis},
	{wasmtypes.ModuleName, wasmGenesis},
}

type genesisBasic interface {
	module.AppModuleBasic
	module.HasGenesisBasics
}

type basicWithGenesis struct {
	genesisBasic
	genesis func(codec.JSONCodec) json.RawMessage
}

// DefaultGenesis returns the module's part of a new chain's genesis.
func (b basicWithGenesis) DefaultGenesis(cdc codec.JSONCodec) json.RawMessage { return b.genesis(cdc) }

// bankGenesis tells wallets how to show the coin.
func bankGenesis(cdc codec.JSONCodec) json.RawMessage {
	state := banktypes.DefaultGenesisState()
	state.DenomMetadata = []banktypes.Metadata{{
		Description: "The coin that Surety's providers, validators and challengers stake.",
		Base:        BondDenom,
		Display:     DisplayDenom,
		Name:        "Surety",
		Symbol:      DisplayDenom,
		DenomUnits: []*banktypes.DenomUnit{
			{Denom: BondDenom, Exponent: 0, Aliases: []string{"microsure"}},
			{Denom: DisplayDenom, Exponent: DisplayExponent},
		},
	}}
	return cdc.MustMarshalJSON(state)
}

// icaGenesis narrows what other chains' accounts may do; the module's default is everything.
func icaGenesis(cdc codec.JSONCodec) json.RawMessage {
	state := icagenesis.DefaultGenesis()
	state.HostGenesisState.Params.AllowMessages = icaAllowedMessages
	return cdc.MustMarshalJSON(state)
}

// wasmGenesis lets governance alone add contract code; anyone may then instantiate what was admitted.
func wasmGenesis(cdc codec.JSONCodec) json.RawMessage {
	state := &wasmtypes.GenesisState{Params: wasmtypes.DefaultParams()}
	state.Params.CodeUploadAccess = wasmtypes.AllowNobody
	return cdc.MustMarshalJSON(state)
}
