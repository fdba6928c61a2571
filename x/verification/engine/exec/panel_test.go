package exec

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// The vector kernel and the scalar definition give the same bits for every chain.
func TestVectorChainsAreTheScalarOnes(t *testing.T) {
	if !vectorFMA {
		t.Skip("this processor has no vector FMA")
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint64Range(1, 40).Draw(t, "n")
		seed := rapid.Uint64().Draw(t, "seed")
		x, w := decode(graphtest.Values(seed, n)), decode(graphtest.Values(seed+3, n*width))
		start := decode(graphtest.Values(seed+6, width))
		var vector, scalar [width]float32
		copy(vector[:], start)
		copy(scalar[:], start)
		fmaPanel(&vector[0], &x[0], &w[0], len(x))
		scalarChains(&scalar, x, w, width)
		require.Equal(t, finished(&scalar), finished(&vector))
	})
}

func finished(acc *[width]float32) []uint32 {
	var y [width]float32
	finish(y[:], acc)
	out := make([]uint32, width)
	for i, v := range y {
		out[i] = math.Float32bits(v)
	}
	return out
}

func TestPackPutsColumnsTogether(t *testing.T) {
	const rows, k = width + 2, 3
	w := make([]float32, 2*rows*k)
	for i := range w {
		w[i] = float32(i + 1)
	}
	p := pack(w, rows, k)
	require.Equal(t, 2, p.perMatrix)
	require.Equal(t, width, p.size(0))
	require.Equal(t, 2, p.size(1))
	for matrix := range 2 {
		for row := range rows {
			for i := range k {
				require.Equal(t, w[(matrix*rows+row)*k+i], p.at(matrix, row/width, i)[row%width])
			}
		}
	}
}
