package onnx_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// line lists the elements of x on one axis, through a place.
func (s sheet) line(place []int64, axis int) []int64 {
	var out []int64
	for i := range s.shape[axis] {
		out = append(out, s.of(with(place, axis, i)...))
	}
	return out
}

func TestArgMaxAndArgMinNameTheFirstOrTheLastOfEquals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := sheet{drawShape(t, 1, 4), nil}
		x.at = rapid.SliceOfN(rapid.Int64Range(-2, 2), count(x.shape), count(x.shape)).Draw(t, "elements")
		axis := int(num(t, 0, int64(len(x.shape)-1)))
		keep, last := num(t, 0, 1), num(t, 0, 1)
		op := rapid.SampledFrom([]string{"ArgMax", "ArgMin"}).Draw(t, "op")
		want := made(with(x.shape, axis, 1), func(place []int64) int64 {
			row := x.line(place, axis)
			best := slices.Max(row)
			if op == "ArgMin" {
				best = slices.Min(row)
			}
			at := slices.Index(row, best)
			for i, v := range row {
				if last == 1 && v == best {
					at = i
				}
			}
			return int64(at)
		})
		if keep == 0 {
			want.shape = slices.Delete(want.shape, axis, axis+1)
		}
		kind := rapid.SampledFrom([]uint64{ofFloat, ofInt8, ofInt32, ofInt64}).Draw(t, "type")
		requireTrial(t, trial{13, kind, x, nil, []message{
			nodeOf(op, []string{"x"}, outputName(0), intOf("axis", int64(axis)), intOf("keepdims", keep), intOf("select_last_index", last)),
		}, []sheet{want}, []int{0}})
	})
}

func TestTopKSortsAndKeepsTheBeginning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := sheet{drawShape(t, 1, 3), nil}
		x.at = rapid.SliceOfN(rapid.Int64Range(-3, 3), count(x.shape), count(x.shape)).Draw(t, "elements")
		axis := int(num(t, 0, int64(len(x.shape)-1)))
		keep, largest := num(t, 1, x.shape[axis]), num(t, 0, 1)
		order := func(place []int64) []int64 {
			row := x.line(place, axis)
			at := make([]int64, len(row))
			for i := range at {
				at[i] = int64(i)
			}
			slices.SortStableFunc(at, func(i, j int64) int {
				if largest == 1 {
					i, j = j, i
				}
				return int(row[i] - row[j])
			})
			return at
		}
		places := made(with(x.shape, axis, keep), func(place []int64) int64 { return order(place)[place[axis]] })
		values := made(places.shape, func(place []int64) int64 { return x.of(with(place, axis, places.of(place...))...) })
		kind := rapid.SampledFrom([]uint64{ofFloat, ofInt32, ofInt64}).Draw(t, "type")
		requireTrial(t, trial{11, kind, x, nil, []message{
			listOf("k", keep),
			nodeOfSeveral("TopK", []string{"x", "k"}, []string{outputName(0), outputName(1)}, intOf("axis", int64(axis)), intOf("largest", largest)),
		}, []sheet{values, places}, []int{1}})
	})
}

func TestCumulatesFoldWhatComesBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := sheet{drawShape(t, 1, 3), nil}
		x.at = rapid.SliceOfN(rapid.Int64Range(-3, 3), count(x.shape), count(x.shape)).Draw(t, "elements")
		axis := int(num(t, 0, int64(len(x.shape)-1)))
		exclusive, reverse := num(t, 0, 1), num(t, 0, 1)
		op := rapid.SampledFrom([]string{"CumSum", "CumProd"}).Draw(t, "op")
		want := made(x.shape, func(place []int64) int64 {
			row := x.line(place, axis)
			at := int(place[axis])
			if reverse == 1 {
				slices.Reverse(row)
				at = len(row) - 1 - at
			}
			sum, product := int64(0), int64(1)
			for _, v := range row[:at+1-int(exclusive)] {
				sum, product = sum+v, product*v
			}
			if op == "CumSum" {
				return sum
			}
			return product
		})
		kind := rapid.SampledFrom([]uint64{ofFloat, ofInt32, ofInt64}).Draw(t, "type")
		requireTrial(t, trial{26, kind, x, nil, []message{
			sheet{[]int64{}, []int64{int64(axis)}}.constant("axis", ofInt64),
			nodeOf(op, []string{"x", "axis"}, outputName(0), intOf("exclusive", exclusive), intOf("reverse", reverse)),
		}, []sheet{want}, nil})
	})
}

func TestTriluKeepsOneSideOfADiagonal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, drawShape(t, 2, 4), -20)
		upper, diagonal := num(t, 0, 1), num(t, -6, 6)
		want := made(x.shape, func(place []int64) int64 {
			row, column := place[len(place)-2], place[len(place)-1]
			if upper == 1 && column-row < diagonal || upper == 0 && column-row > diagonal {
				return 0
			}
			return x.of(place...)
		})
		requireTrial(t, trial{14, rapid.SampledFrom(sheetTypes).Draw(t, "type"), x, nil, []message{
			sheet{[]int64{}, []int64{diagonal}}.constant("k", ofInt64), nodeOf("Trilu", []string{"x", "k"}, outputName(0), intOf("upper", upper)),
		}, []sheet{want}, nil})
	})
}
