package types

import (
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// DefaultGenesis is an empty state.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

// Validate checks a state as far as that is possible without other modules: every record well formed, once, and its parents there.
func (g GenesisState) Validate() error {
	if err := g.Params.Validate(); err != nil {
		return err
	}
	programs := map[string]bool{}
	for _, p := range g.Programs {
		if err := p.validate(); err != nil {
			return err
		}
		if programs[p.Program.Id] {
			return ErrInvalidGenesis.Wrapf("program %s is there twice", p.Program.Id)
		}
		programs[p.Program.Id] = true
	}
	receipts := map[string]bool{}
	for _, r := range g.Receipts {
		id := r.Signed.LeaseId
		if _, err := markettypes.ParseLeaseID(id); err != nil {
			return ErrInvalidGenesis.Wrapf("receipt: %s", err)
		}
		if receipts[id] || r.State == ReceiptStateUnspecified || !programs[r.Signed.ProgramId] {
			return ErrInvalidGenesis.Wrapf("receipt for %s: it is there twice, without a state, or its program is missing", id)
		}
		receipts[id] = true
	}
	return g.validateChildren(receipts)
}

func (p ProgramGenesis) validate() error {
	decoded, err := graph.Decode(p.Graph)
	if err != nil {
		return ErrInvalidGenesis.Wrapf("program %s: %s", p.Program.Id, err)
	}
	id, err := decoded.ID()
	if err != nil || graph.FormatID(id) != p.Program.Id || int(p.Program.NodeCount) != len(decoded.Nodes) {
		return ErrInvalidGenesis.Wrapf("program %s: its graph is another program's", p.Program.Id)
	}
	return nil
}

func (g GenesisState) validateChildren(receipts map[string]bool) error {
	for _, o := range g.Outputs {
		if !receipts[o.LeaseId] {
			return ErrInvalidGenesis.Wrapf("output of %s has no receipt", o.LeaseId)
		}
	}
	for _, d := range g.Demands {
		if !receipts[d.LeaseId] || d.DeadlineHeight <= 0 {
			return ErrInvalidGenesis.Wrapf("demand of %s has no receipt or no deadline", d.LeaseId)
		}
	}
	for _, c := range g.Commitments {
		if _, err := markettypes.ParseLeaseID(c.LeaseId); err != nil || !IsHash(c.Commitment) {
			return ErrInvalidGenesis.Wrapf("commitment %.80q of %.200q", c.Commitment, c.LeaseId)
		}
	}
	for _, r := range g.Rounds {
		if _, err := markettypes.ParseOrderID(r.OrderId); err != nil || r.State == RoundStateUnspecified {
			return ErrInvalidGenesis.Wrapf("round of %.200q", r.OrderId)
		}
	}
	return nil
}
