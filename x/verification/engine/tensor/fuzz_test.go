package tensor_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/bounded"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// allowance is what the package says that reading a file allocates at most.
func allowance(b []byte) uint64 { return 64<<10 + 8*uint64(len(b)) }

// whole says that a tensor which was read holds what it declares.
func whole(t *testing.T, got tensor.Tensor) {
	t.Helper()
	size := got.Type.Size()
	require.NotZero(t, size)
	for _, extent := range got.Shape {
		size *= extent
	}
	require.EqualValues(t, size, len(got.Data))
}

// FuzzReadTensorProto: any bytes give a whole tensor or an error. Run it with `go test -fuzz FuzzReadTensorProto`.
func FuzzReadTensorProto(f *testing.F) {
	f.Add(block(header(tensor.Float32), 9, floats(1, 2)))
	f.Add(block(header(tensor.Int4), 5, []byte{0x7f}))
	f.Add(block(number(number(nil, 1, 300), 2, 7), 7, make([]byte, 300)))
	f.Add(number(block(header(tensor.Float64), 10, floats(1, 2, 3, 4)), 14, 0))
	f.Add(block(number(number(nil, 1, 0), 2, 26), 9, nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		bounded.Allocates(t, allowance(b), func() {
			if got, err := tensor.ReadTensorProto(b); err == nil {
				whole(t, got)
			}
		})
	})
}

// FuzzReadNPY: any bytes give a whole tensor or an error. Run it with `go test -fuzz FuzzReadNPY`.
func FuzzReadNPY(f *testing.F) {
	f.Add(npy(1, described("<f4", "2, 1"), floats(1, 2)))
	f.Add(npy(2, described("|b1", "2,"), []byte{0, 255}))
	f.Add(npy(3, described("<i8", "4294967296, 4294967296, 0"), nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		bounded.Allocates(t, allowance(b), func() {
			if got, err := tensor.ReadNPY(b); err == nil {
				whole(t, got)
			}
		})
	})
}
