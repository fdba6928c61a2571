package numerics_test

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// traced is a trace list: the committed tensors in order, and the root of the list.
type traced struct {
	Name  string      `json:"name"`
	Nodes []committed `json:"nodes"`
	Trace string      `json:"trace"`
}

// committed is a tensor with the root of its content and its commitment.
type committed struct {
	tensor
	Root       string `json:"root"`
	Commitment string `json:"commitment"`
}

// listed is a trace list of which a vector is made.
type listed struct {
	name  string
	nodes []content
}

func lists() []listed {
	var types, many []content
	for i, t := range graphtest.Dtypes() {
		shape := []uint64{2, 1, 3, 1, 1, 2, 1, 1}[:i%9] // every rank that there is
		types = append(types, of(t, uint64(anyBits+6*i), shape...))
	}
	for i := range 70 {
		many = append(many, these(graph.Int32, []uint64{}, uint64(i)))
	}
	var chunks []content
	for _, size := range []uint64{1023, 1024, 1025, 2048, 2049, 3073, 5121} {
		chunks = append(chunks, of(graph.Uint8, anyBits, size))
	}
	return []listed{
		{"one number", []content{scalar(0x3f800000)}},
		{"a tensor of every type, of every rank", types},
		{"tensors about the size of one, two and more chunks", chunks},
		{"the same content in other shapes and types", []content{
			floats(plain, 2, 3), floats(plain, 3, 2), floats(plain, 6), {graph.Int32, []uint64{6}, floats(plain, 6).bytes},
		}},
		{"a list of more than two chunks", many},
	}
}

// vector commits to the tensors.
func (l listed) vector() traced {
	out := traced{Name: l.name}
	var list []commit.Root
	for _, c := range l.nodes {
		root := commit.Sum(c.bytes)
		commitment := commit.Node(uint32(c.dtype), c.shape, root)
		out.Nodes = append(out.Nodes, committed{tensorOf(c.dtype, c.shape, c.bytes), hex.EncodeToString(root[:]), hex.EncodeToString(commitment[:])})
		list = append(list, commitment)
	}
	trace := commit.TraceRoot(list)
	out.Trace = hex.EncodeToString(trace[:])
	return out
}

func TestGoldenCommitments(t *testing.T) {
	const file = "commitments"
	all := read[traced](t, file)
	if *update {
		for _, l := range lists() {
			if !slices.ContainsFunc(all, func(v traced) bool { return v.Name == l.name }) {
				all = append(all, l.vector())
			}
		}
		write(t, file, all)
	}
	require.Len(t, all, len(lists()))
	for _, v := range all {
		l := listed{name: v.Name}
		for _, n := range v.Nodes {
			dtype := typeOf(t, n.Type)
			l.nodes = append(l.nodes, content{dtype, n.Shape, bytes(t, dtype, strings.Fields(n.Elements))})
		}
		require.Equal(t, v, l.vector())
	}
}
