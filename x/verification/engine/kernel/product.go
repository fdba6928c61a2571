package kernel

import (
	"math"
	"unsafe"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// product works through rows of x with one panel of weights: for each row r and column j, y[r.Y+j] is a chain over the taps in order
// and i ascending, of a kind.
type product struct {
	kind    kind
	x, y    []float32
	base    int // where offsets in x count from: taps may lie before a row
	column  int // where offsets in y count from
	panel   panel
	values  []float32 // the panel's weights
	taps    []Tap
	tail    tail
	last    bool // the tail follows; else the chains are stored as they are
	goOn    bool // from what lies in y, not from zero
	args    tileArgs
	touched float32
}

// kind is what a chain does.
type kind int

const (
	dense        kind = iota // acc = fma(x[r.X+tap.X+i], W[j][tap.K+i], acc)
	channelwise              // acc = fma(x[r.X+tap.X+i+j], W[j][tap.K+i], acc)
	sums                     // acc = acc + x[r.X+tap.X+i+j]
	largest                  // acc = max(acc, x[r.X+tap.X+i+j]), from -infinity
	pairs                    // as dense, of two 16-bit integers in each element, summed in 32 bits
	words                    // as dense, of 32-bit integers
	channelWords             // as channelwise, of 32-bit integers
	kindCount
)

// masks holds a panel's worth of lanes that are on, then of lanes that are off.
var masks = func() (m [2 * mostWidth]uint32) {
	for i := range mostWidth {
		m[i] = math.MaxUint32
	}
	return m
}()

const maxVecs = 3

// mostWidth is how many elements the widest panel has.
const mostWidth = maxVecs * mostLanes

// mostRows is the height of the tallest tile by kind and number of vectors.
var mostRows = [kindCount][maxVecs + 1]int{
	dense: {1: 8, 2: 6, 3: 4}, channelwise: {1: 8, 2: 6, 3: 4}, sums: {1: 4}, largest: {1: 4},
	pairs: {1: 8, 2: 6, 3: 3}, words: {1: 4}, channelWords: {1: 4},
}

// run works through rows in tiles as even as can be: a low one would leave the units waiting.
func (p *product) run(rows []Row) {
	if len(rows) == 0 {
		return
	}
	if !p.panel.set.hasVectors() {
		p.scalar(rows)
		return
	}
	most := mostRows[p.kind][p.panel.vecs]
	count := (len(rows) + most - 1) / most
	low, tall := len(rows)/count, len(rows)%count
	if tall > 0 {
		p.vector(rows[:tall*(low+1)], low+1, tall)
	}
	p.vector(rows[tall*(low+1):], low, count-tall)
}

func (p *product) vector(rows []Row, height, count int) {
	a := &p.args
	*a = tileArgs{
		x: unsafe.Pointer(&p.x[p.base]), w: unsafe.Pointer(unsafe.SliceData(p.values)), y: unsafe.Pointer(&p.y[p.column]),
		rows: &rows[0], count: count, ntaps: len(p.taps),
	}
	if len(p.taps) > 0 {
		a.taps = &p.taps[0]
	}
	if p.last {
		a.tail = &p.tail[0]
	}
	if p.goOn {
		a.goOn = 1
	}
	if p.panel.cols < p.panel.width() {
		a.mask = unsafe.Pointer(&masks[mostWidth-p.panel.cols])
	}
	p.panel.set.tiles[p.kind][p.panel.vecs][height](a)
}

// touch reads a line of x after another, so that all is near before panels take their few channels of it at a time.
func (p *product) touch(from, to int) {
	const line = cacheLine / 4
	sum := float32(0)
	for i := from; i < to; i += line {
		sum += p.x[i]
	}
	p.touched = sum
}

// scalar is the definition of what the tile kernels compute.
func (p *product) scalar(rows []Row) {
	for _, row := range rows {
		y := p.y[p.column+int(row.Y):][:p.panel.cols]
		if !p.goOn {
			fill(y, p.kind.first())
		}
		for _, tap := range p.taps {
			for i := range tap.N {
				p.step(y, p.x[p.base+int(row.X)+tap.X+i:], tap.K+i)
			}
		}
		for i := 0; p.last && p.kind < pairs; i++ {
			p.tail[i].scalar(y, int(row.Y))
			if p.tail[i].kind == tailEnd {
				break
			}
		}
	}
}

func (k kind) first() float32 {
	if k == largest {
		return float32(math.Inf(-1))
	}
	return 0
}

// step goes on with the chains of a row by one tap, its channel or the first of its channels at x, its weights at index k.
func (p *product) step(y, x []float32, k int) {
	for j, acc := range y {
		switch p.kind {
		case sums:
			y[j] = native.Add(acc, x[j])
		case largest:
			y[j] = native.Max(acc, x[j])
		case channelwise:
			y[j] = native.FMA(x[j], p.values[k*p.panel.width()+j], acc)
		case dense:
			y[j] = native.FMA(x[0], p.values[k*p.panel.width()+j], acc)
		case channelWords:
			y[j] = p.kind.integers(x[j], p.values[k*p.panel.width()+j], acc)
		default:
			y[j] = p.kind.integers(x[0], p.values[k*p.panel.width()+j], acc)
		}
	}
}

// integers goes on with a chain of integers, which share the place of floats.
func (k kind) integers(x, w, acc float32) float32 {
	a, b, sum := int32(math.Float32bits(x)), int32(math.Float32bits(w)), int32(math.Float32bits(acc))
	if k == pairs {
		sum += int32(int16(a))*int32(int16(b)) + (a>>16)*(b>>16)
	} else {
		sum += a * b
	}
	return math.Float32frombits(uint32(sum))
}

// scalar applies one operation to a row of finished chains; at is where the row begins in y.
func (o *tailOp) scalar(y []float32, at int) {
	operand := func(j int) float32 { return *(*float32)(unsafe.Add(o.operand, 4*j)) }
	for j, v := range y {
		switch o.kind {
		case tailAddVector:
			v = native.Add(v, operand(j))
		case tailMulVector:
			v = native.Mul(v, operand(j))
		case tailAddTensor:
			v = native.Add(v, operand(at+j))
		case tailRelu:
			v = native.Relu(v)
		case tailMaxScalar:
			v = native.Max(v, operand(0))
		case tailMinScalar:
			v = native.Min(v, operand(0))
		default:
			v = native.Add(v, negativeZero) // leaves numbers as they are, and makes NaN canonical
		}
		y[j] = v
	}
}

var negativeZero = math.Float32frombits(1 << 31)
