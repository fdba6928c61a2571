package onnx_test

import (
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/onnx/conformance"
	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
)

// layout says which fields of a message are messages themselves; the fields in it that map to nil are numbers or names to change.
type layout map[int]layout

// modelLayout is that of the parts of a ModelProto which an import reads. Graphs may lie in attributes of graphs.
var (
	tensorLayout    = layout{1: nil, 2: nil, 7: nil, 5: nil}
	infoLayout      = layout{2: {1: {1: nil, 2: {1: {1: nil}}}}}
	attributeLayout = layout{2: nil, 3: nil, 4: nil, 5: tensorLayout, 7: nil, 8: nil, 20: nil}
	graphLayout     = layout{1: {1: nil, 2: nil, 4: nil, 5: attributeLayout}, 5: tensorLayout, 11: infoLayout, 12: infoLayout}
	modelLayout     = layout{7: graphLayout, 8: {2: nil}}
)

func init() { attributeLayout[6] = graphLayout }

// change rewrites a message with its leaf at changed to number or name, and counts the leaves in seen.
type change struct {
	at, seen int
	number   uint64
	name     string
}

func (c *change) message(b []byte, l layout) []byte {
	var out []byte
	_ = wire.Each(b, func(f wire.Field) error {
		number := protowire.Number(f.Number)
		inner, listed := l[f.Number]
		switch f.Type {
		case protowire.VarintType:
			v := f.Value
			if listed && c.hit() {
				v = c.number
			}
			out = protowire.AppendVarint(protowire.AppendTag(out, number, f.Type), v)
		case protowire.Fixed32Type:
			v := f.Value
			if listed && c.hit() {
				v = c.number
			}
			out = protowire.AppendFixed32(protowire.AppendTag(out, number, f.Type), uint32(v))
		default:
			content := f.Bytes
			switch {
			case inner != nil:
				content = c.message(content, inner)
			case listed && c.hit():
				content = []byte(c.name)
			}
			out = protowire.AppendBytes(protowire.AppendTag(out, number, protowire.BytesType), content)
		}
		return nil
	})
	return out
}

func (c *change) hit() bool {
	c.seen++
	return c.seen-1 == c.at
}

// setting is a number from the environment.
func setting(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, name)
	return n
}

// Every model of ONNX's suite, with one number or name of it changed, is imported or refused: no operator fails on what it did not expect.
// SURETY_CHANGES says how many changes of each model are tried, SURETY_SEED which.
func TestASuiteWithOneThingChangedIsImportedOrRefused(t *testing.T) {
	cases, err := conformance.Find(vectors.Dir(t, "onnx", "node"))
	require.NoError(t, err)
	changes, seed := setting(t, "SURETY_CHANGES", 5), setting(t, "SURETY_SEED", 20261123)
	numbers := []uint64{0, 1, 2, 3, 5, 7, 11, 16, 1 << 20, 1 << 31, 1 << 40, 1 << 62, 1 << 63, math.MaxUint64, math.MaxUint64 - 1}
	t.Logf("SURETY_SEED=%d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for _, c := range cases {
		b, err := os.ReadFile(c.Model)
		require.NoError(t, err)
		whole := &change{at: -1}
		require.Equal(t, b, whole.message(b, modelLayout))
		for range changes {
			edit := &change{at: random.IntN(whole.seen), number: numbers[random.IntN(len(numbers))], name: strings.Repeat("x", random.IntN(3))}
			m, err := onnx.Import(edit.message(b, modelLayout), onnx.Options{})
			require.NotErrorIs(t, err, onnx.ErrFault, "%s, leaf %d becomes %d or %q", c.Name, edit.at, edit.number, edit.name)
			if err == nil {
				require.NoError(t, m.Program.Validate(graph.DefaultLimits()))
			}
		}
	}
}
