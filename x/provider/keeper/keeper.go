// Package keeper keeps providers, their bonds and what is said of them.
package keeper

import (
	"context"
	"fmt"

	"github.com/cosmos/gogoproto/proto"

	"cosmossdk.io/collections"
	"cosmossdk.io/core/address"
	corestore "cosmossdk.io/core/store"
	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

type (
	// AttributeKey is key, value, provider.
	AttributeKey = collections.Triple[string, string, sdk.AccAddress]
	// AllocationKey is provider, id.
	AllocationKey = collections.Pair[sdk.AccAddress, string]
	// UnbondingKey is provider, sequence.
	UnbondingKey = collections.Pair[sdk.AccAddress, uint64]
	// QueueKey is completion height, provider, sequence.
	QueueKey = collections.Triple[int64, sdk.AccAddress, uint64]
	// EndorsementKey is provider, attester, attribute key.
	EndorsementKey = collections.Triple[sdk.AccAddress, sdk.AccAddress, string]
)

// Keeper owns providers, bonds, attributes and endorsements.
type Keeper struct {
	addresses address.Codec
	account   types.AccountKeeper
	bank      types.BankKeeper
	payment   types.PaymentKeeper
	authority string

	Schema         collections.Schema
	Params         collections.Item[types.Params]
	Providers      collections.Map[sdk.AccAddress, types.Provider]
	Attributes     collections.KeySet[AttributeKey]
	Allocations    collections.Map[AllocationKey, math.Int]
	Unbondings     collections.Map[UnbondingKey, types.Unbonding]
	UnbondingQueue collections.KeySet[QueueKey]
	Endorsements   collections.Map[EndorsementKey, types.Endorsement]
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(
	cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string,
	account types.AccountKeeper, bank types.BankKeeper, payment types.PaymentKeeper,
) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("provider: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	addr := sdk.AccAddressKey
	k := &Keeper{
		addresses: addresses, account: account, bank: bank, payment: payment, authority: authority,
		Params:    collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc)),
		Providers: collections.NewMap(sb, types.ProvidersPrefix, "providers", addr, codec.CollValue[types.Provider](cdc)),
		Attributes: collections.NewKeySet(sb, types.AttributesPrefix, "providers_by_attribute",
			collections.TripleKeyCodec(collections.StringKey, collections.StringKey, addr)),
		Allocations: collections.NewMap(sb, types.AllocationsPrefix, "allocations",
			collections.PairKeyCodec(addr, collections.StringKey), sdk.IntValue),
		Unbondings: collections.NewMap(sb, types.UnbondingsPrefix, "unbondings",
			collections.PairKeyCodec(addr, collections.Uint64Key), codec.CollValue[types.Unbonding](cdc)),
		UnbondingQueue: collections.NewKeySet(sb, types.UnbondingQueuePrefix, "unbonding_queue",
			collections.TripleKeyCodec(collections.Int64Key, addr, collections.Uint64Key)),
		Endorsements: collections.NewMap(sb, types.EndorsementsPrefix, "endorsements",
			collections.TripleKeyCodec(addr, addr, collections.StringKey), codec.CollValue[types.Endorsement](cdc)),
	}
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("provider: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// Authority returns the governance account.
func (k *Keeper) Authority() string { return k.authority }

func emit(ctx context.Context, event proto.Message) error {
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(event)
}
