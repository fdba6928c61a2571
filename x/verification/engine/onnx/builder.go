package onnx

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lukechampine.com/blake3"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// maxNameBytes is the longest name of a node that a program keeps.
const maxNameBytes = 128

// builder collects nodes. Until pack, the offset of an operand in the weights is graph.WeightAlign times an index into constants.
type builder struct {
	nodes     []graph.Node
	constants [][]byte
	moved     map[string]operand
	work      uint64 // what folding and lists of operands may still take, so that a small file cannot ask for much
}

// emit adds a node over operands, or computes it at once if all of them are constants.
func (b *builder) emit(name string, n graph.Node, in ...operand) (operand, error) {
	for _, op := range in {
		if op.constant == nil {
			return b.add(name, n, in...)
		}
	}
	if len(in) == 0 {
		return b.add(name, n)
	}
	return b.fold(name, n, in)
}

// add adds a node whatever its operands are.
func (b *builder) add(name string, n graph.Node, in ...operand) (operand, error) {
	n.Name = printable(name)
	const perOperand = 64
	cost := perOperand * uint64(len(in))
	if cost > b.work {
		return operand{}, fmt.Errorf("%w: its operands take more room than a model of this size is given", ErrUnsupported)
	}
	b.work -= cost
	for _, op := range in {
		if op.empty() {
			return operand{}, fmt.Errorf("%w: it computes on a tensor without elements, of shape %d", ErrUnsupported, op.shape)
		}
		o := graph.Operand{Source: graph.SourceTrace, Node: op.node, Dtype: op.dtype, Shape: op.shape}
		if op.constant != nil {
			o.Source, o.Node, o.Offset = graph.SourceWeights, 0, uint64(len(b.constants))*graph.WeightAlign
			b.constants = append(b.constants, op.constant)
		}
		n.Operands = append(n.Operands, o)
	}
	dtype, shape, err := graph.Infer(&n)
	if err != nil {
		return operand{}, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	n.Dtype, n.Shape = dtype, shape
	b.nodes = append(b.nodes, n)
	return operand{node: uint32(len(b.nodes) - 1), dtype: dtype, shape: shape}, nil
}

// fold computes a node of constants.
func (b *builder) fold(name string, n graph.Node, in []operand) (operand, error) {
	single := builder{work: b.work}
	op, err := single.add(name, n, in...)
	if err != nil {
		return operand{}, err
	}
	_, _, each, err := graph.ProofBound(&single.nodes[0])
	if err != nil {
		return operand{}, err
	}
	if cost := elements(op.shape); each > b.work/cost {
		return operand{}, fmt.Errorf("%w: computing its constant result %d takes more work than a model of this size is given", ErrUnsupported, op.shape)
	}
	b.work -= elements(op.shape) * each
	content := make([][]byte, len(in))
	for i := range in {
		content[i] = in[i].constant
	}
	op.constant, err = exec.Compute(context.Background(), &single.nodes[0], content)
	return op, err
}

// pack drops what no output needs and lays out the weights. Inputs stay, since an order brings them all.
func (b *builder) pack(outputs []uint32) (*graph.Program, []byte) {
	p := &graph.Program{NumericsVersion: graph.Version}
	live := b.live(outputs)
	index := make([]uint32, len(b.nodes))
	var blob weights
	for i, n := range b.nodes {
		if !live[i] {
			continue
		}
		n.Operands = slices.Clone(n.Operands)
		for j := range n.Operands {
			if o := &n.Operands[j]; o.Source == graph.SourceTrace {
				o.Node = index[o.Node]
			} else {
				o.Offset = blob.place(b.constants[o.Offset/graph.WeightAlign])
			}
		}
		index[i] = uint32(len(p.Nodes))
		p.Nodes = append(p.Nodes, n)
	}
	for _, out := range outputs {
		p.Outputs = append(p.Outputs, index[out])
	}
	root := blake3.Sum256(blob.bytes)
	p.WeightsRoot, p.WeightsSize = root[:], uint64(len(blob.bytes))
	return p, blob.bytes
}

// live are the nodes that outputs need, and the inputs.
func (b *builder) live(outputs []uint32) []bool {
	live := b.needed(outputs)
	for i := range b.nodes {
		live[i] = live[i] || b.nodes[i].Op == graph.OpInput
	}
	return live
}

// needed are the nodes that outputs depend on.
func (b *builder) needed(outputs []uint32) []bool {
	needed := make([]bool, len(b.nodes))
	for _, out := range outputs {
		needed[out] = true
	}
	for i := len(b.nodes) - 1; i >= 0; i-- {
		n := &b.nodes[i]
		for j := range n.Operands {
			if o := &n.Operands[j]; needed[i] && o.Source == graph.SourceTrace {
				needed[o.Node] = true
			}
		}
	}
	return needed
}

// weights is the blob: tensors in the order of their first use, each once.
type weights struct {
	bytes []byte
	at    map[[32]byte]uint64
	known map[*byte]span // content that was hashed before
}

// span is where content lies in the blob.
type span struct{ offset, size uint64 }

func (w *weights) place(content []byte) uint64 {
	size := uint64(len(content))
	if s, placed := w.known[&content[0]]; placed && s.size == size {
		return s.offset
	}
	sum := blake3.Sum256(content)
	offset, placed := w.at[sum]
	if !placed {
		offset = w.append(content)
	}
	if w.at == nil {
		w.at, w.known = map[[32]byte]uint64{}, map[*byte]span{}
	}
	w.at[sum], w.known[&content[0]] = offset, span{offset, size}
	return offset
}

func (w *weights) append(content []byte) uint64 {
	for len(w.bytes)%graph.WeightAlign != 0 {
		w.bytes = append(w.bytes, 0)
	}
	offset := uint64(len(w.bytes))
	w.bytes = append(w.bytes, content...)
	return offset
}

// printable is a name as a program may carry it.
func printable(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e {
			return '_'
		}
		return r
	}, name)
	return name[:min(len(name), maxNameBytes)]
}
