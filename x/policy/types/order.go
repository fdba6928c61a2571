package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// Order is what the market says of an order that names policies.
type Order struct {
	ID        string
	Hash      string
	ProgramID string
	// InputRoots are the BLAKE3 roots of the inputs, 64 hex digits each.
	InputRoots []string
	// Spending is the most that the order pays, to all its providers together.
	Spending     sdk.Coin
	Method       string
	WindowBlocks int64
	Redundancy   uint32
	Bond         math.Int
}
