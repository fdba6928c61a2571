package keeper

import (
	"context"
	"encoding/hex"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/types"
)

var _ markettypes.ProgramSource = (*Keeper)(nil)

// maxSampled bounds how many programs a sample looks through.
const maxSampled = 50

// SampleJob returns one of the first programs, chosen by seed, for simulations that place orders, and the roots of inputs that are all
// zeros.
func (k *Keeper) SampleJob(ctx context.Context, seed uint64) (id string, inputRoots []string, found bool) {
	p, found := k.SampleProgram(ctx, seed)
	if !found {
		return "", nil, false
	}
	for i := range p.InputCount {
		n, err := k.ProgramNode(ctx, p.Id, i)
		size, ok := n.OutputBytes()
		if err != nil || !ok {
			return "", nil, false
		}
		root := commit.Sum(make([]byte, size))
		inputRoots = append(inputRoots, hex.EncodeToString(root[:]))
	}
	return p.Id, inputRoots, true
}

// Market is where receipts come from, for simulations.
func (k *Keeper) Market() types.MarketKeeper { return k.market }

// SampleProgram returns one of the first programs, chosen by seed, for simulations.
func (k *Keeper) SampleProgram(ctx context.Context, seed uint64) (types.Program, bool) {
	var programs []types.Program
	err := k.Programs.Walk(ctx, nil, func(_ string, p types.Program) (bool, error) {
		programs = append(programs, p)
		return len(programs) == maxSampled, nil
	})
	if err != nil || len(programs) == 0 {
		return types.Program{}, false
	}
	return programs[seed%uint64(len(programs))], true
}
