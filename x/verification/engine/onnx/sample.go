package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// sampling is how the elements of a resized axis are made: each a sum of as many elements of the axis as there are taps, with weights.
type sampling struct {
	at      [][]int64   // for each tap, the element that each of the new ones reads
	weights [][]float64 // for each tap; nil where the one tap is the element
	beyond  []byte      // 1 for the new elements that lie outside of the axis; nil if none does
}

// manyTaps is from how many taps on an axis is resized by a product with a matrix.
const manyTaps = 5

// sampling works out what every element of a resized axis reads.
func (k *call) sampling(a *stretching, r *resizing) (sampling, error) {
	var s sampling
	low, taps, err := r.reach(a)
	if err != nil {
		return s, err
	}
	if taps > maxTaps || a.out > maxExtent/maxTaps {
		return s, fmt.Errorf("%w: an axis of %d is resized by %g", ErrUnsupported, a.in, a.scale)
	}
	if err := k.charge(a.out*uint64(taps), "a resized axis"); err != nil {
		return s, err
	}
	s.at = make([][]int64, taps)
	if r.mode != "nearest" {
		s.weights = make([][]float64, taps)
	}
	outside := make([]byte, a.out)
	for i := range a.out {
		x, inside, err := a.source(i, r)
		if err != nil {
			return s, err
		}
		if !inside {
			outside[i], s.beyond = 1, outside
		}
		if s.weights != nil {
			s.add(x, low, a, r)
			continue
		}
		at, err := r.nearest(x, a.scale)
		if err != nil {
			return s, err
		}
		s.at[0] = append(s.at[0], a.inside(at))
	}
	return s, nil
}

// add is an element that is read from the elements about a place, of which the first lies low above the one before it.
func (s *sampling) add(x float64, low int, a *stretching, r *resizing) {
	base := math.Ceil(x) - 1 // so that x lies above it, or on the next
	weights := a.kernel(x-base, low, len(s.at), r)
	sum := 0.0
	for tap := range weights {
		at := base + float64(low+tap)
		if r.excludes && (at < 0 || at >= float64(a.in)) {
			weights[tap] = 0
		}
		s.at[tap] = append(s.at[tap], a.inside(at))
		sum += weights[tap]
	}
	for tap, w := range weights {
		if r.excludes || r.antialias {
			w /= sum
		}
		s.weights[tap] = append(s.weights[tap], w)
	}
}

// reach is where the taps begin, from the element before a place, and how many there are.
func (r *resizing) reach(a *stretching) (low, taps int, err error) {
	switch r.mode {
	case "nearest":
		return 0, 1, nil
	case "linear", "bilinear", "trilinear":
		low, taps = a.reach(1, r.antialias)
	case "cubic":
		low, taps = a.reach(2, r.antialias)
	default:
		err = fmt.Errorf("%w: attribute mode is %q, it must be nearest, linear or cubic", ErrUnsupported, r.mode)
	}
	return low, taps, err
}

// maxTaps is the most elements that one is made of.
const maxTaps = 1 << 12

// reach is where the taps of a kernel begin, from the element before, and how many there are. It is wider where an axis shrinks and is
// to be smoothed.
func (a *stretching) reach(radius float64, smooth bool) (low, taps int) {
	scale := 1.0
	if smooth {
		scale = min(a.scale, 1)
	}
	low = int(max(math.Floor(-radius/scale)+1, -maxTaps))
	return low, 2 - 2*low
}

// kernel is the weight of every tap, for a place that lies ratio above the element before it.
func (a *stretching) kernel(ratio float64, low, taps int, r *resizing) []float64 {
	scale := 1.0
	if r.antialias {
		scale = min(a.scale, 1)
	}
	weights := make([]float64, taps)
	for i := range weights {
		d := math.Abs(float64(scale * (float64(low+i) - ratio)))
		if r.mode != "cubic" {
			weights[i] = max(1-d, 0)
			continue
		}
		weights[i] = keys(d, r.cubic)
	}
	return weights
}

// keys is the weight that cubic convolution gives to an element at a distance (R. Keys, IEEE ASSP 29, 1981). Products are rounded before they
// are added, here and below, so that an import gives the same weights on every machine.
func keys(d, a float64) float64 {
	switch {
	case d <= 1:
		return float64((float64((a+2)*d)-(a+3))*d*d) + 1
	case d < 2:
		return float64((float64((float64(a*d)-float64(5*a))*d)+float64(8*a))*d) - float64(4*a)
	default:
		return 0
	}
}

// sampled makes the elements of a resized axis.
func (k *call) sampled(x value, axis int, s sampling) (value, error) {
	if s.weights == nil {
		return k.pick(x, axis, s.at[0])
	}
	if len(s.at) >= manyTaps {
		return k.mixed(x, axis, s)
	}
	f := &formula{k: k}
	var y value
	for tap := range s.at {
		part, err := k.pick(x, axis, s.at[tap])
		if err != nil {
			return value{}, err
		}
		shape := ones(len(x.shape))
		shape[axis] = uint64(len(s.at[tap]))
		weight := plain(operand{constant: floatBytes(s.weights[tap]), dtype: graph.Float32, shape: shape})
		if tap == 0 {
			y = f.mul(part, weight)
		} else {
			y = f.mapped(graph.FuncFMA, graph.Float32, part, weight, y)
		}
	}
	return y.like(x), f.err
}

func floatBytes(values []float64) []byte {
	narrow := make([]float32, len(values))
	for i, v := range values {
		narrow[i] = float32(v)
	}
	return float32Bytes(narrow...)
}

// mixed makes the elements of a resized axis as a product with a matrix.
func (k *call) mixed(x value, axis int, s sampling) (value, error) {
	in, out := x.shape[axis], uint64(len(s.at[0]))
	if out > maxExtent/in {
		return value{}, fmt.Errorf("%w: an axis of %d is resized to %d", ErrUnsupported, in, out)
	}
	if err := k.charge(in*out, "a resized axis"); err != nil {
		return value{}, err
	}
	matrix := make([]float64, in*out)
	for tap := range s.at {
		for i, at := range s.at[tap] {
			matrix[uint64(i)*in+uint64(at)] += s.weights[tap][i]
		}
	}
	op, order, err := k.lastAxis(x, axis)
	if err != nil {
		return value{}, err
	}
	rows := op.shape
	if op, err = k.c.reshape(k.name()+"/rows", op, []uint64{count(rows) / in, in}); err != nil {
		return value{}, err
	}
	weights := operand{constant: floatBytes(matrix), dtype: graph.Float32, shape: []uint64{out, in}}
	if op, err = k.emit(graph.Node{Op: graph.OpDot}, op, weights); err != nil {
		return value{}, err
	}
	if op, err = k.c.reshape(k.name(), op, append(slices.Clone(rows[:len(rows)-1]), out)); err != nil {
		return value{}, err
	}
	return stored(op, order).like(x), nil
}

// blanked puts a number where any axis was read outside of it.
func (k *call) blanked(x value, beyond [][]byte, number float32) (value, error) {
	fill, err := k.as(scalar(number), x.operand.dtype)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	y := x
	for axis, mask := range beyond {
		if mask == nil {
			continue
		}
		shape := ones(len(x.shape))
		shape[axis] = uint64(len(mask))
		y = f.where(plain(operand{constant: mask, dtype: graph.Bool, shape: shape}), fill, y)
	}
	return y.like(x), f.err
}
