package commit_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/bounded"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

// spare is what an error and its parts take, whatever is checked.
const spare = 4 << 10

// FuzzVerifySlice finds that no bytes open what a root does not commit to. Run it with `go test -fuzz FuzzVerifySlice`.
func FuzzVerifySlice(f *testing.F) {
	b := content(3000)
	s, err := commit.Slice(b, 1500, 8)
	require.NoError(f, err)
	f.Add(uint64(3000), uint64(1500), uint64(8), s)
	f.Add(^uint64(0), uint64(0), uint64(1), []byte{255, 255, 255, 255, 255, 255, 255, 255})
	f.Add(uint64(3000), uint64(0), uint64(3000), b)
	root := commit.Sum(b)
	f.Fuzz(func(t *testing.T, size, offset, length uint64, slice []byte) {
		bounded.Allocates(t, spare+uint64(len(slice)), func() {
			got, err := commit.VerifySlice(root, size, offset, length, slice)
			if err == nil {
				require.EqualValues(t, 3000, size)
				require.Equal(t, b[offset:offset+length], got)
			}
		})
	})
}

// FuzzVerifyTrace finds that no bytes put a node into a trace that it is not in. Run it with `go test -fuzz FuzzVerifyTrace`.
func FuzzVerifyTrace(f *testing.F) {
	list := make([]commit.Root, 100)
	for i := range list {
		list[i] = commit.Sum([]byte{byte(i)})
	}
	root, count := commit.TraceRoot(list), uint32(len(list))
	for _, i := range []uint32{0, 31, 32, 99} {
		path, err := commit.OpenTrace(list, i)
		require.NoError(f, err)
		f.Add(count, i, byte(i), path)
	}
	f.Add(^uint32(0), ^uint32(0), byte(0), []byte{0xe0, 255, 255, 255, 0x1f, 0, 0, 0})
	f.Fuzz(func(t *testing.T, nodes, index uint32, of byte, path []byte) {
		bounded.Allocates(t, spare+uint64(len(path)), func() {
			if err := commit.VerifyTrace(root, nodes, index, commit.Sum([]byte{of}), path); err == nil {
				require.Equal(t, count, nodes)
				require.Equal(t, uint32(of), index)
			}
		})
	})
}

// FuzzVerifyGroups finds that no chaining values fold to the root of content of a known size, and no bytes are a group of it, but the right
// ones; and that a slice made from a group that passed opens. Run it with `go test -fuzz FuzzVerifyGroups`.
func FuzzVerifyGroups(f *testing.F) {
	b := content(10_000)
	root := commit.Sum(b)
	for _, g := range []uint8{0, 1, 3, 4} {
		list := commit.TraceList(commit.Groups(b, g))
		f.Add(uint64(len(b)), g, uint64(0), list, b[:min(commit.GroupSize(g), 10_000)], uint64(3), uint64(40))
	}
	f.Add(^uint64(0), uint8(40), uint64(1)<<13, make([]byte, 32*64), []byte{1}, ^uint64(0), uint64(2))
	f.Fuzz(func(t *testing.T, size uint64, g uint8, index uint64, list, data []byte, offset, length uint64) {
		cvs := make([]commit.Root, len(list)/32)
		for i := range cvs {
			copy(cvs[i][:], list[32*i:])
		}
		var folds, fits bool
		var s []byte
		var err error
		bounded.Allocates(t, spare+16*uint64(len(list)+len(data)), func() { // hashing a group of several chunks takes 5 for each byte
			folds = commit.VerifyGroups(root, size, g, cvs) == nil
			fits = commit.VerifyGroup(cvs, size, g, index, data) == nil
			s, err = commit.SliceFromGroup(cvs, size, g, index, data, offset, length)
		})
		if !folds || size != uint64(len(b)) { // values that fold for one size fold for every size of as many groups
			return
		}
		require.Equal(t, commit.Groups(b, g), cvs)
		if fits {
			from := index * commit.GroupSize(g)
			require.Equal(t, b[from:from+uint64(len(data))], data)
		}
		if err == nil {
			_, err = commit.VerifySlice(root, size, offset, length, s)
			require.NoError(t, err)
		}
	})
}
