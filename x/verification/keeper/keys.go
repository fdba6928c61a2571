package keeper

import (
	"cosmossdk.io/collections"
	"cosmossdk.io/collections/indexes"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

type (
	// OrderKey is owner, sequence.
	OrderKey = collections.Pair[sdk.AccAddress, uint64]
	// LeaseKey is owner, sequence, provider.
	LeaseKey = collections.Triple[sdk.AccAddress, uint64, sdk.AccAddress]
	// QueueKey is due height, owner, sequence, provider.
	QueueKey = collections.Quad[int64, sdk.AccAddress, uint64, sdk.AccAddress]
	// NodeKey is program id, trace index.
	NodeKey = collections.Pair[string, uint32]
)

var (
	orderKeyCodec = collections.PairKeyCodec(sdk.AccAddressKey, collections.Uint64Key)
	leaseKeyCodec = collections.TripleKeyCodec(sdk.AccAddressKey, collections.Uint64Key, sdk.AccAddressKey)
	queueKeyCodec = collections.QuadKeyCodec(collections.Int64Key, sdk.AccAddressKey, collections.Uint64Key, sdk.AccAddressKey)
)

func orderKey(id markettypes.OrderID) OrderKey { return collections.Join(id.Owner, id.Sequence) }

func leaseKey(id markettypes.LeaseID) LeaseKey {
	return collections.Join3(id.Order.Owner, id.Order.Sequence, id.Provider)
}

func queueKey(due int64, id markettypes.LeaseID) QueueKey {
	return collections.Join4(due, id.Order.Owner, id.Order.Sequence, id.Provider)
}

func queuedLease(key QueueKey) markettypes.LeaseID {
	return markettypes.LeaseID{Order: markettypes.OrderID{Owner: key.K2(), Sequence: key.K3()}, Provider: key.K4()}
}

// ProgramIndexes are the ways to find programs.
type ProgramIndexes struct {
	Creator *indexes.Multi[string, string, types.Program]
}

// IndexesList implements collections.Indexes.
func (i ProgramIndexes) IndexesList() []collections.Index[string, types.Program] {
	return []collections.Index[string, types.Program]{i.Creator}
}

func newProgramIndexes(sb *collections.SchemaBuilder) ProgramIndexes {
	return ProgramIndexes{Creator: indexes.NewMulti(sb, types.ProgramsByCreatorPrefix, "programs_by_creator",
		collections.StringKey, collections.StringKey,
		func(_ string, p types.Program) (string, error) { return p.Creator, nil })}
}

// ReceiptIndexes are the ways to find receipts.
type ReceiptIndexes struct {
	State    *indexes.Multi[int32, LeaseKey, types.Receipt]
	Provider *indexes.Multi[sdk.AccAddress, LeaseKey, types.Receipt]
	Program  *indexes.Multi[string, LeaseKey, types.Receipt]
}

// IndexesList implements collections.Indexes.
func (i ReceiptIndexes) IndexesList() []collections.Index[LeaseKey, types.Receipt] {
	return []collections.Index[LeaseKey, types.Receipt]{i.State, i.Provider, i.Program}
}

func newReceiptIndexes(sb *collections.SchemaBuilder) ReceiptIndexes {
	return ReceiptIndexes{
		State: indexes.NewMulti(sb, types.ReceiptsByStatePrefix, "receipts_by_state", collections.Int32Key, leaseKeyCodec,
			func(_ LeaseKey, r types.Receipt) (int32, error) { return int32(r.State), nil }),
		Provider: indexes.NewMulti(sb, types.ReceiptsByProviderPrefix, "receipts_by_provider", sdk.AccAddressKey, leaseKeyCodec,
			func(key LeaseKey, _ types.Receipt) (sdk.AccAddress, error) { return key.K3(), nil }),
		Program: indexes.NewMulti(sb, types.ReceiptsByProgramPrefix, "receipts_by_program", collections.StringKey, leaseKeyCodec,
			func(_ LeaseKey, r types.Receipt) (string, error) { return r.Signed.ProgramId, nil }),
	}
}

func queueKeyOf(due int64, key LeaseKey) QueueKey {
	return collections.Join4(due, key.K1(), key.K2(), key.K3())
}
