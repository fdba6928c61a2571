package kernel

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// operandsOf draws operands that broadcast to a shape, and says where each element of the result finds its own.
func operandsOf(t *rapid.T, shape []int, count int) (strides [][]int, values [][]float32) {
	for range count {
		s, size := make([]int, len(shape)), 1
		kind := rapid.IntRange(0, 3).Draw(t, "kind") // whole, single number, last axes, any
		for a := len(shape) - 1; a >= 0; a-- {
			repeat := kind == 1 || kind == 2 && a < len(shape)/2 || kind == 3 && rapid.Bool().Draw(t, "repeat")
			if !repeat {
				s[a] = size
				size *= shape[a]
			}
		}
		strides, values = append(strides, s), append(values, numbers(t, size, "operand"))
	}
	return strides, values
}

func TestProgramsAreTheirStepsOneByOne(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			shape := rapid.SliceOfN(rapid.IntRange(1, 40), 0, 3).Draw(t, "shape")
			strides, in := operandsOf(t, shape, rapid.IntRange(1, 4).Draw(t, "operands"))
			var steps []Step
			for i := range rapid.IntRange(1, 6).Draw(t, "steps") {
				s := Step{Op: Op(rapid.IntRange(int(OpAdd), int(opCount)-1).Draw(t, "function"))}
				for range s.Op.operands() {
					s.Args = append(s.Args, rapid.IntRange(0, len(in)+i-1).Draw(t, "argument"))
				}
				steps = append(steps, s)
			}
			want := stepByStep(shape, strides, in, steps)

			p, err := NewProgram(shape, strides, steps)
			require.NoError(t, err)
			y := numbers(t, len(want), "rubbish")
			cut := rapid.IntRange(0, len(want)).Draw(t, "cut")
			p.Run(y, cut, len(want), in...)
			p.Run(y, 0, cut, in...)
			requireSame(t, want, y)
		})
	})
}

func stepByStep(shape []int, strides [][]int, in [][]float32, steps []Step) []float32 {
	var y []float32
	position := make([]int, len(shape))
	for more := true; more; more = advance(position, shape) {
		var values []float32
		for i, s := range strides {
			at := 0
			for a := range s {
				at += position[a] * s[a]
			}
			values = append(values, in[i][at])
		}
		for _, s := range steps {
			var args [3]float32
			for k, a := range s.Args {
				args[k] = values[a]
			}
			values = append(values, s.Op.scalar(args[0], args[1], args[2]))
		}
		y = append(y, values[len(values)-1])
	}
	return y
}

// The result may lie where an operand does.
func TestAProgramMayWriteOverItsOperand(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.IntRange(1, 3000).Draw(t, "n")
			x := numbers(t, n, "x")
			p, err := NewProgram([]int{n}, [][]int{{1}}, []Step{{OpExp, []int{0}}, {OpAdd, []int{0, 1}}})
			require.NoError(t, err)
			want := make([]float32, n)
			p.Run(want, 0, n, x)
			p.Run(x, 0, n, x)
			requireSame(t, want, x)
		})
	})
}

func TestProgramsThatCannotBeAreRefused(t *testing.T) {
	for name, steps := range map[string][]Step{
		"no steps":                nil,
		"an unknown function":     {{opCount, []int{0}}},
		"too few operands":        {{OpAdd, []int{0}}},
		"a value yet to come":     {{OpExp, []int{1}}},
		"a value below the first": {{OpExp, []int{-1}}},
	} {
		_, err := NewProgram([]int{4}, [][]int{{1}}, steps)
		require.Error(t, err, name)
	}
	_, err := NewProgram([]int{4}, [][]int{{1, 1}}, []Step{{OpExp, []int{0}}})
	require.ErrorContains(t, err, "strides")
}
