package graph

// ElementSize is the number of bytes of one element; 0 for a type that does not exist.
func (x Dtype) ElementSize() uint64 {
	switch x {
	case Bool, Int8, Uint8, Int4, Uint4, Int2, Uint2,
		Float8E4M3FN, Float8E4M3FNUZ, Float8E5M2, Float8E5M2FNUZ, Float8E8M0, Float4E2M1:
		return 1
	case Int16, Uint16, Float16, Bfloat16:
		return 2
	case Float32, Int32, Uint32:
		return 4
	case Int64, Uint64, Float64:
		return 8
	default:
		return 0
	}
}

// Bits is the number of bits of an integer type, 1 for a truth value, 0 for any other type.
func (x Dtype) Bits() uint {
	switch x {
	case Bool:
		return 1
	case Int2, Uint2:
		return 2
	case Int4, Uint4:
		return 4
	case Int8, Uint8, Int16, Uint16, Int32, Uint32, Int64, Uint64:
		return uint(8 * x.ElementSize())
	default:
		return 0
	}
}

// Signed says whether it is an integer type with a sign.
func (x Dtype) Signed() bool {
	switch x {
	case Int2, Int4, Int8, Int16, Int32, Int64:
		return true
	default:
		return false
	}
}

// Integer says whether it is an integer type; a truth value is none.
func (x Dtype) Integer() bool { return x != Bool && x.Bits() > 0 }

// Wrap is the number of an integer type, or the truth value, that has the low bits of v: sign-extended if the type has a sign, else
// zero-extended.
func (x Dtype) Wrap(v uint64) uint64 {
	unused := 64 - x.Bits()
	if x.Signed() {
		return uint64(int64(v<<unused) >> unused)
	}
	return v << unused >> unused
}
