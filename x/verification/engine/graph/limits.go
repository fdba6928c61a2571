package graph

// Version is the version of NUMERICS.md that this package gives to programs.
const Version uint32 = 1

// What the format itself can hold. Every product of two of these fits in 64 bits, so nothing past the local checks of a node
// can overflow.
const (
	maxRank     = 8
	maxElements = 1 << 40
	maxWindow   = 1 << 20 // a stride, pad, dilation or kernel extent
	maxWeights  = 1 << 42
	maxOperands = 1024
	maxName     = 128

	// WeightAlign is the alignment in bytes of every tensor in the weight blob.
	WeightAlign = 64
)

// Limits bound what a network accepts. A program within them has no element that costs more than this to judge.
type Limits struct {
	// MaxNodes is the number of nodes of a program.
	MaxNodes uint64
	// MaxProgramBytes is the size of a program's canonical encoding.
	MaxProgramBytes uint64
	// MaxWeightsBytes is the size of the weight blob.
	MaxWeightsBytes uint64
	// MaxRank is the number of axes of a tensor, at most 8.
	MaxRank uint64
	// MaxElements is the number of elements of a node's output.
	MaxElements uint64
	// MaxTensorBytes is the size of a node's output, all of which a provider may have to disclose.
	MaxTensorBytes uint64
	// MaxProofBytes is the encoded size of one element's proof.
	MaxProofBytes uint64
	// MaxRuns is the number of runs one element depends on.
	MaxRuns uint64
	// MaxElementOps is the number of scalar operations, counted in multiply-adds, that judging one element takes;
	// Dependencies lists nothing past 2^24 of them, nor past 2^16 runs.
	MaxElementOps uint64
}

// DefaultLimits are those of a new network: a proof fits in a transaction, and judging it takes well under a second.
func DefaultLimits() Limits {
	return Limits{
		MaxNodes:        1 << 14,
		MaxProgramBytes: 1 << 20,
		MaxWeightsBytes: 1 << 40,
		MaxRank:         maxRank,
		MaxElements:     1 << 30,
		MaxTensorBytes:  1 << 32,
		MaxProofBytes:   768 << 10,
		MaxRuns:         512,
		MaxElementOps:   1 << 22,
	}
}

// FormatLimits are the largest values the format can express. Off-chain tools use them to hold a program that no network
// has to accept.
func FormatLimits() Limits {
	const none = ^uint64(0)
	return Limits{
		MaxNodes: 1 << 24, MaxProgramBytes: maxDecodeBytes, MaxWeightsBytes: maxWeights, MaxRank: maxRank,
		MaxElements: maxElements, MaxTensorBytes: none, MaxProofBytes: none, MaxRuns: none, MaxElementOps: none,
	}
}
