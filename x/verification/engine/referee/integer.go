package referee

import (
	"math/bits"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// integerTwo computes in 64 bits; the caller keeps those of the type.
func integerTwo(fn graph.Func, t graph.Dtype, a, b uint64) uint64 {
	switch fn {
	case graph.FuncAdd:
		return a + b
	case graph.FuncSub:
		return a - b
	case graph.FuncMul:
		return a * b
	case graph.FuncAnd:
		return a & b
	case graph.FuncOr:
		return a | b
	case graph.FuncXor:
		return a ^ b
	case graph.FuncShl:
		return a << min(b, 64)
	case graph.FuncShr:
		if t.Signed() {
			return uint64(int64(a) >> min(b, 63))
		}
		return a >> min(b, 64)
	case graph.FuncMin:
		if less(t, number(b), number(a)) {
			return b
		}
		return a
	case graph.FuncMax:
		if less(t, number(a), number(b)) {
			return b
		}
		return a
	default:
		return divide(fn, t, a, b)
	}
}

// divide gives 0 where the divisor is 0. The quotient is rounded toward zero; the remainder has the sign of a, or of b for FUNC_MOD.
func divide(fn graph.Func, t graph.Dtype, a, b uint64) uint64 {
	if b == 0 {
		return 0
	}
	if !t.Signed() {
		if fn == graph.FuncDiv {
			return a / b
		}
		return a % b
	}
	x, y := int64(a), int64(b)
	if y == -1 { // the one quotient that overflows wraps
		if fn == graph.FuncDiv {
			return -a
		}
		return 0
	}
	switch fn {
	case graph.FuncDiv:
		return uint64(x / y)
	case graph.FuncFmod:
		return uint64(x % y)
	default: // a valid node leaves only FUNC_MOD
		r := x % y
		if r != 0 && (r < 0) != (y < 0) {
			r += y
		}
		return uint64(r)
	}
}

// scale is a * m / 2^shift to the nearest integer, ties to even; a shift beyond 0 to 95 is the nearer of these, and what int64 cannot
// hold the nearest it can.
func scale(a, m, shift int64) int64 {
	negative := (a < 0) != (m < 0)
	hi, lo := bits.Mul64(magnitude(a), magnitude(m))
	s := uint64(min(max(shift, 0), 95))
	var lost uint64 // what is shifted out, its highest bit at position 63; the lowest says that more was lost
	switch {
	case s >= 64:
		lost = hi<<(128-s) | lo>>(s-64)
		if lo<<(128-s) != 0 && s > 64 {
			lost |= 1
		}
		hi, lo = 0, hi>>(s-64)
	case s > 0:
		lost = lo << (64 - s)
		hi, lo = hi>>s, hi<<(64-s)|lo>>s
	}
	const half = 1 << 63
	if lost > half || lost == half && lo&1 == 1 {
		var carry uint64
		lo, carry = bits.Add64(lo, 1, 0)
		hi += carry
	}
	switch {
	case negative && (hi > 0 || lo > half):
		return -half
	case negative:
		return int64(-lo)
	case hi > 0 || lo >= half:
		return half - 1
	default:
		return int64(lo)
	}
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}
