package referee

import (
	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// cast converts between any two types, floats by way of binary32.
func cast(out, in graph.Dtype, v number) number {
	if in.Bits() > 0 {
		return castInteger(out, in, v)
	}
	x := widen(out, in, v)
	switch {
	case out == graph.Bool:
		return truth(!f32.Equal(x, 0))
	case out == graph.Uint64:
		return number(f32.TruncUint64(x))
	case out.Integer():
		return number(out.Wrap(uint64(f32.TruncInt64(x))))
	default:
		return narrow(out, x, false)
	}
}

func castInteger(out, in graph.Dtype, v number) number {
	switch {
	case out == graph.Bool:
		return truth(v != 0)
	case out.Integer():
		return number(out.Wrap(uint64(v)))
	default:
		return narrow(out, fromInteger(in, v), false)
	}
}

func fromInteger(in graph.Dtype, v number) f32.F32 {
	if in.Signed() {
		return f32.FromInt64(int64(v))
	}
	return f32.FromUint64(uint64(v))
}

// castSaturate converts to the nearest number that the type has.
func castSaturate(out, in graph.Dtype, v number) number {
	if !out.Integer() {
		x := widen(out, in, v)
		if in.Bits() > 0 {
			x = fromInteger(in, v)
		}
		return narrow(out, x, true)
	}
	signed := in.Signed()
	if in.Bits() == 0 {
		x := widen(out, in, v)
		v = number(f32.TruncInt64(x))
		if signed = f32.Less(x, 0); !signed {
			v = number(f32.TruncUint64(x))
		}
	}
	return clamp(out, v, signed)
}

// clamp brings a number that has a sign, or none, into the range of an integer type.
func clamp(out graph.Dtype, v number, signed bool) number {
	size := out.Bits()
	most, least := ^uint64(0)>>(64-size), uint64(0)
	if out.Signed() {
		most >>= 1
		least = ^most
	}
	switch {
	case signed && int64(v) < int64(least):
		return number(least)
	case signed && int64(v) < 0:
		return v
	case uint64(v) > most:
		return number(most)
	default:
		return v
	}
}

// widen is a number of a float type in binary32, on its way to another type. One of binary64 that has still to be narrowed is rounded
// to odd, which keeps that to one rounding.
func widen(out, in graph.Dtype, v number) f32.F32 {
	switch in {
	case graph.Float16:
		return f32.FromF16(uint16(v))
	case graph.Bfloat16:
		return f32.FromBF16(uint16(v))
	case graph.Float64:
		if out != graph.Float32 {
			return f32.OddFromF64(uint64(v))
		}
		return f32.FromF64(uint64(v))
	case graph.Float32:
		return v.float()
	default:
		return small(in).From(uint8(v))
	}
}

// narrow is a binary32 number in a float type.
func narrow(out graph.Dtype, x f32.F32, saturate bool) number {
	switch out {
	case graph.Float16:
		return number(f32.ToF16(x))
	case graph.Bfloat16:
		return number(f32.ToBF16(x))
	case graph.Float64:
		return number(f32.ToF64(x))
	case graph.Float32:
		return number(x)
	default:
		return number(small(out).To(x, saturate))
	}
}

func small(t graph.Dtype) f32.Small {
	switch t {
	case graph.Float8E4M3FN:
		return f32.E4M3FN
	case graph.Float8E4M3FNUZ:
		return f32.E4M3FNUZ
	case graph.Float8E5M2:
		return f32.E5M2
	case graph.Float8E5M2FNUZ:
		return f32.E5M2FNUZ
	case graph.Float8E8M0:
		return f32.E8M0
	default:
		return f32.E2M1
	}
}
