package types

import (
	markettypes "github.com/suretynetwork/surety/x/market/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// DefaultGenesis is an empty state.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

// Validate checks a state as far as that is possible without other modules: every record well formed, once, and its parents there.
func (g GenesisState) Validate() error {
	if err := g.Params.Validate(); err != nil {
		return err
	}
	next := map[string]uint64{}
	for _, l := range g.Leases {
		if _, err := markettypes.ParseLeaseID(l.LeaseId); err != nil {
			return ErrInvalidGenesis.Wrapf("lease record: %s", err)
		}
		if _, twice := next[l.LeaseId]; twice {
			return ErrInvalidGenesis.Wrapf("lease record %s is there twice", l.LeaseId)
		}
		next[l.LeaseId] = l.NextNumber
	}
	seen := map[string]bool{}
	for _, c := range g.Challenges {
		id, err := ParseChallengeID(c.Id)
		if err != nil {
			return err
		}
		if seen[c.Id] || c.LeaseId != id.Lease.String() || c.Number != id.Number || c.Number >= next[c.LeaseId] || c.State == ChallengeStateUnspecified {
			return ErrInvalidGenesis.Wrapf("challenge %s: it is there twice, without a state, or not counted by its lease record", c.Id)
		}
		seen[c.Id] = true
	}
	return g.validateRest()
}

func (g GenesisState) validateRest() error {
	for _, c := range g.Commitments {
		if !verificationtypes.IsHash(c.Commitment) || c.ExpiryHeight <= 0 {
			return ErrInvalidGenesis.Wrapf("sealed claim %.80q: want 64 hex digits and an expiry", c.Commitment)
		}
	}
	type node struct {
		lease string
		node  uint32
	}
	nodes := map[node]bool{}
	for _, d := range g.Disclosures {
		if _, ok := verificationtypes.ParseHash(d.Commitment); !ok || nodes[node{d.LeaseId, d.Node}] || len(d.Hashes)%32 != 0 {
			return ErrInvalidGenesis.Wrapf("disclosure of node %d of %s: it is there twice or malformed", d.Node, d.LeaseId)
		}
		nodes[node{d.LeaseId, d.Node}] = true
	}
	for _, x := range g.Groups {
		if !nodes[node{x.LeaseId, x.Node}] {
			return ErrInvalidGenesis.Wrapf("group %d of node %d of %s has no disclosure", x.Group, x.Node, x.LeaseId)
		}
	}
	for _, t := range g.Traces {
		if _, err := markettypes.ParseLeaseID(t.LeaseId); err != nil || len(t.Commitments)%32 != 0 {
			return ErrInvalidGenesis.Wrapf("trace of %.200q is malformed", t.LeaseId)
		}
		if t.PublishedHeight > 0 && (t.Reference == "") == (len(t.Commitments) == 0) {
			return ErrInvalidGenesis.Wrapf("the trace of %.200q was published, and is neither here nor on Celestia, or both", t.LeaseId)
		}
	}
	return nil
}
