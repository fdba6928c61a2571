package kernel

import "unsafe"

// Row is one output position of a product: where it begins in x and in y, in elements.
type Row struct{ X, Y int32 }

// Tap is a run of N neighbours: x[row.X+X:][:N], multiplied with elements K to K+N of every row of the weights.
type Tap struct{ X, K, N int }

// tileArgs tells the tile kernels what to do. A tile is a few rows by one panel; count tiles follow one another in rows.
type tileArgs struct {
	x, w, y unsafe.Pointer
	rows    *Row
	count   int // at least 1; the kernel counts it down
	taps    *Tap
	ntaps   int
	tail    *tailOp // list that ends with tailEnd; nil stores the chains as they are
	mask    unsafe.Pointer
	goOn    int // not 0: the chains go on from what lies in y
	from    int // offset in rows, in bytes; the kernel counts it up
}

// tailOp is one operation on finished chains, held in registers.
type tailOp struct {
	kind    int
	operand unsafe.Pointer
}

// Kinds of tailOp.
const (
	tailEnd       = iota
	tailAddVector // operand: one addend per column
	tailMulVector
	tailAddTensor // operand: a tensor of y's layout, from the panel's first column on
	tailRelu
	tailMaxScalar // operand: one number, not zero, not NaN
	tailMinScalar
)

// The assembly knows where the fields lie: each of these arrays has a negative length if one moved.
var (
	_ [0]struct{} = [unsafe.Offsetof(tileArgs{}.rows) - 24]struct{}{}
	_ [0]struct{} = [unsafe.Offsetof(tileArgs{}.tail) - 56]struct{}{}
	_ [0]struct{} = [unsafe.Offsetof(tileArgs{}.from) - 80]struct{}{}
	_ [0]struct{} = [unsafe.Sizeof(Row{}) - 8]struct{}{}
	_ [0]struct{} = [unsafe.Sizeof(Tap{}) - 24]struct{}{}
	_ [0]struct{} = [unsafe.Sizeof(tailOp{}) - 16]struct{}{}
)
