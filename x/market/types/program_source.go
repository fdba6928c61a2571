package types

import "context"

// ProgramSource may be implemented by hooks that refuse orders for unknown programs, so that simulations know some.
type ProgramSource interface {
	// SampleJob returns the id of a program that can be ordered and the roots of inputs for it, chosen by seed, or false when there is
	// none.
	SampleJob(ctx context.Context, seed uint64) (id string, inputRoots []string, found bool)
}
