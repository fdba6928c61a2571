package audit

import (
	"encoding/hex"
	"fmt"
	"slices"

	"cosmossdk.io/core/address"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// Subject is what a report is about.
type Subject struct {
	// Kind is order, artefact or provider.
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

// Dossier is what a report rests on.
type Dossier struct {
	ChainID string  `json:"chain_id"`
	About   Subject `json:"about"`
	// Height is that of the state; AppHash, its root, is in the header of the next height.
	Height  int64  `json:"height"`
	AppHash []byte `json:"app_hash"`
	// Time is the state's, in seconds since 1970.
	Time    int64    `json:"time"`
	Records []Record `json:"records"`
	// Policies are the ids of those that the report is measured by.
	Policies []string `json:"policies"`
	// Truncated says that there is more than a report holds.
	Truncated bool `json:"truncated"`
}

// file is a dossier, decoded.
type file struct {
	dossier      Dossier
	addresses    address.Codec
	order        *markettypes.Order
	leases       []markettypes.Lease
	provider     *providertypes.Provider
	endorsements []providertypes.Endorsement
	artefacts    map[string]artefacttypes.Artefact
	links        map[string]string
	edges        []artefacttypes.Edge
	attestations []attestationtypes.Attestation
	approvals    []policytypes.Approval
	policies     map[string]policytypes.Policy
}

// read decodes every record of a dossier.
func read(addresses address.Codec, d Dossier) (*file, error) {
	f := &file{
		dossier: d, addresses: addresses, artefacts: map[string]artefacttypes.Artefact{}, links: map[string]string{},
		policies: map[string]policytypes.Policy{},
	}
	batches := map[uint64]attestationtypes.Batch{}
	for _, r := range d.Records {
		message, err := r.Message()
		if err != nil {
			return nil, err
		}
		switch message := message.(type) {
		case *markettypes.Order:
			f.order = message
		case *markettypes.Lease:
			f.leases = append(f.leases, *message)
		case *providertypes.Provider:
			f.provider = message
		case *providertypes.Endorsement:
			f.endorsements = append(f.endorsements, *message)
		case *artefacttypes.Artefact:
			f.artefacts[message.Id] = *message
		case *artefacttypes.ProgramLink:
			f.links[message.ProgramId] = message.ArtefactId
		case *artefacttypes.Edge:
			f.edges = append(f.edges, *message)
		case *policytypes.Policy:
			f.policies[message.Id] = *message
		case *policytypes.Approval:
			f.approvals = append(f.approvals, *message)
		case *attestationtypes.Batch:
			number, err := batchNumber(r)
			if err != nil {
				return nil, err
			}
			batches[number] = *message
		}
	}
	return f, f.readAttestations(batches)
}

// readAttestations puts records and batches together: what is common to a batch is written once.
func (f *file) readAttestations(batches map[uint64]attestationtypes.Batch) error {
	for _, r := range f.dossier.Records {
		if r.Kind != KindAttestation {
			continue
		}
		message, err := r.Message()
		if err != nil {
			return err
		}
		record, is := message.(*attestationtypes.Record)
		if !is {
			return fmt.Errorf("%s is no attestation", r.ID)
		}
		batch, found := batches[record.Batch]
		if !found {
			return fmt.Errorf("the batch %d of the attestation %s is not in the report", record.Batch, r.ID)
		}
		uid := record.UID(batch)
		if !slices.Equal(r.Key, attestationtypes.RecordKey(uid)) {
			return fmt.Errorf("the attestation %s has another uid: %s", r.ID, uid)
		}
		attestation, err := attestationtypes.NewAttestation(f.addresses, uid, batch, *record)
		if err != nil {
			return err
		}
		f.attestations = append(f.attestations, attestation)
	}
	return nil
}

// batchNumber reads a batch's number from its key: a prefix of one byte and eight bytes.
func batchNumber(r Record) (number uint64, err error) {
	if len(r.Key) != 9 {
		return 0, fmt.Errorf("the key %s is none of a batch", hex.EncodeToString(r.Key))
	}
	for _, b := range r.Key[1:] {
		number = number<<8 | uint64(b)
	}
	return number, nil
}

// model is the artefact that the report's order runs, or that the report is about.
func (f *file) model() (artefacttypes.Artefact, bool) {
	id := f.dossier.About.ID
	if f.order != nil {
		id = f.links[f.order.Terms.ProgramId]
	}
	artefact, found := f.artefacts[id]
	return artefact, found
}

// data are the datasets that the model, or what it was made from, learned from; in the order of the report. Gap names an artefact whose
// edges, or which itself, the report leaves out: how many edges there are is in the artefact's own record.
func (f *file) data() (data []artefacttypes.Artefact, gap string) {
	model, found := f.model()
	if !found {
		return nil, ""
	}
	edges := map[string]uint32{}
	for _, edge := range f.edges {
		edges[edge.ChildId]++
	}
	reached := artefacttypes.MadeFrom(model.Id, f.edges)
	for _, edge := range f.edges {
		if parent := edge.Parent.ParentId; reached[parent] && f.artefacts[parent].Id == "" {
			return nil, parent
		}
	}
	for _, r := range f.dossier.Records {
		artefact, is := f.artefacts[r.ID]
		if r.Kind != KindArtefact || !is || !reached[r.ID] {
			continue
		}
		if artefact.Parents != edges[artefact.Id] {
			return nil, artefact.Id
		}
		if artefact.Core.Kind == artefacttypes.KindDataset && r.ID != model.Id {
			data = append(data, artefact)
		}
	}
	return data, ""
}
