// Package keeper keeps orders, bids and leases.
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

	"github.com/suretynetwork/surety/x/market/types"
)

// Keeper owns orders, bids and leases.
type Keeper struct {
	addresses address.Codec
	bank      types.BankKeeper
	payment   types.PaymentKeeper
	provider  types.BondedProviderKeeper
	authority string
	hooks     types.MarketHooks
	royalties types.RoyaltyKeeper
	policies  types.PolicyKeeper
	da        types.DAKeeper

	Schema        collections.Schema
	Params        collections.Item[types.Params]
	Owners        collections.Map[sdk.AccAddress, types.OwnerRecord]
	Orders        *collections.IndexedMap[OrderKey, types.Order, OrderIndexes]
	OrderQueue    collections.KeySet[OrderQueueKey]
	Bids          *collections.IndexedMap[BidKey, types.Bid, BidIndexes]
	Leases        *collections.IndexedMap[LeaseKey, types.Lease, LeaseIndexes]
	DeadlineQueue collections.KeySet[DeadlineKey]
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(
	cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string,
	bank types.BankKeeper, payment types.PaymentKeeper, provider types.BondedProviderKeeper,
) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("market: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	addr := sdk.AccAddressKey
	k := &Keeper{
		addresses: addresses, bank: bank, payment: payment, provider: provider, authority: authority, hooks: types.NoHooks{},
		royalties: types.NoRoyalties{}, policies: types.NoPolicies{}, da: types.NoDA{},
		Params: collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc)),
		Owners: collections.NewMap(sb, types.OwnersPrefix, "owners", addr, codec.CollValue[types.OwnerRecord](cdc)),
		Orders: collections.NewIndexedMap(sb, types.OrdersPrefix, "orders", orderKeyCodec, codec.CollValue[types.Order](cdc),
			newOrderIndexes(sb)),
		OrderQueue: collections.NewKeySet(sb, types.OrderQueuePrefix, "order_queue",
			collections.TripleKeyCodec(collections.Int64Key, addr, collections.Uint64Key)),
		Bids: collections.NewIndexedMap(sb, types.BidsPrefix, "bids", leaseKeyCodec, codec.CollValue[types.Bid](cdc), newBidIndexes(sb)),
		Leases: collections.NewIndexedMap(sb, types.LeasesPrefix, "leases", leaseKeyCodec, codec.CollValue[types.Lease](cdc),
			newLeaseIndexes(sb)),
		DeadlineQueue: collections.NewKeySet(sb, types.DeadlineQueuePrefix, "deadline_queue",
			collections.QuadKeyCodec(collections.Int64Key, addr, collections.Uint64Key, addr)),
	}
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("market: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// Authority returns the governance account.
func (k *Keeper) Authority() string { return k.authority }

// SetHooks lets the modules above take part. It is called once, before the chain starts; a second call is a mistake of the application
// and panics.
func (k *Keeper) SetHooks(hooks types.MarketHooks) {
	if _, none := k.hooks.(types.NoHooks); !none {
		panic("market: hooks are set twice")
	}
	k.hooks = hooks
}

// SetRoyalties names the registry that says what a lease owes to those whose work its program is. It is called once, before the chain
// starts; a second call is a mistake of the application and panics.
func (k *Keeper) SetRoyalties(royalties types.RoyaltyKeeper) {
	if _, none := k.royalties.(types.NoRoyalties); !none {
		panic("market: royalties are set twice")
	}
	k.royalties = royalties
}

// SetDA names what knows which blocks are published. It is called once, before the chain starts.
func (k *Keeper) SetDA(da types.DAKeeper) { k.da = da }

// checkPublished refuses what relies on published blocks while too many are not. Error: x/da's ErrDataBehind.
func (k *Keeper) checkPublished(ctx context.Context, terms types.Terms) error {
	if terms.Method != types.MethodOptimistic {
		return nil
	}
	return k.da.CheckLag(ctx)
}

// SetPolicies names the registry of policies that orders may name. It is called once, before the chain starts; a second call is a mistake
// of the application and panics.
func (k *Keeper) SetPolicies(policies types.PolicyKeeper) {
	if _, none := k.policies.(types.NoPolicies); !none {
		panic("market: policies are set twice")
	}
	k.policies = policies
}

// Hooks returns what SetHooks set.
func (k *Keeper) Hooks() types.MarketHooks { return k.hooks }

func emit(ctx context.Context, event proto.Message) error {
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(event)
}

func height(ctx context.Context) int64 { return sdk.UnwrapSDKContext(ctx).BlockHeight() }
