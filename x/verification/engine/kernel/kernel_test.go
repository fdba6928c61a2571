package kernel

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// specials are the numbers where kernels go wrong: NaNs of several payloads, infinities, zeros, subnormals, the largest numbers.
var specials = []uint32{
	0x7fc00000, 0xffc00001, 0x7f800001, 0x7f800000, 0xff800000, 0, 1 << 31, 1, 1<<31 | 1, 0x007fffff, 0x807fffff,
	0x00800000, 0x7f7fffff, 0xff7fffff, 0x3f800000, 0xbf800000,
}

// numbers draws n numbers of a kind: small integers and their halves, any bits at all, or the first with some specials.
func numbers(t *rapid.T, n int, name string) []float32 {
	kind := rapid.IntRange(0, 3).Draw(t, name+" kind")
	state := rapid.Uint64().Draw(t, name+" seed")
	next := func() uint64 { // splitmix64
		state += 0x9e3779b97f4a7c15
		z := state
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		return z ^ z>>31
	}
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
	t.Run("portable", func(t *testing.T) {
		defer func(was bool) { hasAVX2 = was }(hasAVX2)
		hasAVX2 = false
		test(t)
	})
	t.Run("AVX2", func(t *testing.T) {
		if !hasAVX2 {
			t.Skip("this machine has no AVX2, or the build leaves it out")
		}
		test(t)
	})
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
