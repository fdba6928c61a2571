// Package keeper keeps policies and says whether orders, bids and receipts keep to them.
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

	"github.com/suretynetwork/surety/x/policy/types"
)

type (
	// NameKey is owner, name.
	NameKey = collections.Pair[sdk.AccAddress, string]
	// PolicyKey is owner, name, version.
	PolicyKey = collections.Triple[sdk.AccAddress, string, uint32]
	// ApprovalKey is order id, approver.
	ApprovalKey = collections.Pair[string, sdk.AccAddress]
)

// Deps are the keepers that the module asks.
type Deps struct {
	Bank         types.BankKeeper
	Attestations types.AttestationKeeper
	Artefacts    types.ArtefactKeeper
	Providers    types.ProviderKeeper
}

// Keeper owns policies and approvals.
type Keeper struct {
	addresses address.Codec
	deps      Deps
	authority string

	Schema    collections.Schema
	Params    collections.Item[types.Params]
	Heads     collections.Map[NameKey, types.Head]
	Policies  collections.Map[PolicyKey, types.Policy]
	Approvals collections.Map[ApprovalKey, types.Approval]
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(
	cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string, deps Deps,
) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("policy: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	k := &Keeper{
		addresses: addresses, deps: deps, authority: authority,
		Params: collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc)),
		Heads: collections.NewMap(sb, types.HeadsPrefix, "heads", collections.PairKeyCodec(sdk.AccAddressKey, collections.StringKey),
			codec.CollValue[types.Head](cdc)),
		Policies: collections.NewMap(sb, types.PoliciesPrefix, "policies",
			collections.TripleKeyCodec(sdk.AccAddressKey, collections.StringKey, collections.Uint32Key), codec.CollValue[types.Policy](cdc)),
		Approvals: collections.NewMap(sb, types.ApprovalsPrefix, "approvals",
			collections.PairKeyCodec(collections.StringKey, sdk.AccAddressKey), codec.CollValue[types.Approval](cdc)),
	}
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
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
