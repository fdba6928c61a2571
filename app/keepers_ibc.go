package app

import (
	"path/filepath"

	icahost "github.com/cosmos/ibc-go/v11/modules/apps/27-interchain-accounts/host"
	icahostkeeper "github.com/cosmos/ibc-go/v11/modules/apps/27-interchain-accounts/host/keeper"
	icahosttypes "github.com/cosmos/ibc-go/v11/modules/apps/27-interchain-accounts/host/types"
	ibccallbacks "github.com/cosmos/ibc-go/v11/modules/apps/callbacks"
	ibccallbacksv2 "github.com/cosmos/ibc-go/v11/modules/apps/callbacks/v2"
	packetforward "github.com/cosmos/ibc-go/v11/modules/apps/packet-forward-middleware"
	packetforwardkeeper "github.com/cosmos/ibc-go/v11/modules/apps/packet-forward-middleware/keeper"
	packetforwardtypes "github.com/cosmos/ibc-go/v11/modules/apps/packet-forward-middleware/types"
	ratelimiting "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting"
	ratelimitkeeper "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting/keeper"
	ratelimittypes "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting/types"
	ratelimitingv2 "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting/v2"
	"github.com/cosmos/ibc-go/v11/modules/apps/transfer"
	transferkeeper "github.com/cosmos/ibc-go/v11/modules/apps/transfer/keeper"
	transfertypes "github.com/cosmos/ibc-go/v11/modules/apps/transfer/types"
	transferv2 "github.com/cosmos/ibc-go/v11/modules/apps/transfer/v2"
	porttypes "github.com/cosmos/ibc-go/v11/modules/core/05-port/types"
	ibcapi "github.com/cosmos/ibc-go/v11/modules/core/api"
	ibcexported "github.com/cosmos/ibc-go/v11/modules/core/exported"
	ibckeeper "github.com/cosmos/ibc-go/v11/modules/core/keeper"
	ibctm "github.com/cosmos/ibc-go/v11/modules/light-clients/07-tendermint"

	distrkeeper "github.com/cosmos/cosmos-sdk/x/distribution/keeper"

	"github.com/CosmWasm/wasmd/x/wasm"
	wasmkeeper "github.com/CosmWasm/wasmd/x/wasm/keeper"
	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// ibcKeepers reach other chains, and the contracts that may use them.
type ibcKeepers struct {
	IBCKeeper       *ibckeeper.Keeper
	TransferKeeper  *transferkeeper.Keeper
	PFMKeeper       *packetforwardkeeper.Keeper
	RateLimitKeeper *ratelimitkeeper.Keeper
	ICAHostKeeper   *icahostkeeper.Keeper
	WasmKeeper      wasmkeeper.Keeper
	wasmConfig      wasmtypes.NodeConfig
	tendermint      ibctm.LightClientModule
}

func ibcStoreKeys() []string {
	return []string{
		ibcexported.StoreKey, transfertypes.StoreKey, packetforwardtypes.StoreKey, ratelimittypes.StoreKey,
		icahosttypes.StoreKey, wasmtypes.StoreKey,
	}
}

func (k *Keepers) buildIBC(w wiring) {
	k.IBCKeeper = ibckeeper.NewKeeper(w.enc.Codec, w.store(ibcexported.StoreKey), k.UpgradeKeeper, w.authority)
	k.tendermint = ibctm.NewLightClientModule(w.enc.Codec, k.IBCKeeper.ClientKeeper.GetStoreProvider())
	k.IBCKeeper.ClientKeeper.AddRoute(ibctm.ModuleName, &k.tendermint)
	channels := k.IBCKeeper.ChannelKeeper
	k.TransferKeeper = transferkeeper.NewKeeper(
		w.enc.Codec, w.addresses, w.store(transfertypes.StoreKey), channels, w.base.MsgServiceRouter(),
		k.AccountKeeper, k.BankKeeper, w.authority)
	k.PFMKeeper = packetforwardkeeper.NewKeeper(
		w.enc.Codec, w.addresses, w.store(packetforwardtypes.StoreKey), k.TransferKeeper, channels, k.BankKeeper, w.authority)
	k.RateLimitKeeper = ratelimitkeeper.NewKeeper(
		w.enc.Codec, w.addresses, w.store(ratelimittypes.StoreKey), channels, k.IBCKeeper.ClientKeeper, k.BankKeeper, w.authority)
	k.ICAHostKeeper = icahostkeeper.NewKeeper(
		w.enc.Codec, w.store(icahosttypes.StoreKey), channels, k.AccountKeeper,
		w.base.MsgServiceRouter(), w.base.GRPCQueryRouter(), w.authority)
}

func (k *Keepers) buildWasm(w wiring) error {
	config, err := wasm.ReadNodeConfig(w.options)
	if err != nil {
		return err
	}
	k.wasmConfig = config
	channels := k.IBCKeeper.ChannelKeeper
	k.WasmKeeper = wasmkeeper.NewKeeper(
		w.enc.Codec, w.store(wasmtypes.StoreKey), k.AccountKeeper, k.BankKeeper, k.StakingKeeper,
		distrkeeper.NewQuerier(k.DistrKeeper), channels, channels, k.IBCKeeper.ChannelKeeperV2, k.TransferKeeper,
		w.base.MsgServiceRouter(), w.base.GRPCQueryRouter(), filepath.Join(w.home(), "wasm"), config,
		wasmtypes.VMConfig{}, wasmkeeper.BuiltInCapabilities(), w.authority)
	return nil
}

// buildTransfer stacks what a packet passes through. On the way in: rate limit, forwarding, callbacks, transfer.
// Callbacks lie below forwarding so that no callback runs on a hop that only passes through. The builder gives
// every layer the one above it as its way out; setting the transfer keeper's by hand would bypass the stack.
func (k *Keepers) buildTransfer() {
	channels, channelsV2 := k.IBCKeeper.ChannelKeeper, k.IBCKeeper.ChannelKeeperV2
	contracts := wasm.NewIBCHandler(k.WasmKeeper, channels, k.TransferKeeper, channels)

	stack := porttypes.NewIBCStackBuilder(channels).
		Base(transfer.NewIBCModule(k.TransferKeeper)).
		Next(ibccallbacks.NewIBCMiddleware(contracts, wasm.DefaultMaxIBCCallbackGas)).
		Next(packetforward.NewIBCMiddleware(
			k.PFMKeeper, 0, packetforwardkeeper.DefaultForwardTransferPacketTimeoutTimestamp)).
		Next(ratelimiting.NewIBCMiddleware(k.RateLimitKeeper)).
		Build()
	k.IBCKeeper.SetRouter(porttypes.NewRouter().
		AddRoute(transfertypes.ModuleName, stack).
		AddRoute(wasmtypes.ModuleName, contracts).
		AddRoute(icahosttypes.SubModuleName, icahost.NewIBCModule(k.ICAHostKeeper)))

	callbacksV2 := ibccallbacksv2.NewIBCMiddleware(
		transferv2.NewIBCModule(k.TransferKeeper), channelsV2, contracts, channelsV2, wasm.DefaultMaxIBCCallbackGas)
	limitedV2 := ratelimitingv2.NewIBCMiddleware(*k.RateLimitKeeper, callbacksV2, channelsV2, channelsV2)
	k.IBCKeeper.SetRouterV2(ibcapi.NewRouter().
		AddRoute(transfertypes.PortID, limitedV2).
		AddPrefixRoute(wasmkeeper.PortIDPrefixV2, wasmkeeper.NewIBC2Handler(k.WasmKeeper)))
}
