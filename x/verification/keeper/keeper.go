// Package keeper keeps programs and receipts.
package keeper

import (
	"context"
	"fmt"

	"github.com/cosmos/gogoproto/proto"

	"cosmossdk.io/collections"
	"cosmossdk.io/core/address"
	corestore "cosmossdk.io/core/store"

	"github.com/cosmos/cosmos-sdk/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/types"
)

// Keeper owns programs, receipts, outputs and rounds.
type Keeper struct {
	addresses address.Codec
	bank      types.BankKeeper
	payment   types.PaymentKeeper
	market    types.MarketKeeper
	authority string
	hooks     types.VerificationHooks

	Schema      collections.Schema
	Params      collections.Item[types.Params]
	Programs    *collections.IndexedMap[string, types.Program, ProgramIndexes]
	Nodes       collections.Map[NodeKey, graph.Node]
	Receipts    *collections.IndexedMap[LeaseKey, types.Receipt, ReceiptIndexes]
	FinalQueue  collections.KeySet[QueueKey]
	Outputs     collections.Map[LeaseKey, types.Output]
	Demands     collections.Map[LeaseKey, types.OutputDemand]
	DemandQueue collections.KeySet[QueueKey]
	Commitments collections.Map[LeaseKey, types.ReceiptCommitment]
	Rounds      collections.Map[OrderKey, types.Round]
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(
	cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string,
	bank types.BankKeeper, payment types.PaymentKeeper, market types.MarketKeeper,
) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("verification: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	k := &Keeper{
		addresses: addresses, bank: bank, payment: payment, market: market, authority: authority, hooks: types.NoHooks{},
		Params: collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc)),
		Programs: collections.NewIndexedMap(sb, types.ProgramsPrefix, "programs", collections.StringKey,
			codec.CollValue[types.Program](cdc), newProgramIndexes(sb)),
		Nodes: collections.NewMap(sb, types.NodesPrefix, "nodes",
			collections.PairKeyCodec(collections.StringKey, collections.Uint32Key), codec.CollValue[graph.Node](cdc)),
		Receipts: collections.NewIndexedMap(sb, types.ReceiptsPrefix, "receipts", leaseKeyCodec,
			codec.CollValue[types.Receipt](cdc), newReceiptIndexes(sb)),
		FinalQueue:  collections.NewKeySet(sb, types.FinalQueuePrefix, "final_queue", queueKeyCodec),
		Outputs:     collections.NewMap(sb, types.OutputsPrefix, "outputs", leaseKeyCodec, codec.CollValue[types.Output](cdc)),
		Demands:     collections.NewMap(sb, types.DemandsPrefix, "demands", leaseKeyCodec, codec.CollValue[types.OutputDemand](cdc)),
		DemandQueue: collections.NewKeySet(sb, types.DemandQueuePrefix, "demand_queue", queueKeyCodec),
		Commitments: collections.NewMap(sb, types.CommitmentsPrefix, "commitments", leaseKeyCodec,
			codec.CollValue[types.ReceiptCommitment](cdc)),
		Rounds: collections.NewMap(sb, types.RoundsPrefix, "rounds", orderKeyCodec, codec.CollValue[types.Round](cdc)),
	}
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("verification: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// SetHooks registers who hears of receipts, once, before the chain starts.
func (k *Keeper) SetHooks(hooks types.VerificationHooks) { k.hooks = hooks }

// Authority returns the governance account.
func (k *Keeper) Authority() string { return k.authority }

func emit(ctx context.Context, event proto.Message) error {
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(event)
}

func height(ctx context.Context) int64 { return sdk.UnwrapSDKContext(ctx).BlockHeight() }

func chainID(ctx context.Context) string { return sdk.UnwrapSDKContext(ctx).ChainID() }

// job is a lease with its order.
type job struct {
	id    markettypes.LeaseID
	lease markettypes.Lease
	order markettypes.Order
}

func (k *Keeper) job(ctx context.Context, id markettypes.LeaseID) (job, error) {
	lease, err := k.market.GetLease(ctx, id)
	if err != nil {
		return job{}, err
	}
	order, err := k.market.GetOrder(ctx, id.Order)
	return job{id: id, lease: lease, order: order}, err
}
