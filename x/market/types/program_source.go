package types

import "context"

// ProgramSource may be implemented by hooks that refuse orders for unknown programs, so that simulations know some.
type ProgramSource interface {
	// SampleProgram returns the id of a program that can be ordered and its number of inputs, chosen by seed, or false when there is none.
	SampleProgram(ctx context.Context, seed uint64) (id string, inputs int, found bool)
}
