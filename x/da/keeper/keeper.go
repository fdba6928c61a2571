// Package keeper follows Celestia's headers and records which blocks of this chain are published there.
package keeper

import (
	"context"
	"errors"
	"fmt"

	"github.com/cosmos/gogoproto/proto"

	"cosmossdk.io/collections"
	"cosmossdk.io/core/address"
	corestore "cosmossdk.io/core/store"

	"github.com/cosmos/cosmos-sdk/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/da/types"
)

// Keeper owns the light client and the record of batches.
type Keeper struct {
	addresses address.Codec
	authority string

	Schema   collections.Schema
	Params   collections.Item[types.Params]
	Client   collections.Item[types.Client]
	Headers  collections.Map[int64, types.Header]
	Progress collections.Item[types.Progress]
	Digests  collections.Map[int64, types.Digest]
	Batches  collections.Map[uint64, types.Batch]
	// BatchEnds leads from the last height of a batch to its number.
	BatchEnds collections.Map[int64, uint64]
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("da: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	k := &Keeper{
		addresses: addresses, authority: authority,
		Params:    collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc)),
		Client:    collections.NewItem(sb, types.ClientPrefix, "client", codec.CollValue[types.Client](cdc)),
		Headers:   collections.NewMap(sb, types.HeadersPrefix, "headers", collections.Int64Key, codec.CollValue[types.Header](cdc)),
		Progress:  collections.NewItem(sb, types.ProgressPrefix, "progress", codec.CollValue[types.Progress](cdc)),
		Digests:   collections.NewMap(sb, types.DigestsPrefix, "digests", collections.Int64Key, codec.CollValue[types.Digest](cdc)),
		Batches:   collections.NewMap(sb, types.BatchesPrefix, "batches", collections.Uint64Key, codec.CollValue[types.Batch](cdc)),
		BatchEnds: collections.NewMap(sb, types.BatchEndPrefix, "batch_ends", collections.Int64Key, collections.Uint64Value),
	}
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("da: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// Authority returns the governance account.
func (k *Keeper) Authority() string { return k.authority }

func emit(ctx context.Context, event proto.Message) error {
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(event)
}

func height(ctx context.Context) int64 { return sdk.UnwrapSDKContext(ctx).BlockHeight() }

// edge returns the first value of a map within a range, and whether there is one.
func edge[K, V any](ctx context.Context, m collections.Map[K, V], within collections.Ranger[K]) (value V, found bool, err error) {
	iterator, err := m.Iterate(ctx, within)
	if err != nil {
		return value, false, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	if !iterator.Valid() {
		return value, false, nil
	}
	value, err = iterator.Value()
	return value, err == nil, err
}
