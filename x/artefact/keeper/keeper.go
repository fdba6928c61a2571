// Package keeper keeps artefacts, their lineage, and what is owed for them.
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

	"github.com/suretynetwork/surety/x/artefact/types"
)

// Keeper owns names, artefacts, lineage, royalties, gates and deals of storage.
type Keeper struct {
	addresses address.Codec
	bank      types.BankKeeper
	payment   types.PaymentKeeper
	authority string
	hooks     types.ArtefactHooks

	Schema         collections.Schema
	Params         collections.Item[types.Params]
	Claims         collections.Map[string, types.Claim]
	Names          collections.Map[string, types.Name]
	NamesByOwner   collections.KeySet[OwnerKey]
	Artefacts      collections.Map[string, types.Artefact]
	Versions       collections.Map[VersionKey, string]
	Digests        collections.KeySet[DigestKey]
	Edges          collections.Map[EdgeKey, types.Edge]
	Children       collections.KeySet[EdgeKey]
	Links          collections.Map[string, types.ProgramLink]
	Royalties      collections.Map[string, types.RoyaltyTerms]
	LeaseRoyalties collections.Map[string, types.LeaseRoyalty]
	Gates          collections.Map[string, types.Gate]
	Requests       collections.Map[LicenceKey, types.LicenceRequest]
	RequestQueue   collections.KeySet[RequestQueueKey]
	Grants         collections.Map[LicenceKey, types.LicenceGrant]
	Deals          collections.Map[DealKey, types.Deal]
	DealQueue      collections.KeySet[DealQueueKey]
	Sequences      collections.Map[sdk.AccAddress, uint64]
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(
	cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string,
	bank types.BankKeeper, payment types.PaymentKeeper,
) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("artefact: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	k := &Keeper{addresses: addresses, bank: bank, payment: payment, authority: authority, hooks: types.NoHooks{}}
	k.openRegistry(sb, cdc)
	k.openMoney(sb, cdc)
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("artefact: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// SetHooks lets the modules below take part. It is called once, before the chain starts; a second call is a mistake of the application
// and panics.
func (k *Keeper) SetHooks(hooks types.ArtefactHooks) {
	if _, none := k.hooks.(types.NoHooks); !none {
		panic("artefact: hooks are set twice")
	}
	k.hooks = hooks
}

// Authority returns the governance account.
func (k *Keeper) Authority() string { return k.authority }

func emit(ctx context.Context, event proto.Message) error {
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(event)
}

func height(ctx context.Context) int64 { return sdk.UnwrapSDKContext(ctx).BlockHeight() }

func (k *Keeper) text(addr sdk.AccAddress) (string, error) { return k.addresses.BytesToString(addr) }

func (k *Keeper) parse(text string) (sdk.AccAddress, error) { return k.addresses.StringToBytes(text) }
