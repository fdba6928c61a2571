package tensor_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// floats are little-endian float32.
func floats(v ...float32) (b []byte) {
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

func number(b []byte, field protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(b, field, protowire.VarintType), v)
}

func block(b []byte, field protowire.Number, v []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, field, protowire.BytesType), v)
}

// header is dims 2 by 1 and a type.
func header(kind tensor.Type) []byte {
	return number(number(number(nil, 1, 2), 1, 1), 2, uint64(kind))
}

func TestATensorProtoHoldsItsDataInOneOfSeveralFields(t *testing.T) {
	want := floats(1.5, -2)
	unpacked := header(tensor.Float32)
	for _, v := range []float32{1.5, -2} {
		unpacked = protowire.AppendFixed32(protowire.AppendTag(unpacked, 4, protowire.Fixed32Type), math.Float32bits(v))
	}
	for name, b := range map[string][]byte{
		"raw data":         block(header(tensor.Float32), 9, want),
		"packed floats":    block(header(tensor.Float32), 4, want),
		"unpacked floats":  unpacked,
		"an unknown field": block(block(header(tensor.Float32), 9, want), 99, []byte("ignored")),
		"packed dims":      block(number(block(nil, 1, []byte{2, 1}), 2, 1), 9, want),
	} {
		got, err := tensor.ReadTensorProto(b)
		require.NoError(t, err, name)
		require.Equal(t, tensor.Tensor{Type: tensor.Float32, Shape: []uint64{2, 1}, Data: want}, got, name)
	}
}

func TestABadTensorProtoIsRefusedWithAReason(t *testing.T) {
	whole := block(header(tensor.Float32), 9, floats(1, 2))
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"cut short":                  {whole[:len(whole)-1], "malformed protobuf"},
		"an endless varint":          {[]byte{0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}, "malformed protobuf"},
		"too little data":            {block(header(tensor.Float32), 9, floats(1)), `"" is shorter than declared: shape [2 1] of FLOAT wants 8 bytes, the file gives 4`},
		"too much data":              {block(header(tensor.Float32), 9, floats(1, 2, 3)), "longer than declared: shape [2 1] of FLOAT wants 8 bytes, the file gives 12"},
		"too few numbers":            {number(header(tensor.Int64), 7, 1), "shorter than declared: shape [2 1] of INT64 wants 2 numbers, the file gives 1"},
		"too many numbers":           {block(header(tensor.Int8), 5, []byte{1, 2, 3}), "longer than declared: shape [2 1] of INT8 wants 2 numbers, the file gives 3"},
		"no data":                    {header(tensor.Float32), "wants 8 bytes, the file gives 0"},
		"data where none is":         {block(number(number(nil, 1, 0), 2, 1), 9, floats(1)), "wants 0 bytes, the file gives 4"},
		"a number too large":         {number(number(header(tensor.Int8), 5, 1), 5, 256), "number 1 in field 5 is 256, which INT8 does not hold"},
		"a number too small":         {number(number(header(tensor.Uint8), 5, ^uint64(128)), 5, 1), "number 0 in field 5 is -129, which UINT8 does not hold"},
		"no type":                    {block(number(nil, 1, 1), 9, floats(1)), "no element type (field data_type)"},
		"strings":                    {block(header(tensor.String), 6, []byte("a")), "holds STRING elements, strings are not supported"},
		"complex numbers":            {block(header(tensor.Complex64), 4, floats(1, 2, 3, 4)), "elements of COMPLEX64, which are not supported"},
		"a type to come":             {block(header(27), 9, []byte{1, 2, 3, 4}), "elements of type 27, which are not supported"},
		"a shape that is huge":       {block(number(number(number(nil, 1, 1<<40), 1, 1<<40), 2, 1), 9, floats(1)), "more than 2^40 elements"},
		"a shape of minus one":       {block(number(number(nil, 1, ^uint64(0)), 2, 1), 9, floats(1)), "extent -1 of axis 0 is negative (field dims)"},
		"a huge and an empty extent": {block(number(number(number(number(nil, 1, 1<<40), 1, 1<<40), 1, 0), 2, 1), 9, nil), "more than 2^40 elements"},
		"declared far longer":        {number(number(number(nil, 1, 1<<40), 2, 7), 7, 1), "shorter than declared: shape [1099511627776] of INT64"},
		"nine axes":                  {block(number(block(nil, 1, []byte{1, 1, 1, 1, 1, 1, 1, 1, 1}), 2, 1), 9, floats(1)), "more than 8 axes"},
		"data twice":                 {block(whole, 4, floats(1, 2)), "holds its data twice, in fields [9 4]"},
		"data elsewhere":             {number(header(tensor.Float32), 14, 1), "lies in another file (field data_location)"},
		"a segment":                  {block(header(tensor.Float32), 3, nil), "one segment"},
		"the wrong field":            {number(number(header(tensor.Float32), 7, 1), 7, 2), "holds its data in field 7, that of FLOAT is raw_data (9) or field 4"},
		"floats of 3 bytes":          {block(header(tensor.Float32), 4, []byte{1, 2, 3}), "does not hold 4-byte numbers"},
		"raw data as a number":       {number(header(tensor.Float32), 9, 1), "field 9 is not length-delimited"},
		"dims as text":               {protowire.AppendFixed32(protowire.AppendTag(nil, 1, protowire.Fixed32Type), 1), "field 1 does not hold varints"},
	} {
		_, err := tensor.ReadTensorProto(c.b)
		require.ErrorContains(t, err, c.want, name)
	}
	_, err := tensor.ReadTensorProto([]byte{0x0b})
	require.ErrorIs(t, err, wire.ErrMalformed, "a group")
}

func TestRaw(t *testing.T) {
	got, err := tensor.Raw(floats(1, 2, 3))
	require.NoError(t, err)
	require.Equal(t, []uint64{3}, got.Shape)
	for _, n := range []int{0, 3, 5} {
		_, err = tensor.Raw(make([]byte, n))
		require.ErrorIs(t, err, tensor.ErrBadTensor)
	}
	got, err = tensor.RawOf([]byte{1, 0, 2, 0}, tensor.Uint16)
	require.NoError(t, err)
	require.Equal(t, tensor.Tensor{Type: tensor.Uint16, Shape: []uint64{2}, Data: []byte{1, 0, 2, 0}}, got)
	_, err = tensor.RawOf([]byte{1, 0, 2}, tensor.Uint16)
	require.ErrorContains(t, err, "3 bytes are not a whole number of UINT16, of 2 bytes each")
	_, err = tensor.RawOf([]byte{1}, tensor.String)
	require.ErrorIs(t, err, tensor.ErrUnsupported)
}

func TestWhatTheEngineDoesNotHaveIsToldApartFromWhatIsBroken(t *testing.T) {
	for name, b := range map[string][]byte{
		"strings": block(header(tensor.String), 6, []byte("a")), "data elsewhere": number(header(tensor.Float32), 14, 1),
		"a list": npy(1, "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", []byte{1}),
	} {
		_, err := tensor.ReadTensorProto(b)
		if name == "a list" {
			_, err = tensor.ReadNPY(b)
		}
		require.ErrorIs(t, err, tensor.ErrUnsupported, name)
		require.ErrorIs(t, err, tensor.ErrBadTensor, name)
	}
	_, err := tensor.ReadTensorProto(header(tensor.Float32))
	require.NotErrorIs(t, err, tensor.ErrUnsupported)
}
