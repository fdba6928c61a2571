package kernel

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// numbers draws n numbers of a kind: small integers and their halves, any bits at all, or the first with some specials.
func numbers(t *rapid.T, n int, name string) []float32 {
	kind := rapid.IntRange(0, 3).Draw(t, name+" kind")
	state := rapid.Uint64().Draw(t, name+" seed")
	next := (&samples{state: state}).next
	out := make([]float32, n)
	for i := range out {
		r := next()
		switch {
		case kind == 0, kind > 1 && r>>32%16 > 0:
			out[i] = float32(int8(r)) / 32
		case kind == 1:
			out[i] = math.Float32frombits(uint32(r))
		default:
			out[i] = math.Float32frombits(specials[r%uint64(len(specials))])
		}
	}
	return out
}

func bitsOf(v []float32) []uint32 {
	out := make([]uint32, len(v))
	for i := range v {
		out[i] = math.Float32bits(v[i])
	}
	return out
}

// onEachMachine runs a test with each set of kernels that this machine has.
func onEachMachine(t *testing.T, test func(t *testing.T)) {
	t.Run("portable", func(t *testing.T) { with(t, &portable, test) })
	onVectors(t, func(t *testing.T, _ *set) { test(t) })
}

// onVectors runs a test with each set that has vectors.
func onVectors(t *testing.T, test func(t *testing.T, s *set)) {
	for _, name := range []string{"avx2", "avx512"} {
		t.Run(name, func(t *testing.T) {
			for _, s := range sets() {
				if s.name == name {
					with(t, s, func(t *testing.T) { test(t, s) })
					return
				}
			}
			t.Skipf("this machine has no %s, or the build leaves it out", name)
		})
	}
}

// with runs a test while a set is in use, whatever its check says.
func with(t *testing.T, s *set, test func(t *testing.T)) {
	defer chosen.Store(chosen.Swap(s))
	test(t)
}

// run does all tasks of something, the last first.
func run(tasks int, do func(task int)) {
	for i := tasks - 1; i >= 0; i-- {
		do(i)
	}
}

func requireSame(t *rapid.T, want, got []float32) {
	require.Equal(t, bitsOf(want), bitsOf(got))
}

func canonical(v float32) float32 { return native.Add(v, negativeZero) }
