// Package keeper holds money in flight and delivers it.
package keeper

import (
	"context"
	"fmt"

	"github.com/cosmos/gogoproto/proto"

	"cosmossdk.io/collections"
	"cosmossdk.io/collections/indexes"
	"cosmossdk.io/core/address"
	corestore "cosmossdk.io/core/store"
	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/payment/types"
)

// Keeper owns escrows and claimables.
type Keeper struct {
	addresses address.Codec
	bank      types.BankKeeper
	authority string

	Schema     collections.Schema
	Params     collections.Item[types.Params]
	Escrows    *collections.IndexedMap[string, types.Escrow, EscrowIndexes]
	Claimables collections.Map[collections.Pair[sdk.AccAddress, string], math.Int]
}

// EscrowIndexes find escrows by who paid them in.
type EscrowIndexes struct {
	Depositor *indexes.Multi[sdk.AccAddress, string, types.Escrow]
}

// IndexesList returns the indexes in the order of their prefixes.
func (i EscrowIndexes) IndexesList() []collections.Index[string, types.Escrow] {
	return []collections.Index[string, types.Escrow]{i.Depositor}
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(
	cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string, bank types.BankKeeper,
) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("payment: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	depositor := func(_ string, escrow types.Escrow) (sdk.AccAddress, error) {
		return addresses.StringToBytes(escrow.Depositor)
	}
	k := &Keeper{
		addresses: addresses, bank: bank, authority: authority,
		Params: collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc)),
		Escrows: collections.NewIndexedMap(sb, types.EscrowsPrefix, "escrows", collections.StringKey, codec.CollValue[types.Escrow](cdc),
			EscrowIndexes{Depositor: indexes.NewMulti(sb, types.EscrowsDepositorsPrefix, "escrows_by_depositor",
				sdk.AccAddressKey, collections.StringKey, depositor)}),
		Claimables: collections.NewMap(sb, types.ClaimablesPrefix, "claimables",
			collections.PairKeyCodec(sdk.AccAddressKey, collections.StringKey), sdk.IntValue),
	}
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("payment: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// Authority returns the governance account.
func (k *Keeper) Authority() string { return k.authority }

func emit(ctx context.Context, event proto.Message) error {
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(event)
}
