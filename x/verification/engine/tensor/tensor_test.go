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
	ints, err := tensor.ReadTensorProto(number(number(header(tensor.Int64), 7, 3), 7, ^uint64(0)))
	require.NoError(t, err)
	require.Equal(t, []byte{3, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255}, ints.Data)
	flags, err := tensor.ReadTensorProto(block(header(tensor.Bool), 5, []byte{1, 0}))
	require.NoError(t, err)
	require.Equal(t, []byte{1, 0}, flags.Data)
}

func TestABadTensorProtoIsRefusedWithAReason(t *testing.T) {
	whole := block(header(tensor.Float32), 9, floats(1, 2))
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"cut short":            {whole[:len(whole)-1], "malformed protobuf"},
		"an endless varint":    {[]byte{0x08, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}, "malformed protobuf"},
		"too little data":      {block(header(tensor.Float32), 9, floats(1)), `shape [2 1] and type FLOAT holds 4 bytes`},
		"no data":              {header(tensor.Float32), "holds 0 bytes"},
		"no type":              {block(number(nil, 1, 1), 9, floats(1)), "elements of UNDEFINED"},
		"half precision":       {block(header(10), 9, []byte{1, 2, 3, 4}), "elements of FLOAT16, want FLOAT"},
		"a shape that is huge": {block(number(number(number(nil, 1, 1<<40), 1, 1<<40), 2, 1), 9, floats(1)), "holds 4 bytes"},
		"a shape of minus one": {block(number(number(nil, 1, ^uint64(0)), 2, 1), 9, floats(1)), "holds 4 bytes"},
		"nine axes":            {block(number(block(nil, 1, []byte{1, 1, 1, 1, 1, 1, 1, 1, 1}), 2, 1), 9, floats(1)), "9 axes"},
		"data twice":           {block(whole, 4, floats(1, 2)), "holds its data twice, in fields [9 4]"},
		"data elsewhere":       {number(header(tensor.Float32), 14, 1), "lies in another file"},
		"a segment":            {block(header(tensor.Float32), 3, nil), "one segment"},
		"the wrong field":      {number(number(header(tensor.Float32), 7, 1), 7, 2), "holds 0 bytes"},
		"floats of 3 bytes":    {block(header(tensor.Float32), 4, []byte{1, 2, 3}), "does not hold 4-byte numbers"},
	} {
		_, err := tensor.ReadTensorProto(c.b)
		require.ErrorContains(t, err, c.want, name)
	}
	_, err := tensor.ReadTensorProto([]byte{0x0b})
	require.ErrorIs(t, err, wire.ErrMalformed, "a group")
}

func npy(version byte, header string, data []byte) []byte {
	b := append([]byte("\x93NUMPY"), version, 0)
	if version == 1 {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	} else {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(header)))
	}
	return append(append(b, header...), data...)
}

func TestNPY(t *testing.T) {
	const good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }   \n"
	for _, version := range []byte{1, 2, 3} {
		got, err := tensor.ReadNPY(npy(version, good, floats(1, 2)))
		require.NoError(t, err)
		require.Equal(t, tensor.Tensor{Name: "array", Type: tensor.Float32, Shape: []uint64{2, 1}, Data: floats(1, 2)}, got)
	}
	for want, b := range map[string][]byte{
		"a .npy of <f8, want <f4":      npy(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", floats(1, 2)),
		"Fortran order":                npy(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", floats(1)),
		"lacks descr":                  npy(1, "{}", nil),
		"shape [3] and type FLOAT":     npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", floats(1)),
		"value out of range":           npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", floats(1)),
		"not a .npy file":              []byte("PNG"),
		"with a header of 65535":       npy(1, good, nil)[:8:8],
		"14 bytes with a header of 63": npy(1, good, nil)[:14],
	} {
		if want == "with a header of 65535" {
			b = append(b, 255, 255, '{', '}')
		}
		_, err := tensor.ReadNPY(b)
		require.ErrorIs(t, err, tensor.ErrBadTensor, want)
		require.ErrorContains(t, err, want)
	}
}

func TestRaw(t *testing.T) {
	got, err := tensor.Raw(floats(1, 2, 3))
	require.NoError(t, err)
	require.Equal(t, []uint64{3}, got.Shape)
	for _, n := range []int{0, 3, 5} {
		_, err = tensor.Raw(make([]byte, n))
		require.ErrorIs(t, err, tensor.ErrBadTensor)
	}
}

func FuzzReadTensorProto(f *testing.F) {
	f.Add(block(header(tensor.Float32), 9, floats(1, 2)))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := tensor.ReadTensorProto(b)
		if err == nil {
			require.NotZero(t, got.Type.Size())
		}
	})
}

func FuzzReadNPY(f *testing.F) {
	f.Add(npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", floats(1, 2)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := tensor.ReadNPY(b); err == nil {
			require.Equal(t, tensor.Float32, got.Type)
		}
	})
}
