package app

import (
	ibcante "github.com/cosmos/ibc-go/v11/modules/core/ante"

	"github.com/cosmos/cosmos-sdk/runtime"
	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/auth/ante"

	wasmkeeper "github.com/CosmWasm/wasmd/x/wasm/keeper"
	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// newAnteHandler is the chain of checks before a transaction's messages run. Messages that arrive another way (from
// governance, a grant, a contract, another chain) do not pass here: rules about messages belong in their handlers.
// The fee decorator keeps its recipient in a variable of its package, so the process builds exactly one.
func newAnteHandler(k *Keepers, enc Encoding, keys map[string]*storetypes.KVStoreKey) sdk.AnteHandler {
	return sdk.ChainAnteDecorators(
		ante.NewSetUpContextDecorator(),
		wasmkeeper.NewLimitSimulationGasDecorator(k.wasmConfig.SimulationGasLimit),
		wasmkeeper.NewCountTXDecorator(runtime.NewKVStoreService(keys[wasmtypes.StoreKey])),
		wasmkeeper.NewGasRegisterDecorator(k.WasmKeeper.GetGasRegister()),
		wasmkeeper.NewTxContractsDecorator(),
		ante.NewExtensionOptionsDecorator(nil),
		ante.NewValidateBasicDecorator(),
		ante.NewTxTimeoutHeightDecorator(),
		ante.NewValidateMemoDecorator(k.AccountKeeper),
		courtShareDecorator{},
		ante.NewConsumeGasForTxSizeDecorator(k.AccountKeeper),
		ante.NewDeductFeeDecorator(k.AccountKeeper, k.BankKeeper, k.FeeGrantKeeper, nil),
		ante.NewSetPubKeyDecorator(k.AccountKeeper),
		ante.NewValidateSigCountDecorator(k.AccountKeeper),
		ante.NewSigGasConsumeDecorator(k.AccountKeeper, ante.DefaultSigVerificationGasConsumer),
		ante.NewSigVerificationDecorator(k.AccountKeeper, enc.TxConfig.SignModeHandler()),
		ante.NewIncrementSequenceDecorator(k.AccountKeeper),
		ibcante.NewRedundantRelayDecorator(k.IBCKeeper),
	)
}
