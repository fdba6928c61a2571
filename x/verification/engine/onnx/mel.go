package onnx

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// melWeights is MelWeightMatrix: a constant of triangles that lie evenly on the mel scale, 2595 log10(1 + f/700).
func melWeights(k *call) (value, error) {
	in, err := k.any(5, 5)
	if err != nil {
		return value{}, err
	}
	var count [3]uint64 // of triangles, of the transform, and of samples in a second
	for i, what := range []string{"num_mel_bins", "dft_length", "sample_rate"} {
		if count[i], err = k.whole(in[i], what); err != nil {
			return value{}, err
		}
	}
	var edges [2]float64
	for i, what := range []string{"lower_edge_hertz", "upper_edge_hertz"} {
		if edges[i], err = k.number(in[i+3], what); err != nil {
			return value{}, err
		}
	}
	kind, err := k.integer("output_datatype", int64(tensor.Float32))
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	table, err := triangles(count[0], count[1], melPlaces(count, edges))
	if err != nil {
		return value{}, err
	}
	y := f.numbers([]uint64{count[1]/2 + 1, count[0]}, func(i uint64) float32 { return float32(table[i]) })
	switch t := tensor.Type(kind); t {
	case tensor.Float32:
	case tensor.Float16, tensor.BFloat16, tensor.Float64:
		y.kind = t
	default:
		return value{}, fmt.Errorf("%w: output_datatype %s", ErrUnsupported, t)
	}
	return y, f.err
}

// number is a constant float32.
func (k *call) number(v value, what string) (float64, error) {
	if err := k.known(v, what); err != nil {
		return 0, err
	}
	if v.float() != nil || count(v.shape) != 1 {
		return 0, fmt.Errorf("%w: %s must be a number, not %s%d", ErrModel, what, v.element(), v.shape)
	}
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(v.operand.constant))), nil
}

// melPlaces are the bins of the transform at which the triangles begin, peak and end, each two bins further than it.
func melPlaces(count [3]uint64, edges [2]float64) []float64 {
	mel := func(hertz float64) float64 { return 2595 * math.Log10(1+hertz/700) }
	places := make([]float64, count[0]+2)
	step := (mel(edges[1]) - mel(edges[0])) / float64(len(places))
	for i := range places {
		hertz := 700 * (math.Pow(10, (float64(i)*step+mel(edges[0]))/2595) - 1)
		places[i] = math.Floor(float64(count[1]+1) * hertz / float64(count[2]))
	}
	return places
}

// triangles rise to one and fall again between places.
func triangles(count, size uint64, places []float64) ([]float64, error) {
	bins := size/2 + 1
	if n, ok := graph.Elements([]uint64{bins, count}); !ok || n > 1<<26 {
		return nil, fmt.Errorf("%w: %d triangles over %d bins", ErrUnsupported, count, bins)
	}
	table := make([]float64, bins*count)
	for i := range count {
		low, top, high := places[i], places[i+1], places[i+2]
		if !(low >= 0 && low <= top && top <= high && top < float64(bins) && high <= float64(bins)) {
			return nil, fmt.Errorf("%w: the edges lie outside the transform: bins %g, %g and %g of %d", ErrUnsupported, low, top, high, bins)
		}
		at := func(bin float64) *float64 { return &table[uint64(bin)*count+i] }
		if low == top {
			*at(top) = 1
		}
		for bin := low; bin <= top && low < top; bin++ {
			*at(bin) = (bin - low) / (top - low)
		}
		for bin := top; bin < high; bin++ {
			*at(bin) = (high - bin) / (high - top)
		}
	}
	return table, nil
}
