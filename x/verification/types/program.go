package types

import (
	"encoding/hex"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

const (
	maxNameBytes     = 128
	maxLocations     = 8
	maxLocationBytes = 256
)

// NewProgram describes a decoded and valid program. Errors: ErrInvalidProgram when its outputs are too large to be demanded.
func NewProgram(p *graph.Program, size int, params Params) (Program, error) {
	id, err := p.ID()
	if err != nil {
		return Program{}, ErrInvalidProgram.Wrap(err.Error())
	}
	out := Program{
		Id: hex.EncodeToString(id[:]), NumericsVersion: p.NumericsVersion, WeightsRoot: hex.EncodeToString(p.WeightsRoot),
		WeightsSize: p.WeightsSize, NodeCount: uint32(len(p.Nodes)), InputCount: uint32(p.InputCount()), Outputs: p.Outputs,
		GraphBytes: uint64(size),
	}
	for _, i := range p.Outputs {
		n, ok := p.Nodes[i].OutputBytes()
		if !ok || n > params.MaxPublishedOutputBytes || out.OutputBytes+n > params.MaxPublishedOutputBytes {
			return Program{}, ErrInvalidProgram.Wrapf("node %d %q: with it the outputs are over the %d bytes that can be demanded on chain",
				i, p.Nodes[i].Name, params.MaxPublishedOutputBytes)
		}
		out.OutputBytes += n
	}
	for i := range p.Nodes {
		if p.Nodes[i].Op == graph.OpInput {
			continue
		}
		bytes, _, _, err := p.ProofBound(uint32(i))
		if err != nil {
			return Program{}, ErrInvalidProgram.Wrap(err.Error())
		}
		if bytes > out.LargestProofBytes {
			out.LargestProofBytes, out.LargestProofNode = bytes, uint32(i)
		}
	}
	return out, nil
}

// ValidateProfile checks what a creator says of a program.
func ValidateProfile(name string, locations []string) error {
	if len(name) > maxNameBytes || !printable(name) {
		return ErrInvalidProgram.Wrapf("name %.40q: want at most %d bytes of printable ASCII", name, maxNameBytes)
	}
	if len(locations) > maxLocations {
		return ErrInvalidProgram.Wrapf("locations has %d entries, want at most %d", len(locations), maxLocations)
	}
	for i, l := range locations {
		if err := ValidateLocation(l); err != nil {
			return ErrInvalidProgram.Wrapf("locations[%d]: %s", i, err)
		}
	}
	return nil
}

func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
