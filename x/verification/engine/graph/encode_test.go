package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

func TestProgramsComeBackAsTheyWent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := graphtest.RandomNode(t, rapid.SampledFrom(graphtest.Ops).Draw(t, "op")).Program
		bz, err := p.Encode()
		require.NoError(t, err)
		back, err := graph.Decode(bz)
		require.NoError(t, err)
		require.NoError(t, back.Validate(graph.DefaultLimits()))
		id, err := p.ID()
		require.NoError(t, err)
		again, err := back.ID()
		require.NoError(t, err)
		require.Equal(t, id, again)
		parsed, err := graph.ParseID(graph.FormatID(id))
		require.NoError(t, err)
		require.Equal(t, id, parsed)
	})
}

func TestDecodeRefusesOtherEncodings(t *testing.T) {
	bz, err := small(t).Program.Encode()
	require.NoError(t, err)
	versionAgain := []byte{0x08, 0x01}
	for _, tc := range []struct {
		name string
		bz   []byte
	}{
		{"a repeated field", append(append([]byte{}, versionAgain...), bz...)},
		{"an unknown field", append(append([]byte{}, bz...), 0xf8, 0x01, 0x01)},
		{"a longer varint", append([]byte{0x08, 0x81, 0x00}, bz[2:]...)},
		{"a field out of order", append(append([]byte{}, bz[2:]...), bz[:2]...)},
		{"a truncated field", bz[:len(bz)-1]},
		{"a length past the end", []byte{0x12, 0xff, 0xff, 0xff, 0xff, 0x0f}},
		{"a node of nothing", append(append([]byte{}, bz...), 0x22, 0)},
		{"a node of too little", append(append([]byte{}, bz...), 0x22, 3, 0x08, 0x01, 0x18)},
		{"a group without an end", append(append([]byte{}, bz...), 0x0b)},
		{"16 MiB and a byte", make([]byte, 16<<20+1)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := graph.Decode(tc.bz)
			require.ErrorIs(t, err, graph.ErrNotCanonical)
		})
	}
}

func TestInputCount(t *testing.T) {
	p := small(t).Program
	require.Equal(t, 1, p.InputCount())
	p.Nodes = p.Nodes[:1]
	require.Equal(t, 1, p.InputCount())
	require.Zero(t, (*graph.Program)(nil).InputCount())
}

func TestParseIDTakesLowerCaseHexOnly(t *testing.T) {
	for _, s := range []string{"", "ab", "AB" + graph.FormatID([32]byte{})[2:], "zz" + graph.FormatID([32]byte{})[2:]} {
		_, err := graph.ParseID(s)
		require.Error(t, err, s)
	}
}
