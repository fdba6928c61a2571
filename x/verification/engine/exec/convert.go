package exec

import (
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// convert casts a column from one type to another: floats by way of float32, to integers toward zero.
func convert(saturate bool, to, from graph.Dtype, a, y column) {
	if from.Bits() > 0 && to.Bits() > 0 {
		for k, v := range a.i {
			y.i[k] = castInteger(saturate, to, from, v)
		}
		return
	}
	x := widened(to, from, a)
	if to == graph.Float32 {
		copy(y.f, x)
		return
	}
	for k, v := range x {
		y.i[k] = fromFloat(saturate, to, v)
	}
}

func castInteger(saturate bool, to, from graph.Dtype, v int64) int64 {
	switch {
	case to == graph.Bool:
		return truth(v != 0)
	case saturate:
		least, most := ends(to)
		if v < 0 && from != graph.Uint64 {
			return max(v, least)
		}
		return int64(min(uint64(v), most))
	default:
		return wrap(to, v)
	}
}

// widened is a column of any type in float32, on its way to another type: float64 that has still to be narrowed is rounded to odd.
func widened(to, from graph.Dtype, a column) []float32 {
	if from == graph.Float32 {
		return a.f
	}
	x := make([]float32, len(a.i))
	for k, v := range a.i {
		switch {
		case from == graph.Float16:
			x[k] = native.FromF16(uint16(v))
		case from == graph.Bfloat16:
			x[k] = native.FromBF16(uint16(v))
		case from == graph.Float64 && to == graph.Float32:
			x[k] = native.FromF64(uint64(v))
		case from == graph.Float64:
			x[k] = native.OddFromF64(uint64(v))
		case from == graph.Uint64:
			x[k] = native.FromUint64(uint64(v))
		case from.Bits() > 0:
			x[k] = native.FromInt64(v)
		default:
			x[k] = smallFloat(from).From(uint8(v))
		}
	}
	return x
}

func fromFloat(saturate bool, to graph.Dtype, v float32) int64 {
	switch {
	case to == graph.Float16:
		return int64(native.ToF16(v))
	case to == graph.Bfloat16:
		return int64(native.ToBF16(v))
	case to == graph.Float64:
		return int64(native.ToF64(v))
	case to == graph.Bool:
		return truth(v != 0)
	case to.Bits() == 0:
		return int64(smallFloat(to).To(v, saturate))
	case to == graph.Uint64:
		return int64(native.TruncUint64(v))
	case !saturate:
		return wrap(to, native.TruncInt64(v))
	default:
		return saturated(to, v)
	}
}

// saturated is the nearest number that an integer type of at most 63 bits, or int64, has.
func saturated(to graph.Dtype, v float32) int64 {
	least, most := ends(to)
	switch x := float64(v); {
	case math.IsNaN(x):
		return 0
	case x <= float64(least):
		return least
	case x >= float64(most):
		return int64(most)
	default:
		return int64(x)
	}
}

func smallFloat(t graph.Dtype) native.Small {
	switch t {
	case graph.Float8E4M3FN:
		return native.E4M3FN
	case graph.Float8E4M3FNUZ:
		return native.E4M3FNUZ
	case graph.Float8E5M2:
		return native.E5M2
	case graph.Float8E5M2FNUZ:
		return native.E5M2FNUZ
	case graph.Float8E8M0:
		return native.E8M0
	default:
		return native.E2M1
	}
}
