package onnx_test

import (
	"testing"

	"pgregory.net/rapid"
)

func TestASliceReadsEveryStepBetweenItsEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 4), -20)
		axis := int(num(t, 0, int64(len(x.shape)-1)))
		n := x.shape[axis]
		start, end := num(t, -n-2, n+2), num(t, -n-2, n+2)
		step := rapid.SampledFrom([]int64{-3, -2, -1, 1, 2, 3}).Draw(t, "step")
		from, to := start, end
		if from < 0 {
			from += n
		}
		if to < 0 {
			to += n
		}
		var at []int64
		if step > 0 {
			for i := max(from, 0); i < min(to, n); i += step {
				at = append(at, i)
			}
		} else {
			for i := min(max(from, 0), n-1); i > max(to, -1); i += step {
				at = append(at, i)
			}
		}
		want := made(with(x.shape, axis, int64(len(at))), func(place []int64) int64 {
			return x.of(with(place, axis, at[place[axis]])...)
		})
		requireTrial(t, trial{13, rapid.SampledFrom(sheetTypes).Draw(t, "type"), x, nil, []message{
			listOf("s", start), listOf("e", end), listOf("axes", int64(axis-len(x.shape))), listOf("steps", step),
			nodeOf("Slice", []string{"x", "s", "e", "axes", "steps"}, outputName(0)),
		}, []sheet{want}, nil})
	})
}

func TestAnOldSliceHasItsEndsInAttributes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 2, 3), -20)
		from := num(t, 0, x.shape[1]-1)
		want := made(with(x.shape, 1, x.shape[1]-from), func(place []int64) int64 {
			return x.of(with(place, 1, place[1]+from)...)
		})
		requireTrial(t, trial{9, ofInt32, x, nil, []message{
			nodeOf("Slice", []string{"x"}, outputName(0), intsOf("axes", 1), intsOf("starts", from), intsOf("ends", 1<<62)),
		}, []sheet{want}, nil})
	})
}

func TestASplitGivesItsPartsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 4), -20)
		axis := int(num(t, 0, int64(len(x.shape)-1)))
		parts := num(t, 1, x.shape[axis])
		most := (x.shape[axis] + parts - 1) / parts
		node := func(names []string, attributes ...message) message {
			return nodeOfSeveral("Split", []string{"x"}, names, append(attributes, intOf("axis", int64(axis)))...)
		}
		var names []string
		var want []sheet
		for i := range parts {
			names = append(names, outputName(int(i)))
			n := min(most, max(x.shape[axis]-i*most, 0))
			want = append(want, made(with(x.shape, axis, n), func(place []int64) int64 {
				return x.of(with(place, axis, place[axis]+i*most)...)
			}))
		}
		requireTrial(t, trial{18, ofInt16, x, nil, []message{node(names, intOf("num_outputs", parts))}, want, nil})
	})
}

func TestConcatUndoesSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 4), -20)
		axis := num(t, 0, int64(len(x.shape)-1))
		first := num(t, 0, x.shape[axis]) // one part may be empty
		requireTrial(t, trial{13, ofUint8, x, nil, []message{
			listOf("lengths", first, x.shape[axis]-first),
			nodeOfSeveral("Split", []string{"x", "lengths"}, []string{"p", "q"}, intOf("axis", axis)),
			nodeOf("Concat", []string{"p", "q"}, outputName(0), intOf("axis", axis)),
		}, []sheet{x}, nil})
	})
}

// bounced is the index that a place outside of an axis of n elements is read from, one reflection at a time.
func bounced(mode string, i, n int64) int64 {
	for i < 0 || i >= n {
		switch {
		case mode == "edge" && i < 0, n == 1:
			i = 0
		case mode == "edge":
			i = n - 1
		case mode == "wrap" && i < 0:
			i += n
		case mode == "wrap":
			i -= n
		case i < 0:
			i = -i
		default:
			i = 2*(n-1) - i
		}
	}
	return i
}

func TestPadsHoldWhatTheirModeSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 4), -20)
		mode := rapid.SampledFrom([]string{"constant", "edge", "reflect", "wrap"}).Draw(t, "mode")
		rank := len(x.shape)
		pads, shape := make([]int64, 2*rank), make([]int64, rank)
		for axis, n := range x.shape {
			least := int64(0)
			if mode == "constant" {
				least = -(n - 1) / 2
			}
			pads[axis], pads[axis+rank] = num(t, least, 5), num(t, least, 5)
			shape[axis] = pads[axis] + n + pads[axis+rank]
		}
		kind := rapid.SampledFrom(sheetTypes).Draw(t, "type")
		want := made(shape, func(place []int64) int64 {
			at := make([]int64, rank)
			for axis, i := range place {
				at[axis] = i - pads[axis]
				if mode != "constant" {
					at[axis] = bounced(mode, at[axis], x.shape[axis])
				} else if at[axis] < 0 || at[axis] >= x.shape[axis] {
					return 7
				}
			}
			return x.of(at...)
		})
		requireTrial(t, trial{19, kind, x, nil, []message{
			listOf("pads", pads...), sheet{[]int64{}, []int64{7}}.constant("seven", kind),
			nodeOf("Pad", []string{"x", "pads", "seven"}, outputName(0), textOf("mode", mode)),
		}, []sheet{want}, nil})
	})
}

func TestTileAndExpandRepeat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 4), -20)
		op := rapid.SampledFrom([]string{"Tile", "Expand"}).Draw(t, "op")
		counts, shape := make([]int64, len(x.shape)), make([]int64, len(x.shape))
		for axis, n := range x.shape {
			counts[axis] = num(t, 1, 3)
			shape[axis] = n * counts[axis]
			if op == "Expand" {
				counts[axis] = 1
				if n == 1 {
					counts[axis] = num(t, 1, 3)
				}
				shape[axis] = n * counts[axis]
			}
		}
		want := made(shape, func(place []int64) int64 {
			at := make([]int64, len(place))
			for axis, i := range place {
				at[axis] = i % x.shape[axis]
			}
			return x.of(at...)
		})
		requireTrial(t, trial{13, rapid.SampledFrom(sheetTypes).Draw(t, "type"), x, nil, []message{
			listOf("counts", counts...), nodeOf(op, []string{"x", "counts"}, outputName(0)),
		}, []sheet{want}, nil})
	})
}
