// Package audit writes what a chain knows about an order, an artefact or a provider as OSCAL Assessment Results in which each control is
// backed by records with proofs, and checks such a report against a node or against an application hash that somebody trusts.
package audit

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/cosmos/gogoproto/jsonpb"
	"github.com/cosmos/gogoproto/proto"
	ics23 "github.com/cosmos/ics23/go"

	"cosmossdk.io/collections"
	"cosmossdk.io/collections/codec"

	sdk "github.com/cosmos/cosmos-sdk/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Kinds of records, and what each is in its store.
const (
	KindOrder       = "order"
	KindLease       = "lease"
	KindReceipt     = "receipt"
	KindVerdict     = "verdict"
	KindProgram     = "program"
	KindLink        = "program-link"
	KindArtefact    = "artefact"
	KindEdge        = "edge"
	KindAttestation = "attestation"
	KindBatch       = "batch"
	KindPolicy      = "policy"
	KindApproval    = "approval"
	KindProvider    = "provider"
	KindEndorsement = "endorsement"
)

// kinds says in which store a kind of record lies, under which prefix, and as what.
var kinds = map[string]struct {
	store  string
	prefix collections.Prefix
	empty  func() proto.Message
}{
	KindOrder:       {markettypes.StoreKey, markettypes.OrdersPrefix, func() proto.Message { return &markettypes.Order{} }},
	KindLease:       {markettypes.StoreKey, markettypes.LeasesPrefix, func() proto.Message { return &markettypes.Lease{} }},
	KindReceipt:     {verificationtypes.StoreKey, verificationtypes.ReceiptsPrefix, func() proto.Message { return &verificationtypes.Receipt{} }},
	KindVerdict:     {challengetypes.StoreKey, challengetypes.VerdictsPrefix, func() proto.Message { return &challengetypes.Verdict{} }},
	KindProgram:     {verificationtypes.StoreKey, verificationtypes.ProgramsPrefix, func() proto.Message { return &verificationtypes.Program{} }},
	KindLink:        {artefacttypes.StoreKey, artefacttypes.LinksPrefix, func() proto.Message { return &artefacttypes.ProgramLink{} }},
	KindArtefact:    {artefacttypes.StoreKey, artefacttypes.ArtefactsPrefix, func() proto.Message { return &artefacttypes.Artefact{} }},
	KindEdge:        {artefacttypes.StoreKey, artefacttypes.EdgesPrefix, func() proto.Message { return &artefacttypes.Edge{} }},
	KindAttestation: {attestationtypes.StoreKey, attestationtypes.RecordsPrefix, func() proto.Message { return &attestationtypes.Record{} }},
	KindBatch:       {attestationtypes.StoreKey, attestationtypes.BatchesPrefix, func() proto.Message { return &attestationtypes.Batch{} }},
	KindPolicy:      {policytypes.StoreKey, policytypes.PoliciesPrefix, func() proto.Message { return &policytypes.Policy{} }},
	KindApproval:    {policytypes.StoreKey, policytypes.ApprovalsPrefix, func() proto.Message { return &policytypes.Approval{} }},
	KindProvider:    {providertypes.StoreKey, providertypes.ProvidersPrefix, func() proto.Message { return &providertypes.Provider{} }},
	KindEndorsement: {providertypes.StoreKey, providertypes.EndorsementsPrefix, func() proto.Message { return &providertypes.Endorsement{} }},
}

// Record is a record of the chain's state with the proof that it was there.
type Record struct {
	Kind string `json:"kind"`
	// ID is for people; Key is what counts.
	ID    string `json:"id"`
	Store string `json:"store"`
	Key   []byte `json:"key"`
	Value []byte `json:"value"`
	// Proofs are ICS-23 commitment proofs: of the value under the store's root, and of that under the application's hash.
	Proofs [][]byte `json:"proofs"`
	// TxHash and TxHeight are where it was written last, as far as the node's index knows; empty otherwise.
	TxHash   string `json:"tx_hash,omitempty"`
	TxHeight int64  `json:"tx_height,omitempty"`
}

// key encodes a record's key as its module's store has it.
func key[K any](kind string, codec codec.KeyCodec[K], k K) ([]byte, error) {
	return collections.EncodeKeyWithPrefix(kinds[kind].prefix, codec, k)
}

func textKey(kind, text string) ([]byte, error) { return key(kind, collections.StringKey, text) }

var (
	orderCodec = collections.PairKeyCodec(sdk.AccAddressKey, collections.Uint64Key)
	leaseCodec = collections.TripleKeyCodec(sdk.AccAddressKey, collections.Uint64Key, sdk.AccAddressKey)
	edgeCodec  = collections.PairKeyCodec(collections.StringKey, collections.StringKey)
)

// Message decodes the value.
func (r Record) Message() (proto.Message, error) {
	kind, known := kinds[r.Kind]
	if !known {
		return nil, fmt.Errorf("%q is no kind of record", r.Kind)
	}
	message := kind.empty()
	if err := proto.Unmarshal(r.Value, message); err != nil {
		return nil, fmt.Errorf("the %s %s does not decode: %w", r.Kind, r.ID, err)
	}
	return message, nil
}

// Text is the record as JSON, the one way to say what the value says.
func (r Record) Text() (string, error) {
	message, err := r.Message()
	if err != nil {
		return "", err
	}
	return textOf(message)
}

func textOf(message proto.Message) (string, error) {
	raw, err := (&jsonpb.Marshaler{OrigName: true}).MarshalToString(message)
	if err != nil {
		return "", err
	}
	var tree any // sorted and without the marshaller's liberties
	if err := json.Unmarshal([]byte(raw), &tree); err != nil {
		return "", err
	}
	text, err := json.Marshal(tree)
	return string(text), err
}

// ErrProof says that a record is not under the application's hash.
var ErrProof = errors.New("the proof does not hold")

// Verify checks that the value lies under the key in a state with this application hash. Error: ErrProof.
func (r Record) Verify(appHash []byte) error {
	kind, known := kinds[r.Kind]
	if !known || r.Store != kind.store {
		return fmt.Errorf("%w: a record of kind %q does not lie in the store %q", ErrProof, r.Kind, r.Store)
	}
	if len(r.Key) == 0 || len(kind.prefix.Bytes()) == 0 || r.Key[0] != kind.prefix.Bytes()[0] {
		return fmt.Errorf("%w: the key of %s %s is none of that kind", ErrProof, r.Kind, r.ID)
	}
	if len(r.Proofs) != 2 {
		return fmt.Errorf("%w: %s %s has %d proofs, 2 are needed", ErrProof, r.Kind, r.ID, len(r.Proofs))
	}
	var inStore, inState ics23.CommitmentProof
	if err := inStore.Unmarshal(r.Proofs[0]); err != nil {
		return fmt.Errorf("%w: %s %s: %w", ErrProof, r.Kind, r.ID, err)
	}
	if err := inState.Unmarshal(r.Proofs[1]); err != nil {
		return fmt.Errorf("%w: %s %s: %w", ErrProof, r.Kind, r.ID, err)
	}
	root, err := inStore.Calculate()
	if err != nil {
		return fmt.Errorf("%w: %s %s: %w", ErrProof, r.Kind, r.ID, err)
	}
	if !ics23.VerifyMembership(ics23.TendermintSpec, appHash, &inState, []byte(r.Store), root) {
		return fmt.Errorf("%w: the store of %s %s is not under the application hash %X", ErrProof, r.Kind, r.ID, appHash)
	}
	if !ics23.VerifyMembership(ics23.IavlSpec, root, &inStore, r.Key, r.Value) {
		return fmt.Errorf("%w: %s %s is not in the store as the report says", ErrProof, r.Kind, r.ID)
	}
	return nil
}
