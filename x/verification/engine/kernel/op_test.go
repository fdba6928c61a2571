package kernel

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Every function gives the scalar definition's bits, whatever its operands.
func TestFunctionsAreTheirDefinitions(t *testing.T) {
	onVectors(t, func(t *testing.T, s *set) {
		for o := OpAdd; o < opCount; o++ {
			t.Run(fmt.Sprint(o), func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { s.likePortable(t, o) }) })
		}
	})
}

func (s *set) likePortable(t *rapid.T, o Op) {
	n := group * rapid.IntRange(1, 4).Draw(t, "groups")
	in := make([]operand, o.operands())
	for i := range in {
		same := rapid.IntRange(0, 4).Draw(t, "same") == 0
		in[i] = operand{values: numbers(t, n, "operand"), same: same}
		if same {
			fill(in[i].values, in[i].values[0])
		}
	}
	if o == OpWhere {
		for i, v := range in[0].values {
			in[0].values[i] = truth(v > 0)
		}
	}
	want, got := make([]float32, n), make([]float32, n)
	o.portable(want, in)
	s.apply(o, got, in, new(mapArgs))
	requireSame(t, want, got)
}

// sweep is the distance between the numbers that TestFunctionsOfEveryKindOfNumber tries.
const sweep = 10007

func TestFunctionsOfEveryKindOfNumber(t *testing.T) {
	onVectors(t, func(t *testing.T, s *set) {
		x, want, got := make([]float32, 1<<10), make([]float32, 1<<10), make([]float32, 1<<10)
		for bits := uint64(0); bits < 1<<32; {
			for i := range x {
				x[i] = math.Float32frombits(uint32(bits))
				bits += sweep
			}
			for o := OpRelu; o <= OpErf; o++ {
				o.portable(want, []operand{{values: x}})
				s.apply(o, got, []operand{{values: x}}, new(mapArgs))
				for i := range want {
					if math.Float32bits(want[i]) != math.Float32bits(got[i]) {
						require.Failf(t, "unlike", "function %d of %x is %x, not %x", o, math.Float32bits(x[i]), math.Float32bits(want[i]), math.Float32bits(got[i]))
					}
				}
			}
		}
	})
}
