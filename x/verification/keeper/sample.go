package keeper

import (
	"context"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

var _ markettypes.ProgramSource = (*Keeper)(nil)

// maxSampled bounds how many programs a sample looks through.
const maxSampled = 50

// SampleProgram returns one of the first programs, chosen by seed, for simulations that place orders.
func (k *Keeper) SampleProgram(ctx context.Context, seed uint64) (id string, inputs int, found bool) {
	var programs []types.Program
	err := k.Programs.Walk(ctx, nil, func(_ string, p types.Program) (bool, error) {
		programs = append(programs, p)
		return len(programs) == maxSampled, nil
	})
	if err != nil || len(programs) == 0 {
		return "", 0, false
	}
	p := programs[seed%uint64(len(programs))]
	return p.Id, int(p.InputCount), true
}
