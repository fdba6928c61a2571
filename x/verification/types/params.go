package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Limits of the parameters.
const (
	maxProgramBytes  = 1 << 20
	maxProofBytes    = 1 << 20
	maxOutputBytes   = 1 << 20
	maxPerBlock      = 1_000
	maxBlocks        = 1_000_000
	maxGasPerByte    = 10_000
	maxElementOpsCap = 1 << 24
)

// DefaultParams suit one-second blocks. A published output fits in a transaction.
func DefaultParams() Params {
	return Params{
		MaxProgramBytes:         256 << 10,
		MaxNodes:                4096,
		MaxProofBytes:           512 << 10,
		MaxElementOps:           1 << 20,
		MaxInlineOutputBytes:    8 << 10,
		MaxPublishedOutputBytes: 256 << 10,
		FinalisationsPerBlock:   100,
		PublishBlocks:           30,
		DemandFee:               sdk.NewCoin("usure", math.NewInt(100_000)),
		RevealBlocks:            20,
		GasPerGraphByte:         50,
	}
}

// Validate checks every parameter against its range.
func (p Params) Validate() error {
	if err := p.DemandFee.Validate(); err != nil {
		return ErrInvalidParams.Wrapf("demand_fee: %s", err)
	}
	for _, r := range []struct {
		name            string
		value, min, max uint64
	}{
		{"max_program_bytes", p.MaxProgramBytes, 1, maxProgramBytes},
		{"max_nodes", uint64(p.MaxNodes), 1, graph.DefaultLimits().MaxNodes},
		{"max_proof_bytes", p.MaxProofBytes, 1, maxProofBytes},
		{"max_element_ops", p.MaxElementOps, 1, maxElementOpsCap},
		{"max_inline_output_bytes", p.MaxInlineOutputBytes, 0, maxOutputBytes},
		{"max_published_output_bytes", p.MaxPublishedOutputBytes, p.MaxInlineOutputBytes, maxOutputBytes},
		{"finalisations_per_block", uint64(p.FinalisationsPerBlock), 1, maxPerBlock},
		{"gas_per_graph_byte", p.GasPerGraphByte, 1, maxGasPerByte},
		{"publish_blocks", uint64(max(p.PublishBlocks, 0)), 1, maxBlocks},
		{"reveal_blocks", uint64(max(p.RevealBlocks, 0)), 1, maxBlocks},
	} {
		if r.value < r.min || r.value > r.max {
			return ErrInvalidParams.Wrapf("%s is %d, it must be %d to %d", r.name, r.value, r.min, r.max)
		}
	}
	return nil
}

// Limits are what programs are checked against.
func (p Params) Limits() graph.Limits {
	l := graph.DefaultLimits()
	l.MaxProgramBytes, l.MaxNodes = p.MaxProgramBytes, uint64(p.MaxNodes)
	l.MaxProofBytes, l.MaxElementOps = p.MaxProofBytes, p.MaxElementOps
	l.MaxTensorBytes = MaxTensorBytes
	return l
}

// MaxTensorBytes bounds a tensor by what the court can disclose of it: 4,096 groups of 64 KiB.
const MaxTensorBytes = 4096 * 64 << 10
