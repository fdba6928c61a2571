package kernel

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"lukechampine.com/blake3/guts"
	"pgregory.net/rapid"
)

// blake3Of is the definition: chunks are the leaves of a tree whose left sides are as large a power of two as they can be.
func blake3Of(b []byte) (sum [32]byte) {
	root := blake3Node(b, 0)
	root.Flags |= guts.FlagRoot
	all := guts.WordsToBytes(guts.CompressNode(root))
	copy(sum[:], all[:])
	return sum
}

func blake3Node(b []byte, chunk int) guts.Node {
	if len(b) <= HashChunk {
		return guts.CompressChunk(b, &guts.IV, uint64(chunk), 0)
	}
	left := 1 << (bits.Len(uint((len(b)-1)/HashChunk)) - 1)
	first, rest := blake3Node(b[:left*HashChunk], chunk), blake3Node(b[left*HashChunk:], chunk+left)
	return guts.ParentNode(guts.ChainingValue(first), guts.ChainingValue(rest), &guts.IV, 0)
}

func TestSumIsBLAKE3(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.OneOf(rapid.IntRange(0, 3000), rapid.IntRange(3000, 60000), rapid.Map(rapid.IntRange(1, 40), func(k int) int { return k * HashChunk })).Draw(t, "n")
			b := make([]byte, n)
			state := rapid.Uint64().Draw(t, "seed")
			for i := range b {
				state = state*6364136223846793005 + 1442695040888963407
				b[i] = byte(state >> 56)
			}
			want := blake3Of(b)
			require.Equal(t, want, Sum(b))
			if n <= HashChunk {
				return
			}
			chunks := (n + HashChunk - 1) / HashChunk
			cut := rapid.IntRange(0, chunks).Draw(t, "cut")
			values := make([]byte, chunks*HashValue)
			HashChunks(values, b, cut, chunks)
			HashChunks(values, b, 0, cut)
			require.Equal(t, want, HashRoot(values))
		})
	})
}
