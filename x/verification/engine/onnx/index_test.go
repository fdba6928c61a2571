package onnx_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// wrapped counts an index from the end where it is negative.
func wrapped(index, n int64) int64 {
	if index < 0 {
		return index + n
	}
	return index
}

// drawIndices is a sheet of indices into an axis of n.
func drawIndices(t *rapid.T, shape []int64, n int64) sheet {
	return sheet{shape, rapid.SliceOfN(rapid.Int64Range(-n, n-1), count(shape), count(shape)).Draw(t, "indices")}
}

// indexed gives a trial its indices, as an input or as a constant.
func indexed(t *rapid.T, c trial, index sheet) trial {
	if rapid.Bool().Draw(t, "known indices") {
		c.parts = append([]message{index.constant("index", ofInt64)}, c.parts...)
		return c
	}
	c.more = map[string]sheet{"index": index}
	return c
}

func TestGatherTakesEntriesOfAnAxis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 4), -20)
		axis := int(num(t, 0, int64(len(x.shape)-1)))
		index := drawIndices(t, drawShape(t, 0, 2), x.shape[axis])
		rank := len(index.shape)
		want := made(slices.Concat(x.shape[:axis], index.shape, x.shape[axis+1:]), func(place []int64) int64 {
			at := wrapped(index.of(place[axis:axis+rank]...), x.shape[axis])
			return x.of(slices.Concat(place[:axis], []int64{at}, place[axis+rank:])...)
		})
		requireTrial(t, indexed(t, trial{13, rapid.SampledFrom(sheetTypes).Draw(t, "type"), x, nil, []message{
			nodeOf("Gather", []string{"x", "index"}, outputName(0), intOf("axis", int64(axis))),
		}, []sheet{want}, nil}, index))
	})
}

// drawPlaces is indices on one axis, for some of the places on the others.
func drawPlaces(t *rapid.T, x sheet, axis int) sheet {
	shape := make([]int64, len(x.shape))
	for i, n := range x.shape {
		shape[i] = num(t, 1, n)
	}
	shape[axis] = num(t, 1, 4)
	return drawIndices(t, shape, x.shape[axis])
}

func TestGatherElementsTakesOneForEachIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 4), -20)
		axis := int(num(t, 0, int64(len(x.shape)-1)))
		index := drawPlaces(t, x, axis)
		want := made(index.shape, func(place []int64) int64 {
			return x.of(with(place, axis, wrapped(index.of(place...), x.shape[axis]))...)
		})
		requireTrial(t, indexed(t, trial{13, ofInt16, x, nil, []message{
			nodeOf("GatherElements", []string{"x", "index"}, outputName(0), intOf("axis", int64(axis))),
		}, []sheet{want}, nil}, index))
	})
}

// reduced is what a scatter makes of an element and an update.
func reduced(how string, old, update int64) int64 {
	switch how {
	case "add":
		return old + update
	case "mul":
		return old * update
	case "max":
		return max(old, update)
	case "min":
		return min(old, update)
	default:
		return update
	}
}

var scatters = []string{"none", "add", "mul", "max", "min"}

func TestScatterElementsChangesOneForEachIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 3), -20)
		axis := int(num(t, 0, int64(len(x.shape)-1)))
		index := drawPlaces(t, x, axis)
		updates := drawSheet(t, index.shape, -20)
		how := rapid.SampledFrom(scatters).Draw(t, "how")
		want := sheet{x.shape, slices.Clone(x.at)}
		for i, at := range index.at {
			to := want.flat(with(placeOf(int64(i), index.shape), axis, wrapped(at, x.shape[axis])))
			want.at[to] = reduced(how, want.at[to], updates.at[i])
		}
		requireTrial(t, indexed(t, trial{18, ofInt32, x, nil, []message{
			updates.constant("updates", ofInt32),
			nodeOf("ScatterElements", []string{"x", "index", "updates"}, outputName(0), intOf("axis", int64(axis)), textOf("reduction", how)),
		}, []sheet{want}, nil}, index))
	})
}

// drawTuples is lists of indices on the first axes of x, of a given depth, in a tensor whose other axes are shape.
func drawTuples(t *rapid.T, shape, extents []int64) sheet {
	return made(append(slices.Clone(shape), int64(len(extents))), func(place []int64) int64 {
		n := extents[place[len(shape)]]
		return num(t, -n, n-1)
	})
}

func TestGatherNDTakesOneEntryForEachList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 2, 4), -20)
		batch := int(num(t, 0, 1))
		depth := int(num(t, 1, int64(len(x.shape)-batch)))
		lead := slices.Concat(x.shape[:batch], drawShape(t, 0, 2))
		index := drawTuples(t, lead, x.shape[batch:batch+depth])
		want := made(slices.Concat(lead, x.shape[batch+depth:]), func(place []int64) int64 {
			at := slices.Clone(place[:batch])
			for i := range depth {
				at = append(at, wrapped(index.of(append(slices.Clone(place[:len(lead)]), int64(i))...), x.shape[batch+i]))
			}
			return x.of(append(at, place[len(lead):]...)...)
		})
		requireTrial(t, indexed(t, trial{13, ofFloat, x, nil, []message{
			nodeOf("GatherND", []string{"x", "index"}, outputName(0), intOf("batch_dims", int64(batch))),
		}, []sheet{want}, nil}, index))
	})
}

func TestScatterNDChangesOneEntryForEachList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 1, 4), -20)
		depth := int(num(t, 1, int64(len(x.shape))))
		lead := drawShape(t, 0, 2)
		index := drawTuples(t, lead, x.shape[:depth])
		updates := drawSheet(t, slices.Concat(lead, x.shape[depth:]), -20)
		how := rapid.SampledFrom(scatters).Draw(t, "how")
		want := sheet{x.shape, slices.Clone(x.at)}
		for i := range updates.at {
			place := placeOf(int64(i), updates.shape)
			var at []int64
			for d := range depth {
				at = append(at, wrapped(index.of(append(slices.Clone(place[:len(lead)]), int64(d))...), x.shape[d]))
			}
			to := want.flat(append(at, place[len(lead):]...))
			want.at[to] = reduced(how, want.at[to], updates.at[i])
		}
		requireTrial(t, indexed(t, trial{18, ofInt32, x, nil, []message{
			updates.constant("updates", ofInt32),
			nodeOf("ScatterND", []string{"x", "index", "updates"}, outputName(0), textOf("reduction", how)),
		}, []sheet{want}, nil}, index))
	})
}

func TestTensorScatterWritesIntoACache(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 3, 4), -20)
		axis := len(x.shape) - 2
		n := x.shape[axis]
		updates := drawSheet(t, with(x.shape, axis, num(t, 1, n)), -20)
		mode := rapid.SampledFrom([]string{"linear", "circular"}).Draw(t, "mode")
		most := n - updates.shape[axis]
		if mode == "circular" {
			most = n - 1
		}
		index := made(x.shape[:1], func([]int64) int64 { return num(t, 0, most) })
		want := sheet{x.shape, slices.Clone(x.at)}
		for i, v := range updates.at {
			place := placeOf(int64(i), updates.shape)
			want.at[want.flat(with(place, axis, (index.of(place[0])+place[axis])%n))] = v
		}
		requireTrial(t, indexed(t, trial{24, ofFloat, x, nil, []message{
			updates.constant("updates", ofFloat),
			nodeOf("TensorScatter", []string{"x", "updates", "index"}, outputName(0), textOf("mode", mode)),
		}, []sheet{want}, nil}, index))
	})
}

func TestReverseSequenceTurnsTheBeginningAround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 2, 4), -20)
		time := int(num(t, 0, 1))
		lengths := made(x.shape[1-time:2-time], func([]int64) int64 { return num(t, 0, x.shape[time]) })
		want := made(x.shape, func(place []int64) int64 {
			n, at := lengths.of(place[1-time]), place[time]
			if at < n {
				at = n - 1 - at
			}
			return x.of(with(place, time, at)...)
		})
		requireTrial(t, indexed(t, trial{10, ofUint8, x, nil, []message{
			nodeOf("ReverseSequence", []string{"x", "index"}, outputName(0), intOf("time_axis", int64(time)), intOf("batch_axis", int64(1-time))),
		}, []sheet{want}, nil}, lengths))
	})
}

func TestOneHotMarksThePlaceOfEachIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := sheet{drawShape(t, 1, 3), nil}
		x.at = rapid.SliceOfN(rapid.Int64Range(-7, 7), count(x.shape), count(x.shape)).Draw(t, "indices")
		const depth = 5
		axis := int(num(t, 0, int64(len(x.shape))))
		want := made(slices.Insert(slices.Clone(x.shape), axis, depth), func(place []int64) int64 {
			if wrapped(x.of(slices.Delete(slices.Clone(place), axis, axis+1)...), depth) == place[axis] {
				return 9
			}
			return -3
		})
		kind := rapid.SampledFrom([]uint64{ofFloat, ofInt32, ofInt64}).Draw(t, "type")
		requireTrial(t, trial{13, kind, x, nil, []message{
			listOf("depth", depth), sheet{[]int64{2}, []int64{-3, 9}}.constant("values", kind),
			nodeOf("OneHot", []string{"x", "depth", "values"}, outputName(0), intOf("axis", int64(axis))),
		}, []sheet{want}, nil})
	})
}
