package tensor_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

func npy(version byte, header string, data []byte) []byte {
	b := append([]byte("\x93NUMPY"), version, 0)
	if version == 1 {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	} else {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(header)))
	}
	return append(append(b, header...), data...)
}

// described is the header of an array of a NumPy type.
func described(descr, shape string) string {
	return fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }   \n", descr, shape)
}

func TestNPYOfEveryNumber(t *testing.T) {
	for descr, want := range map[string]tensor.Type{
		"<f2": tensor.Float16, "<f4": tensor.Float32, "<f8": tensor.Float64, "|i1": tensor.Int8, "<i2": tensor.Int16, "<i4": tensor.Int32,
		"<i8": tensor.Int64, "|u1": tensor.Uint8, "<u2": tensor.Uint16, "<u4": tensor.Uint32, "<u8": tensor.Uint64, "|b1": tensor.Bool,
	} {
		data := bytes.Repeat([]byte{1}, 6*int(want.Size()))
		for _, version := range []byte{1, 2, 3} {
			got, err := tensor.ReadNPY(npy(version, described(descr, "2, 3"), data))
			require.NoError(t, err, descr)
			require.Equal(t, tensor.Tensor{Name: "array", Type: want, Shape: []uint64{2, 3}, Data: data}, got)
		}
	}
}

func TestNPYOfOneNumberAndOfNone(t *testing.T) {
	one, err := tensor.ReadNPY(npy(1, described("<f4", ""), floats(1)))
	require.NoError(t, err)
	require.Empty(t, one.Shape)
	none, err := tensor.ReadNPY(npy(1, described("<f4", "3, 0"), nil))
	require.NoError(t, err)
	require.Equal(t, []uint64{3, 0}, none.Shape)
	require.Empty(t, none.Data)
}

func TestABadNPYIsRefusedWithAReason(t *testing.T) {
	whole := npy(1, described("<f4", "1,"), floats(1))
	for want, b := range map[string][]byte{
		`a .npy of big-endian ">f8": save it with a.astype('<f8')`:      npy(1, described(">f8", "1,"), floats(1, 2)),
		`a .npy of "<c8": save it as numbers`:                           npy(1, described("<c8", "1,"), floats(1, 2)),
		`a .npy of "?": save`:                                           npy(1, described("?", "1,"), floats(1)),
		`a .npy of "xf4", which has no byte order`:                      npy(1, described("xf4", "1,"), floats(1)),
		"Fortran order":                                                 npy(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", floats(1)),
		"lacks descr":                                                   npy(1, "{}", nil),
		"shorter than declared: shape [3] of FLOAT wants 12 bytes, the": npy(1, described("<f4", "3,"), floats(1)),
		"value out of range":                                            npy(1, described("<f4", "99999999999999999999,"), floats(1)),
		`parsing "-1"`:                                                  npy(1, described("<f4", "-1,"), floats(1)),
		"more than 2^40 elements":                                       npy(1, described("<f4", "1099511627776, 1099511627776"), floats(1)),
		"not a .npy file":                                               []byte("PNG"),
		"14 bytes with a header of 61":                                  whole[:14],
		"with a header of 65535, at most 16384":                         append(whole[:8:8], append([]byte{255, 255}, make([]byte, 70_000)...)...),
	} {
		_, err := tensor.ReadNPY(b)
		require.ErrorIs(t, err, tensor.ErrBadTensor, want)
		require.ErrorContains(t, err, want)
	}
}
