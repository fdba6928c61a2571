// Package keeper keeps the court: challenges, disclosures, traces and verdicts.
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

	"github.com/suretynetwork/surety/x/challenge/types"
)

type (
	// ChallengeKey is lease id, number.
	ChallengeKey = collections.Pair[string, uint64]
	// PartyKey is account, lease id, number.
	PartyKey = collections.Triple[sdk.AccAddress, string, uint64]
	// PriorityKey is lease id, node, priority height, number.
	PriorityKey = collections.Quad[string, uint32, int64, uint64]
	// DeadlineKey is height, lease id, number.
	DeadlineKey = collections.Triple[int64, string, uint64]
	// NodeKey is lease id, trace index.
	NodeKey = collections.Pair[string, uint32]
	// GroupKey is lease id, trace index, group.
	GroupKey = collections.Triple[string, uint32, uint32]
	// DueKey is height, name.
	DueKey = collections.Pair[int64, string]
	// DemandKey is provider, lease id.
	DemandKey = collections.Pair[sdk.AccAddress, string]
)

// Keeper owns challenges and what was shown in them.
type Keeper struct {
	addresses    address.Codec
	bank         types.BankKeeper
	payment      types.PaymentKeeper
	market       types.MarketKeeper
	verification types.VerificationKeeper
	artefact     types.ArtefactKeeper
	da           types.DAKeeper
	authority    string

	Schema         collections.Schema
	Params         collections.Item[types.Params]
	Leases         collections.Map[string, types.LeaseRecord]
	Commitments    collections.Map[string, types.Commitment]
	CommitQueue    collections.KeySet[DueKey]
	Challenges     collections.Map[ChallengeKey, types.Challenge]
	ByChallenger   collections.KeySet[PartyKey]
	LiveByProvider collections.KeySet[PartyKey]
	Priority       collections.KeySet[PriorityKey]
	DeadlineQueue  collections.KeySet[DeadlineKey]
	Disclosures    collections.Map[NodeKey, types.Disclosure]
	Groups         collections.Map[GroupKey, types.GroupDisclosure]
	Traces         collections.Map[string, types.Trace]
	TraceQueue     collections.KeySet[DueKey]
	TraceDemands   collections.KeySet[DemandKey]
	Verdicts       collections.Map[string, types.Verdict]
	CleanQueue     collections.KeySet[DueKey]
}

// Deps are the modules above this one.
type Deps struct {
	Bank         types.BankKeeper
	Payment      types.PaymentKeeper
	Market       types.MarketKeeper
	Verification types.VerificationKeeper
}

// NewKeeper fails when authority is no address or the store's schema is wrong; both are mistakes of the application.
func NewKeeper(
	cdc codec.BinaryCodec, storeService corestore.KVStoreService, addresses address.Codec, authority string, deps Deps,
) (*Keeper, error) {
	if _, err := addresses.StringToBytes(authority); err != nil {
		return nil, fmt.Errorf("challenge: authority %q: %w", authority, err)
	}
	sb := collections.NewSchemaBuilder(storeService)
	k := &Keeper{
		addresses: addresses, bank: deps.Bank, payment: deps.Payment, market: deps.Market, verification: deps.Verification, authority: authority,
		artefact: types.NoArtefacts{}, da: types.NoDA{},
		Params:      collections.NewItem(sb, types.ParamsPrefix, "params", codec.CollValue[types.Params](cdc)),
		Leases:      collections.NewMap(sb, types.LeasesPrefix, "leases", collections.StringKey, codec.CollValue[types.LeaseRecord](cdc)),
		Commitments: collections.NewMap(sb, types.CommitmentsPrefix, "commitments", collections.StringKey, codec.CollValue[types.Commitment](cdc)),
		Challenges: collections.NewMap(sb, types.ChallengesPrefix, "challenges",
			collections.PairKeyCodec(collections.StringKey, collections.Uint64Key), codec.CollValue[types.Challenge](cdc)),
		Disclosures: collections.NewMap(sb, types.DisclosuresPrefix, "disclosures",
			collections.PairKeyCodec(collections.StringKey, collections.Uint32Key), codec.CollValue[types.Disclosure](cdc)),
		Groups: collections.NewMap(sb, types.GroupsPrefix, "groups",
			collections.TripleKeyCodec(collections.StringKey, collections.Uint32Key, collections.Uint32Key), codec.CollValue[types.GroupDisclosure](cdc)),
		Traces:   collections.NewMap(sb, types.TracesPrefix, "traces", collections.StringKey, codec.CollValue[types.Trace](cdc)),
		Verdicts: collections.NewMap(sb, types.VerdictsPrefix, "verdicts", collections.StringKey, codec.CollValue[types.Verdict](cdc)),
	}
	k.buildIndexes(sb)
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("challenge: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// buildIndexes adds what is derived from the records: indexes and queues.
func (k *Keeper) buildIndexes(sb *collections.SchemaBuilder) {
	due := collections.PairKeyCodec(collections.Int64Key, collections.StringKey)
	party := collections.TripleKeyCodec(sdk.AccAddressKey, collections.StringKey, collections.Uint64Key)
	k.CommitQueue = collections.NewKeySet(sb, types.CommitQueuePrefix, "commit_queue", due)
	k.ByChallenger = collections.NewKeySet(sb, types.ByChallengerPrefix, "challenges_by_challenger", party)
	k.LiveByProvider = collections.NewKeySet(sb, types.LiveByProviderPrefix, "live_by_provider", party)
	k.Priority = collections.NewKeySet(sb, types.PriorityPrefix, "priority",
		collections.QuadKeyCodec(collections.StringKey, collections.Uint32Key, collections.Int64Key, collections.Uint64Key))
	k.DeadlineQueue = collections.NewKeySet(sb, types.DeadlineQueuePrefix, "deadline_queue",
		collections.TripleKeyCodec(collections.Int64Key, collections.StringKey, collections.Uint64Key))
	k.TraceQueue = collections.NewKeySet(sb, types.TraceQueuePrefix, "trace_queue", due)
	k.TraceDemands = collections.NewKeySet(sb, types.TraceDemandsPrefix, "trace_demands",
		collections.PairKeyCodec(sdk.AccAddressKey, collections.StringKey))
	k.CleanQueue = collections.NewKeySet(sb, types.CleanQueuePrefix, "clean_queue", due)
}

// SetArtefacts names the registry that the graph of a job is drawn from. It is called once, before the chain starts.
func (k *Keeper) SetArtefacts(artefact types.ArtefactKeeper) { k.artefact = artefact }

// SetDA names what follows Celestia. It is called once, before the chain starts.
func (k *Keeper) SetDA(da types.DAKeeper) { k.da = da }

// Authority returns the governance account.
func (k *Keeper) Authority() string { return k.authority }

func emit(ctx context.Context, event proto.Message) error {
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(event)
}

func height(ctx context.Context) int64 { return sdk.UnwrapSDKContext(ctx).BlockHeight() }

func chainID(ctx context.Context) string { return sdk.UnwrapSDKContext(ctx).ChainID() }

// Verification is where receipts are, for simulations.
func (k *Keeper) Verification() types.VerificationKeeper { return k.verification }
