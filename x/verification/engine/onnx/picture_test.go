package onnx_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDepthAndSpaceAreExchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := num(t, 1, 3)
		mode := rapid.SampledFrom([]string{"DCR", "CRD"}).Draw(t, "mode")
		x := drawSheet(t, []int64{num(t, 1, 2), num(t, 1, 3) * b * b, num(t, 1, 3), num(t, 1, 3)}, -20)
		depth := x.shape[1] / (b * b)
		want := made([]int64{x.shape[0], depth, x.shape[2] * b, x.shape[3] * b}, func(at []int64) int64 {
			block := at[2]%b*b + at[3]%b
			channel := block*depth + at[1]
			if mode == "CRD" {
				channel = at[1]*b*b + block
			}
			return x.of(at[0], channel, at[2]/b, at[3]/b)
		})
		kind := rapid.SampledFrom(sheetTypes).Draw(t, "type")
		block := intOf("blocksize", b)
		requireTrial(t, trial{13, kind, x, nil, []message{nodeOf("DepthToSpace", []string{"x"}, outputName(0), block, textOf("mode", mode))}, []sheet{want}, nil})
		if mode == "DCR" {
			requireTrial(t, trial{13, kind, want, nil, []message{nodeOf("SpaceToDepth", []string{"x"}, outputName(0), block)}, []sheet{x}, nil})
		}
	})
}

func TestCol2ImAddsUpBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		image, block := []int64{num(t, 2, 5), num(t, 2, 5)}, []int64{num(t, 1, 2), num(t, 1, 2)}
		stride, pad := num(t, 1, 2), num(t, 0, 1)
		steps := make([]int64, 2)
		for i := range steps {
			steps[i] = (image[i]+2*pad-block[i])/stride + 1
		}
		x := drawSheet(t, []int64{num(t, 1, 2), 2 * block[0] * block[1], steps[0] * steps[1]}, -20)
		want := made([]int64{x.shape[0], 2, image[0], image[1]}, func([]int64) int64 { return 0 })
		for i, v := range x.at {
			at := placeOf(int64(i), x.shape)
			tap, step := at[1]%(block[0]*block[1]), at[2]
			row := step/steps[1]*stride - pad + tap/block[1]
			column := step%steps[1]*stride - pad + tap%block[1]
			if row >= 0 && row < image[0] && column >= 0 && column < image[1] {
				want.at[want.flat([]int64{at[0], at[1] / (block[0] * block[1]), row, column})] += v
			}
		}
		requireTrial(t, trial{18, ofInt32, x, nil, []message{
			listOf("image", image...), listOf("block", block...),
			nodeOf("Col2Im", []string{"x", "image", "block"}, outputName(0), intsOf("strides", stride, stride), intsOf("pads", pad, pad, pad, pad)),
		}, []sheet{want}, nil})
	})
}

// keys is the weight of cubic convolution at a distance.
func keys(d float64) float64 {
	const a = -0.75
	switch d = math.Abs(d); {
	case d <= 1:
		return (a+2)*d*d*d - (a+3)*d*d + 1
	case d < 2:
		return a*d*d*d - 5*a*d*d + 8*a*d - 4*a
	default:
		return 0
	}
}

// readAt is a row read at a place by a mode, with its ends going on for ever.
func readAt(row []float64, x float64, mode string) (sum float64) {
	for i := math.Floor(x) - 3; i <= x+3; i++ {
		v := row[int(min(max(i, 0), float64(len(row)-1)))]
		switch mode {
		case "linear":
			sum += v * max(1-math.Abs(x-i), 0)
		case "cubic":
			sum += v * keys(x-i)
		default: // nearest, the lower of two
			if i-x >= -0.5 && i-x < 0.5 {
				sum += v
			}
		}
	}
	return sum
}

func TestResizeReadsAtTheRightPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, []int64{num(t, 1, 2), num(t, 1, 2), num(t, 1, 5), num(t, 1, 5)}, -20)
		out := []int64{x.shape[0], x.shape[1], num(t, 1, 9), num(t, 1, 9)}
		mode := rapid.SampledFrom([]string{"nearest", "linear", "cubic"}).Draw(t, "mode")
		how := rapid.SampledFrom([]string{"half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel"}).Draw(t, "coordinates")
		place := func(i, in, out int64) float64 {
			switch {
			case how == "align_corners" && out == 1:
				return 0
			case how == "align_corners":
				return float64(i) * float64(in-1) / float64(out-1)
			case how == "asymmetric":
				return float64(i) * float64(in) / float64(out)
			case how == "pytorch_half_pixel" && out == 1:
				return 0
			default:
				return (float64(i)+0.5)*float64(in)/float64(out) - 0.5
			}
		}
		g := graphOf(inputOf("stored", x.shape[0], x.shape[2], x.shape[3], x.shape[1]), outputOf("y"), listOf("sizes", out...),
			nodeOf("Transpose", []string{"stored"}, "x", intsOf("perm", 0, 3, 1, 2)),
			nodeOf("Resize", []string{"x", "", "", "sizes"}, "y", textOf("mode", mode), textOf("coordinate_transformation_mode", how)))
		kept := made([]int64{x.shape[0], x.shape[2], x.shape[3], x.shape[1]}, func(at []int64) int64 { return x.of(at[0], at[3], at[1], at[2]) })
		got := ranOn(t, 13, g, kept.encoded(ofFloat))[0]
		require.Equal(t, unsigned(out), got.shape)
		for i, y := range got.floats() {
			at := placeOf(int64(i), out)
			var column []float64
			for row := range x.shape[2] {
				var line []float64
				for _, v := range x.line([]int64{at[0], at[1], row, 0}, 3) {
					line = append(line, float64(v))
				}
				column = append(column, readAt(line, place(at[3], x.shape[3], out[3]), mode))
			}
			require.InDelta(t, readAt(column, place(at[2], x.shape[2], out[2]), mode), y, 1e-3, "%v", at)
		}
	})
}

func TestAScaleOfAThirdReadsEveryThird(t *testing.T) {
	third := known{name: "scales", shape: []int64{2}, bytes: float32s(1, float32(1)/3)}
	g := graphOf(message{}.bytes(5, tensorOf(third)), inputOf("x", 1, 30), outputOf("y"),
		nodeOf("Resize", []string{"x", "", "scales"}, "y", textOf("coordinate_transformation_mode", "asymmetric"), textOf("nearest_mode", "floor")))
	x := made([]int64{1, 30}, func(at []int64) int64 { return at[1] })
	require.Equal(t, []float64{0, 3, 6, 9, 12, 15, 18, 21, 24, 27}, ranOn(t, 13, g, x.encoded(ofFloat))[0].floats())
}

// pixel is an element of a picture, by the padding where it lies outside.
func pixel(x sheet, n, c int64, row, column float64, padding string, aligned bool) float64 {
	at := []int64{n, c, 0, 0}
	for axis, v := range []float64{row, column} {
		size := float64(x.shape[2+axis])
		low, high := -0.5, size-0.5
		if aligned {
			low, high = 0, size-1
		}
		switch {
		case padding == "zeros" && (v < 0 || v >= size):
			return 0
		case padding == "border":
			v = min(max(v, 0), size-1)
		case padding == "reflection":
			v = folded(v, low, high)
		}
		at[2+axis] = int64(v)
	}
	return float64(x.of(at...))
}

// folded reflects a place at two borders until it lies between them.
func folded(v, low, high float64) float64 {
	for v < low || v > high {
		if v < low {
			v = 2*low - v
		} else {
			v = 2*high - v
		}
	}
	return v
}

func TestGridSampleReadsAtGivenPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, []int64{num(t, 1, 2), num(t, 1, 3), num(t, 2, 4), num(t, 2, 4)}, -20)
		mode := rapid.SampledFrom([]string{"linear", "cubic", "nearest"}).Draw(t, "mode")
		padding := rapid.SampledFrom([]string{"zeros", "border", "reflection"}).Draw(t, "padding")
		if mode == "cubic" {
			padding = "zeros"
		}
		aligned := num(t, 0, 1)
		shape := []int64{x.shape[0], num(t, 1, 3), num(t, 1, 3), 2}
		grid := rapid.SliceOfN(rapid.Float32Range(-2.5, 2.5), count(shape), count(shape)).Draw(t, "grid")
		g := graphOf(inputOf("x", x.shape...), inputOf("grid", shape...), outputOf("y"), nodeOf("GridSample", []string{"x", "grid"}, "y",
			textOf("mode", mode), textOf("padding_mode", padding), intOf("align_corners", aligned)))
		got := ranOn(t, 20, g, x.encoded(ofFloat), float32s(grid...))[0]
		out := []int64{x.shape[0], x.shape[1], shape[1], shape[2]}
		require.Equal(t, unsigned(out), got.shape)
		for i, y := range got.floats() {
			at := placeOf(int64(i), out)
			first := 2 * ((at[0]*shape[1]+at[2])*shape[2] + at[3])
			place := []float64{float64(grid[first+1]), float64(grid[first])}
			for axis := range place {
				n := float64(x.shape[2+axis])
				low, high := -0.5, n-0.5
				place[axis] = ((place[axis]+1)*n - 1) / 2
				if aligned == 1 {
					low, high = 0, n-1
					place[axis] = (float64(grid[first+1-int64(axis)]) + 1) / 2 * (n - 1)
				}
				if d := min(math.Abs(place[axis]-low), math.Abs(place[axis]-high)); d != 0 && d < 1e-3 {
					t.Skip("too near to a border")
				}
				if mode == "nearest" {
					if near := place[axis] - math.Floor(place[axis]); math.Abs(near-0.5) < 1e-3 {
						t.Skip("too near to the middle of two")
					}
					place[axis] = math.RoundToEven(place[axis])
				}
				switch {
				case padding == "border" && (place[axis] < low || place[axis] > high):
					place[axis] = min(max(place[axis], 0), n-1)
				case padding == "reflection":
					place[axis] = folded(place[axis], low, high)
				}
			}
			require.InDelta(t, interpolated(x, at, place, mode, padding, aligned == 1), y, 2e-2, "%v at %v", at, place)
		}
	})
}

// interpolated sums over the pixels about a place.
func interpolated(x sheet, at []int64, place []float64, mode, padding string, aligned bool) (sum float64) {
	weight := map[string]func(d float64) float64{
		"linear":  func(d float64) float64 { return max(1-math.Abs(d), 0) },
		"cubic":   keys,
		"nearest": func(d float64) float64 { return max(0, 1-math.Floor(math.Abs(d)+0.5)) },
	}[mode]
	bases := []float64{math.Floor(place[0]), math.Floor(place[1])}
	for _, row := range []float64{-1, 0, 1, 2} {
		for _, column := range []float64{-1, 0, 1, 2} {
			r, c := bases[0]+row, bases[1]+column
			sum += weight(place[0]-r) * weight(place[1]-c) * pixel(x, at[0], at[1], r, c, padding, aligned)
		}
	}
	return sum
}

func TestAffineGridOfTheIdentityReadsThePictureItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSheet(t, []int64{2, num(t, 1, 2), num(t, 2, 4), num(t, 2, 4)}, -20)
		aligned := intOf("align_corners", num(t, 0, 1))
		g := graphOf(inputOf("x", x.shape...), inputOf("theta", 2, 2, 3), outputOf("y"), listOf("size", x.shape...),
			nodeOf("AffineGrid", []string{"theta", "size"}, "grid", slices.Clone(aligned)),
			nodeOf("GridSample", []string{"x", "grid"}, "y", aligned, textOf("padding_mode", "border")))
		theta := float32s(1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0)
		for i, y := range ranOn(t, 20, g, x.encoded(ofFloat), theta)[0].floats() {
			require.InDelta(t, x.at[i], y, 1e-3)
		}
	})
}
