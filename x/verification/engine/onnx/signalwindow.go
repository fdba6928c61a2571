package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// windowPlaces are the angles pi*n/N of a window's numbers n, N being its size, or one less where its ends are to be alike. Angles past the
// middle are those of the number as far from the end, which have the same cosines of twice the angle and lose fewer digits.
func (k *call) windowPlaces() (angles value, to tensor.Type, err error) {
	if to, err = k.windowType(); err != nil {
		return value{}, 0, err
	}
	in, err := k.any(1, 1)
	if err != nil {
		return value{}, 0, err
	}
	size, err := k.integers64(in[0], "the size of a window")
	if err != nil {
		return value{}, 0, err
	}
	periodic, err := k.integer("periodic", 1)
	if err != nil {
		return value{}, 0, err
	}
	if len(size) != 1 || size[0] < 1 {
		return value{}, 0, fmt.Errorf("%w: a window of size %d", ErrModel, size)
	}
	whole := size[0]
	if periodic == 0 {
		whole--
	}
	if whole == 0 {
		return value{}, 0, fmt.Errorf("%w: a symmetric window of size 1, which divides by 0", ErrUnsupported)
	}
	n, err := k.room(float64(size[0]))
	if err != nil {
		return value{}, 0, err
	}
	places := make([]float32, n)
	for i := range places {
		places[i] = float32(min(int64(i), whole-int64(i)))
	}
	f := &formula{k: k}
	const pi = 3.14159265358979323846
	count := plain(operand{constant: float32Bytes(places...), dtype: graph.Float32, shape: []uint64{n}})
	angles = f.div(f.mul(count, scalar(pi)), scalar(float32(whole)))
	return angles, to, f.err
}

func (k *call) windowType() (tensor.Type, error) {
	number, err := k.integer("output_datatype", int64(tensor.Float32))
	if err != nil {
		return 0, err
	}
	return k.typed("output_datatype", number)
}

// hannWindow is 0.5 - 0.5*cos(2a), which is sin(a)^2.
func hannWindow(k *call) (value, error) {
	angles, to, err := k.windowPlaces()
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	sine := f.of(graph.FuncSin, angles)
	y := f.mul(sine, sine)
	if f.err != nil {
		return value{}, f.err
	}
	return k.castTo(y, to, true)
}

// cosineWindow is a - b*cos(2a) + c*cos(4a).
func cosineWindow(a, b, c float32) oneOutput {
	return func(k *call) (value, error) {
		angles, to, err := k.windowPlaces()
		if err != nil {
			return value{}, err
		}
		f := &formula{k: k}
		twice := f.add(angles, angles)
		y := f.sub(scalar(a), f.mul(scalar(b), f.of(graph.FuncCos, twice)))
		y = f.add(y, f.mul(scalar(c), f.of(graph.FuncCos, f.add(twice, twice))))
		if f.err != nil {
			return value{}, f.err
		}
		return k.castTo(y, to, true)
	}
}
