package tensor_test

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protowire"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// widths are the bits of each type that is read, negative where the type is signed.
var widths = map[tensor.Type]int{
	tensor.Float32: 32, tensor.Uint8: 8, tensor.Int8: -8, tensor.Uint16: 16, tensor.Int16: -16, tensor.Int32: -32, tensor.Int64: -64,
	tensor.Bool: 1, tensor.Float16: 16, tensor.Float64: 64, tensor.Uint32: 32, tensor.Uint64: 64, tensor.BFloat16: 16,
	tensor.Float8E4M3FN: 8, tensor.Float8E4M3FNUZ: 8, tensor.Float8E5M2: 8, tensor.Float8E5M2FNUZ: 8, tensor.Uint4: 4, tensor.Int4: -4,
	tensor.Float4E2M1: 4, tensor.Float8E8M0: 8, tensor.Uint2: 2, tensor.Int2: -2,
}

// elementsOf draws elements of a type: as the engine holds them, and as a file packs them.
func elementsOf(t *rapid.T, kind tensor.Type, n int) (held, packed []byte) {
	width, signed := widths[kind], widths[kind] < 0
	if signed {
		width = -width
	}
	place := max(width, 2) // bits in a file
	if kind == tensor.Bool {
		place = 8
	}
	packed = make([]byte, (n*place+7)/8)
	for i := range n {
		v := rapid.Uint64().Draw(t, "element") & (1<<width - 1)
		var full [8]byte
		binary.LittleEndian.PutUint64(full[:], v<<(i*place%8))
		for j, b := range full[:max(place/8, 1)] {
			packed[i*place/8+j] |= b
		}
		if signed && v>>(width-1) == 1 {
			v |= ^uint64(0) << width
		}
		binary.LittleEndian.PutUint64(full[:], v)
		held = append(held, full[:kind.Size()]...)
	}
	return held, packed
}

// typed is packed elements in the field that a type has besides raw_data. Negative numbers of up to 32 bits are written either way.
func typed(kind tensor.Type, packed []byte, extended bool) []byte {
	field, size := protowire.Number(5), int(kind.Size())
	switch kind {
	case tensor.Float32:
		return block(nil, 4, packed)
	case tensor.Float64:
		return block(nil, 10, packed)
	case tensor.Int64:
		field = 7
	case tensor.Uint32, tensor.Uint64:
		field = 11
	default:
	}
	var list []byte
	for i := 0; i < len(packed); i += size {
		var full [8]byte
		copy(full[:], packed[i:i+size])
		v := binary.LittleEndian.Uint64(full[:])
		if width := -widths[kind]; extended && width >= 8 && v>>(width-1) == 1 {
			v |= ^uint64(0) << (width - 1)
		}
		list = protowire.AppendVarint(list, v)
	}
	return block(nil, field, list)
}

func TestEveryTypeIsReadFromItsOwnFieldAndFromRawData(t *testing.T) {
	for kind := range widths {
		t.Run(kind.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				shape := rapid.SliceOfN(rapid.Uint64Range(0, 5), 0, 3).Draw(t, "shape")
				n := uint64(1)
				head := number(nil, 2, uint64(kind))
				for _, extent := range shape {
					n *= extent
					head = number(head, 1, extent)
				}
				held, packed := elementsOf(t, kind, int(n))
				extended := rapid.Bool().Draw(t, "sign extended")
				for name, b := range map[string][]byte{
					"raw": block(head, 9, packed), "typed": append(typed(kind, packed, extended), head...),
				} {
					got, err := tensor.ReadTensorProto(b)
					require.NoError(t, err, name)
					require.Equal(t, kind, got.Type)
					require.True(t, string(held) == string(got.Data), "%s: %x, want %x", name, got.Data, held)
				}
			})
		})
	}
}

func TestTypesHaveONNXsNumbersAndNames(t *testing.T) {
	names := []string{
		"UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16", "DOUBLE", "UINT32", "UINT64",
		"COMPLEX64", "COMPLEX128", "BFLOAT16", "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4", "INT4",
		"FLOAT4E2M1", "FLOAT8E8M0", "UINT2", "INT2", "type 27",
	}
	for number, name := range names {
		kind := tensor.Type(number)
		require.Equal(t, name, kind.String())
		_, read := widths[kind]
		require.Equal(t, read, kind.Size() > 0, name)
	}
	require.Equal(t, "INT2", tensor.Int2.String())
	require.EqualValues(t, 8, tensor.Float64.Size())
	require.EqualValues(t, 1, tensor.Int2.Size())
}

func TestAnyTrueIsOne(t *testing.T) {
	for name, b := range map[string][]byte{
		"raw": block(header(tensor.Bool), 9, []byte{0, 7}), "typed": number(number(header(tensor.Bool), 5, 0), 5, 1<<40),
	} {
		got, err := tensor.ReadTensorProto(b)
		require.NoError(t, err, name)
		require.Equal(t, []byte{0, 1}, got.Data, name)
	}
}
