package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// swapped is the order that exchanges the last two axes.
func swapped(rank int) []int {
	order := identity(rank)
	order[rank-1], order[rank-2] = rank-2, rank-1
	return order
}

// matMul contracts A[.., m, k] with B[.., k, n] as numpy.matmul does. The engine contracts last axes, so B is turned: at import if
// it is a weight.
func matMul(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	for _, v := range in {
		if err := v.has(graph.Float32, graph.Int32); err != nil {
			return value{}, err
		}
	}
	return k.product(in[0], in[1])
}

// product contracts A[.., m, k] with B[.., k, n]; either may be a vector.
func (k *call) product(a, b value) (value, error) {
	if len(a.shape) == 0 || len(b.shape) == 0 {
		return value{}, fmt.Errorf("%w: operands %d and %d, wants at least one axis", ErrModel, a.shape, b.shape)
	}
	vectorA, vectorB := len(a.shape) == 1, len(b.shape) == 1
	f := &formula{k: k}
	if vectorA {
		a = f.reshaped(a, []uint64{1, a.shape[0]})
	}
	if vectorB {
		b = f.reshaped(b, []uint64{b.shape[0], 1})
	}
	if f.err != nil {
		return value{}, f.err
	}
	y := f.product(a, b.permuted(swapped(len(b.shape))))
	if f.err != nil || !vectorA && !vectorB {
		return y, f.err
	}
	shape := slices.Clone(y.shape)
	if vectorB {
		shape = shape[:len(shape)-1]
	}
	if vectorA {
		at := len(y.shape) - 2
		shape = slices.Delete(shape, at, at+1)
	}
	return f.reshaped(y, shape), f.err
}

// product contracts the last axes of A[.., m, k] and B[.., n, k], whose leading axes broadcast, to [.., m, n].
func (f *formula) product(a, b value) value {
	return f.made(func() (value, error) {
		if len(a.shape) < 2 || len(b.shape) < 2 {
			return value{}, fmt.Errorf("%w: a product of %d and %d", ErrModel, a.shape, b.shape)
		}
		turn := elements(a.shape[:len(a.shape)-2]) == 1 && elements(b.shape[:len(b.shape)-2]) > 1
		if turn { // the one matrix is read for every other without being repeated
			a, b = b, a
		}
		a, b, err := f.k.batches(a, b)
		if err != nil {
			return value{}, err
		}
		y, err := f.k.dot(a, b)
		if turn && err == nil {
			y = y.permuted(swapped(len(y.shape)))
		}
		return y, err
	})
}

// batches gives A and B leading axes that the engine contracts: the same ones, or none in B.
func (k *call) batches(a, b value) (value, value, error) {
	ba, bb := a.shape[:len(a.shape)-2], b.shape[:len(b.shape)-2]
	batch, err := broadcast(ba, bb)
	if err != nil {
		return a, b, err
	}
	if elements(bb) == 1 {
		if a, err = k.reshaped(a, slices.Concat(ones(len(batch)-len(ba)), a.shape)); err == nil {
			b, err = k.reshaped(b, b.shape[len(b.shape)-2:])
		}
		return a, b, err
	}
	a, err = k.c.expand(k.name(), a, slices.Concat(batch, a.shape[len(a.shape)-2:]))
	if err == nil {
		b, err = k.c.expand(k.name(), b, slices.Concat(batch, b.shape[len(b.shape)-2:]))
	}
	return a, b, err
}

// broadcast is the shape that two have together under numpy's rule.
func broadcast(a, b []uint64) ([]uint64, error) {
	rank := max(len(a), len(b))
	x, y := slices.Concat(ones(rank-len(a)), a), slices.Concat(ones(rank-len(b)), b)
	for i := range x {
		if x[i] != y[i] && x[i] != 1 && y[i] != 1 {
			return nil, fmt.Errorf("%w: leading axes %d and %d do not broadcast", ErrModel, a, b)
		}
		if x[i] == 1 {
			x[i] = y[i]
		}
	}
	return x, nil
}

// dot contracts the last axes of values, in the model's order of axes.
func (k *call) dot(values ...value) (value, error) {
	operands := make([]operand, len(values))
	for i, v := range values {
		op, err := k.arrange(v, identity(len(v.shape)))
		if err != nil {
			return value{}, err
		}
		operands[i] = op
	}
	op, err := k.emit(graph.Node{Op: graph.OpDot}, operands...)
	if err != nil {
		return value{}, err
	}
	return plain(op), nil
}

// gemm is alpha*A*B + beta*C.
func gemm(k *call) (value, error) {
	in, err := k.operands(2, 3)
	if err != nil {
		return value{}, err
	}
	a, b, err := k.turned(in[0], in[1])
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	alpha, beta := f.number("alpha", 1), f.number("beta", 1)
	if f.err != nil {
		return value{}, f.err
	}
	if k.c.file.opset < 7 {
		k.used["broadcast"] = true // C may then be smaller than the product, as since in any case
	}
	c, hasC := in[2], k.given(2) && beta != 0
	if hasC && alpha == 1 && beta == 1 && len(c.shape) == 1 && c.shape[0] == b.shape[0] {
		return k.dot(a, b, c)
	}
	y, err := k.dot(a, b)
	if err == nil && alpha != 1 {
		y, err = k.apply(graph.FuncMul, y, scalar(alpha))
	}
	if err != nil || !hasC {
		return y, err
	}
	return k.plus(y, beta, c)
}

// number reads a number of the node's.
func (f *formula) number(name string, otherwise float32) float32 {
	v, err := f.k.real(name, otherwise)
	if f.err == nil {
		f.err = err
	}
	return v
}

// plus is y + beta*c. A constant c is multiplied at import.
func (k *call) plus(y value, beta float32, c value) (value, error) {
	if beta != 1 {
		var err error
		if c, err = k.apply(graph.FuncMul, c, scalar(beta)); err != nil {
			return value{}, err
		}
	}
	return k.apply(graph.FuncAdd, y, c)
}

// turned are Gemm's matrices as the engine contracts them: A[m, k] and B[n, k].
func (k *call) turned(a, b value) (value, value, error) {
	if len(a.shape) != 2 || len(b.shape) != 2 {
		return a, b, fmt.Errorf("%w: operands %d and %d, wants two axes each", ErrModel, a.shape, b.shape)
	}
	transA, err := k.integer("transA", 0)
	if err != nil {
		return a, b, err
	}
	transB, err := k.integer("transB", 0)
	if err != nil {
		return a, b, err
	}
	if transA != 0 {
		a = a.permuted(swapped(2))
	}
	if transB == 0 {
		b = b.permuted(swapped(2))
	}
	return a, b, nil
}

func scalar(v float32) value {
	return plain(operand{constant: float32Bytes(v), dtype: graph.Float32, shape: []uint64{}})
}
