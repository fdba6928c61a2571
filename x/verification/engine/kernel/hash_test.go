package kernel

import (
	"testing"

	"github.com/stretchr/testify/require"
	"lukechampine.com/blake3"
	"pgregory.net/rapid"
)

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
			want := blake3.Sum256(b)
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
