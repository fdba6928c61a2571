// Package keeper keeps schemas, attestations and what was attested off the chain.
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

	"github.com/suretynetwork/surety/x/attestation/types"
)

type (
	// VersionKey is owner, name, version.
	VersionKey = collections.Triple[sdk.AccAddress, string, uint32]
	// SpentKey is deadline, digest.
	SpentKey = collections.Pair[uint64, []byte]
	// RevokerKey is attester, schema's uid or nothing, revoker.
	RevokerKey = collections.Triple[sdk.AccAddress, []byte, sdk.AccAddress]
	// DigestKey is an account and a digest of its own.
	DigestKey = collections.Pair[sdk.AccAddress, []byte]
	// StatusKey is attester, root, chunk.
	StatusKey = collections.Triple[sdk.AccAddress, []byte, uint64]
	// QueueKey is deadline height, uid.
	QueueKey = collections.Pair[int64, []byte]
	// Index finds members of batches: a key made in index.go -> their positions, nothing for all.
	Index = collections.Map[[]byte, []byte]
)

// Deps are the keepers that the module calls. Contracts may be nil, and then no resolver is a contract.
type Deps struct {
	Account   types.AccountKeeper
	Bank      types.BankKeeper
	Payment   types.PaymentKeeper
	Contracts types.Contracts
}

// Keeper owns schemas and attestations.
type Keeper struct {
	addresses address.Codec
	deps      Deps
	authority string
	natives   map[string]types.NativeResolver

	Schema       collections.Schema
	Params       collections.Item[types.Params]
	Records      collections.Map[[]byte, types.Record]
	Batches      collections.Map[uint64, types.Batch]
	Members      collections.Map[uint64, []byte]
	BatchNumber  collections.Item[uint64]
	BySchema     Index
	ByAttester   Index
	BySubject    Index
	ByReference  Index
	Schemas      collections.Map[[]byte, types.Schema]
	SchemaList   collections.Map[uint32, []byte]
	SchemaNumber collections.Item[uint64]
	Versions     collections.Map[VersionKey, types.SchemaVersion]
	Accounts     collections.Map[sdk.AccAddress, types.Account]
	Spent        collections.KeySet[SpentKey]
	Revokers     collections.KeySet[RevokerKey]
	Timestamps   collections.Map[[]byte, uint64]
	Offchain     collections.Map[DigestKey, uint64]
	Anchors      collections.Map[DigestKey, types.Anchor]
	Statuses     collections.Map[StatusKey, []byte]
	Disputes     collections.Map[[]byte, types.Dispute]
	DisputeQueue collections.KeySet[QueueKey]
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(
	cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string, deps Deps,
) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("attestation: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	bytesKey, addr, number := collections.BytesKey, sdk.AccAddressKey, collections.Uint64Key
	index := func(prefix collections.Prefix, name string) Index {
		return collections.NewMap(sb, prefix, name, bytesKey, collections.BytesValue)
	}
	k := &Keeper{
		addresses: addresses, deps: deps, authority: authority,
		Params:       collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc)),
		Records:      collections.NewMap(sb, types.RecordsPrefix, "records", bytesKey, codec.CollValue[types.Record](cdc)),
		Batches:      collections.NewMap(sb, types.BatchesPrefix, "batches", number, codec.CollValue[types.Batch](cdc)),
		Members:      collections.NewMap(sb, types.MembersPrefix, "members", number, collections.BytesValue),
		BatchNumber:  collections.NewItem(sb, types.BatchNumberPrefix, "batch_number", collections.Uint64Value),
		BySchema:     index(types.BySchemaPrefix, "by_schema"),
		ByAttester:   index(types.ByAttesterPrefix, "by_attester"),
		BySubject:    index(types.BySubjectPrefix, "by_subject"),
		ByReference:  index(types.ByReferencePrefix, "by_reference"),
		Schemas:      collections.NewMap(sb, types.SchemasPrefix, "schemas", bytesKey, codec.CollValue[types.Schema](cdc)),
		SchemaList:   collections.NewMap(sb, types.SchemaListPrefix, "schema_list", collections.Uint32Key, collections.BytesValue),
		SchemaNumber: collections.NewItem(sb, types.SchemaNumberPrefix, "schema_number", collections.Uint64Value),
		Versions: collections.NewMap(sb, types.VersionsPrefix, "versions",
			collections.TripleKeyCodec(addr, collections.StringKey, collections.Uint32Key), codec.CollValue[types.SchemaVersion](cdc)),
		Accounts:   collections.NewMap(sb, types.AccountsPrefix, "accounts", addr, codec.CollValue[types.Account](cdc)),
		Spent:      collections.NewKeySet(sb, types.SpentPrefix, "spent", collections.PairKeyCodec(number, bytesKey)),
		Revokers:   collections.NewKeySet(sb, types.RevokersPrefix, "revokers", collections.TripleKeyCodec(addr, bytesKey, addr)),
		Timestamps: collections.NewMap(sb, types.TimestampsPrefix, "timestamps", bytesKey, collections.Uint64Value),
		Offchain: collections.NewMap(sb, types.OffchainPrefix, "offchain_revocations",
			collections.PairKeyCodec(addr, bytesKey), collections.Uint64Value),
		Anchors: collections.NewMap(sb, types.AnchorsPrefix, "anchors",
			collections.PairKeyCodec(addr, bytesKey), codec.CollValue[types.Anchor](cdc)),
		Statuses: collections.NewMap(sb, types.StatusPrefix, "statuses",
			collections.TripleKeyCodec(addr, bytesKey, number), collections.BytesValue),
		Disputes:     collections.NewMap(sb, types.DisputesPrefix, "disputes", bytesKey, codec.CollValue[types.Dispute](cdc)),
		DisputeQueue: collections.NewKeySet(sb, types.DisputeQueuePrefix, "dispute_queue", collections.PairKeyCodec(collections.Int64Key, bytesKey)),
	}
	k.natives = map[string]types.NativeResolver{
		"attesters": onlyAttesters{k}, "recipient": onlyRecipient{k}, "expiring": mustExpire{}, "irrevocable": neverRevoked{},
		"reference": mustRefer{k}, "fee": fee{k},
	}
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("attestation: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// RegisterNative adds a resolver of another module under native:NAME. It is for the application to call before the first block; a name
// that is taken is its mistake.
func (k *Keeper) RegisterNative(name string, resolver types.NativeResolver) error {
	if err := types.ValidateName(name); err != nil {
		return err
	}
	if k.natives[name] != nil {
		return types.ErrInvalidResolver.Wrapf("native:%s is there already", name)
	}
	k.natives[name] = resolver
	return nil
}

// Authority returns the governance account.
func (k *Keeper) Authority() string { return k.authority }

// now is the block's time in seconds since 1970, as EAS counts it.
func now(ctx context.Context) uint64 {
	return uint64(max(0, sdk.UnwrapSDKContext(ctx).BlockTime().Unix()))
}

// next counts on from the stored number; start is the first.
func next(ctx context.Context, item collections.Item[uint64], start uint64) (uint64, error) {
	number, err := item.Get(ctx)
	if errors.Is(err, collections.ErrNotFound) {
		number, err = start, nil
	}
	if err != nil {
		return 0, err
	}
	return number, item.Set(ctx, number+1)
}

func emit(ctx context.Context, event proto.Message) error {
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(event)
}
