package graph_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/testutil/bounded"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// decodes is what Decode says that it allocates at most.
func decodes(bz []byte) uint64 { return 64<<10 + 128*uint64(len(bz)) }

// checks is what holding a program against the rules allocates at most.
func checks(bz []byte) uint64 { return 64<<10 + 256*uint64(len(bz)) }

// lists is what listing the runs of one element allocates at most: 2^16 runs, in a list that grows.
const lists = 16 << 20

func TestAShortProgramDoesNotTakeMuchMemory(t *testing.T) {
	repeated := func(tag byte, part []byte, count int) []byte {
		inner := bytes.Repeat(part, count)
		return append([]byte{tag, byte(len(inner)) | 0x80, byte(len(inner) >> 7)}, inner...)
	}
	for name, part := range map[string][]byte{
		"nodes":           {0x22, 4, 0x08, 1, 0x18, 1},
		"padded nodes":    {0x22, 0x80, 0x80, 0x80, 0x80, 0},
		"nodes of shapes": {0x22, 5, 0x08, 1, 0x22, 1, 0},
		"operands":        repeated(0x22, []byte{0x2a, 0}, 100),
		"steps":           repeated(0x22, []byte{0x72, 0}, 100),
		"steps of args":   repeated(0x22, []byte{0x72, 3, 0x1a, 1, 0}, 100),
		"extents":         repeated(0x22, repeated(0x22, []byte{0}, 200), 1),
		"outputs":         {0x2a, 4, 0, 0, 0, 0},
	} {
		bz := bytes.Repeat(part, (256<<10)/len(part))
		bounded.Allocates(t, decodes(bz), func() {
			p, err := graph.Decode(bz)
			if err == nil {
				require.Error(t, p.Validate(graph.DefaultLimits()), name)
			}
		})
	}
}

// FuzzDecode holds the whole consensus face of the package against any bytes: nothing panics or takes more memory than it may, and what
// decodes is canonical. Run it with `go test -fuzz FuzzDecode`.
func FuzzDecode(f *testing.F) {
	for seed := range 40 {
		p := rapid.Custom(func(t *rapid.T) *graph.Program {
			return graphtest.RandomNode(t, rapid.SampledFrom(graphtest.Ops).Draw(t, "op")).Program
		}).Example(seed)
		bz, err := p.Encode()
		require.NoError(f, err)
		f.Add(bz)
	}
	f.Fuzz(func(t *testing.T, bz []byte) {
		var p *graph.Program
		var err error
		bounded.Allocates(t, decodes(bz), func() { p, err = graph.Decode(bz) })
		if err != nil {
			return
		}
		again, err := p.Encode()
		require.NoError(t, err)
		require.Equal(t, bz, again)
		bounded.Allocates(t, checks(bz), func() { err = p.Validate(graph.DefaultLimits()) })
		for i := range p.Nodes[:min(len(p.Nodes), 50)] {
			dependenciesHold(t, &p.Nodes[i], err == nil)
		}
	})
}

// dependenciesHold asks for the runs of some elements of a node, valid or not.
func dependenciesHold(t *testing.T, n *graph.Node, valid bool) {
	t.Helper()
	count, _ := n.Elements()
	for _, element := range []uint64{0, count / 2, count - 1, count} {
		var runs []graph.Run
		var err error
		bounded.Allocates(t, lists, func() { runs, err = graph.Dependencies(n, element) })
		if valid && n.Op != graph.OpInput && element < count {
			require.NoError(t, err)
		}
		if err == nil {
			requireOrdered(t, n, runs)
		}
	}
	_, _, _, _ = graph.ProofBound(n)
}
