package exec

import (
	"fmt"
	"math/big"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// applyIntegers applies a function to integers or truth values of one type.
func applyIntegers(fn graph.Func, t graph.Dtype, args []column, y []int64) error {
	a := args[0].i
	switch len(args) {
	case 1:
		for k, v := range a {
			y[k] = wrap(t, integerOne(fn, t, v))
		}
	case 2:
		f, truths, err := integerFunc(fn, t)
		if err != nil {
			return err
		}
		for k, v := range a {
			y[k] = f(v, args[1].i[k])
			if !truths {
				y[k] = wrap(t, y[k])
			}
		}
	default:
		for k, v := range a {
			y[k] = scaled(v, args[1].i[k], args[2].i[k])
		}
	}
	return nil
}

func integerOne(fn graph.Func, t graph.Dtype, v int64) int64 {
	negative := t.Signed() && v < 0
	switch {
	case fn == graph.FuncNot:
		return ^v
	case fn == graph.FuncNeg, fn == graph.FuncAbs && negative:
		return -v
	case fn == graph.FuncAbs:
		return v
	case negative:
		return -1
	default:
		return truth(v != 0)
	}
}

// integerFunc is a function of two integers of a type; truths says that it gives truth values.
func integerFunc(fn graph.Func, t graph.Dtype) (f func(a, b int64) int64, truths bool, err error) {
	switch fn {
	case graph.FuncAdd:
		f = func(a, b int64) int64 { return a + b }
	case graph.FuncSub:
		f = func(a, b int64) int64 { return a - b }
	case graph.FuncMul:
		f = func(a, b int64) int64 { return a * b }
	case graph.FuncAnd:
		f = func(a, b int64) int64 { return a & b }
	case graph.FuncOr:
		f = func(a, b int64) int64 { return a | b }
	case graph.FuncXor:
		f = func(a, b int64) int64 { return a ^ b }
	case graph.FuncMax:
		f = func(a, b int64) int64 { return choose(lessThan(t, a, b), b, a) }
	case graph.FuncMin:
		f = func(a, b int64) int64 { return choose(lessThan(t, b, a), b, a) }
	case graph.FuncEqual:
		return func(a, b int64) int64 { return truth(a == b) }, true, nil
	case graph.FuncLess:
		return func(a, b int64) int64 { return truth(lessThan(t, a, b)) }, true, nil
	case graph.FuncLessEqual:
		return func(a, b int64) int64 { return truth(!lessThan(t, b, a)) }, true, nil
	default:
		f, err = divisionOrShift(fn, t)
	}
	return f, false, err
}

func choose(c bool, a, b int64) int64 {
	if c {
		return a
	}
	return b
}

func divisionOrShift(fn graph.Func, t graph.Dtype) (func(a, b int64) int64, error) {
	switch fn {
	case graph.FuncShl:
		return func(a, b int64) int64 { return a << uint64(b) }, nil
	case graph.FuncShr:
		if t.Signed() {
			return func(a, b int64) int64 { return a >> uint64(b) }, nil
		}
		return func(a, b int64) int64 { return int64(uint64(a) >> uint64(b)) }, nil
	case graph.FuncDiv:
		return unlessZero(t, func(a, b int64) int64 { return a / b }, func(a, b uint64) uint64 { return a / b }), nil
	case graph.FuncFmod:
		return unlessZero(t, func(a, b int64) int64 { return a % b }, func(a, b uint64) uint64 { return a % b }), nil
	case graph.FuncMod:
		return unlessZero(t, floorMod, func(a, b uint64) uint64 { return a % b }), nil
	default:
		return nil, fmt.Errorf("no kernel for %s of integers", fn)
	}
}

// unlessZero divides as the type does, and gives 0 where the divisor is 0.
func unlessZero(t graph.Dtype, signed func(a, b int64) int64, unsigned func(a, b uint64) uint64) func(a, b int64) int64 {
	return func(a, b int64) int64 {
		switch {
		case b == 0:
			return 0
		case t.Signed():
			return signed(a, b)
		default:
			return int64(unsigned(uint64(a), uint64(b)))
		}
	}
}

// floorMod is the remainder with the sign of b.
func floorMod(a, b int64) int64 {
	r := a % b
	if r < 0 && b > 0 || r > 0 && b < 0 {
		r += b
	}
	return r
}

// scaled is v * m / 2^shift to the nearest integer, ties to even.
func scaled(v, m, shift int64) int64 {
	shift = min(max(shift, 0), 95)
	if v == int64(int32(v)) && shift < 62 {
		p := v * m
		if shift == 0 {
			return p
		}
		half := int64(1) << (shift - 1)
		q := (p + half) >> shift
		if p&(2*half-1) == half && q&1 == 1 {
			q--
		}
		return q
	}
	p := new(big.Int).Mul(big.NewInt(v), big.NewInt(m))
	unit := new(big.Int).Lsh(big.NewInt(1), uint(shift))
	q, rest := new(big.Int).DivMod(p, unit, new(big.Int))
	switch rest.Lsh(rest, 1).Cmp(unit) {
	case 1:
		q.Add(q, big.NewInt(1))
	case 0:
		q.Add(q, big.NewInt(int64(q.Bit(0))))
	}
	least, most := ends(graph.Int64)
	switch {
	case q.IsInt64():
		return q.Int64()
	case q.Sign() < 0:
		return least
	default:
		return int64(most)
	}
}
