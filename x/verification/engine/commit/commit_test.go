package commit_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"
	"lukechampine.com/blake3"
	"lukechampine.com/blake3/bao"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

// content is reproducible filler.
func content(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*7 + i/251)
	}
	return b
}

// drawContent prefers sizes around chunk and group boundaries.
func drawContent(t *rapid.T) []byte {
	n := rapid.OneOf(
		rapid.SampledFrom([]int{1, 4, 1023, 1024, 1025, 2047, 2048, 2049, 3072, 4096, 4097, 16384, 65536, 65537, 262144}),
		rapid.IntRange(1, 300_000),
	).Draw(t, "size")
	return content(n)
}

func TestASliceOpensExactlyItsRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawContent(t)
		size := uint64(len(b))
		offset := rapid.Uint64Range(0, size-1).Draw(t, "offset")
		length := rapid.Uint64Range(1, size-offset).Draw(t, "length")
		s, err := commit.Slice(b, offset, length)
		require.NoError(t, err)
		got, err := commit.VerifySlice(commit.Sum(b), size, offset, length, s)
		require.NoError(t, err)
		require.Equal(t, b[offset:offset+length], got)
	})
}

// Slice takes a shortcut around the library: it hands over only the content from the slice's first chunk on.
func TestSlicesAreThoseOfTheLibraryOnTheWholeContent(t *testing.T) {
	for _, size := range []int{1, 1023, 1024, 1025, 2048, 5000, 65536, 300_001} {
		b := content(size)
		encoded, root := bao.EncodeBuf(b, 0, false)
		require.Equal(t, root, commit.Sum(b))
		for _, offset := range []uint64{0, uint64(size) / 3, uint64(size) - 1} {
			for _, length := range []uint64{1, uint64(size)/5 + 1, uint64(size) - offset} {
				length = min(length, uint64(size)-offset)
				var want bytes.Buffer
				require.NoError(t, bao.ExtractSlice(&want, bytes.NewReader(encoded), nil, 0, offset, length))
				got, err := commit.Slice(b, offset, length)
				require.NoError(t, err)
				require.Equal(t, want.Bytes(), got, "%d bytes at %d of %d", length, offset, size)
			}
		}
	}
}

func TestEmptyContentHasARootAndNothingToOpen(t *testing.T) {
	root := commit.Sum(nil)
	require.Equal(t, blake3.Sum256(nil), root)
	require.Equal(t, []commit.Root{root}, commit.Groups(nil, 0))
	require.NoError(t, commit.VerifyGroups(root, 0, 0, []commit.Root{root}))
	require.NoError(t, commit.VerifyGroup([]commit.Root{root}, 0, 0, 0, nil))
	_, err := commit.Slice(nil, 0, 1)
	require.ErrorIs(t, err, commit.ErrBadSlice)
	_, err = commit.VerifySlice(root, 0, 0, 0, make([]byte, 8))
	require.ErrorIs(t, err, commit.ErrBadSlice)
	_, err = commit.SliceFromGroup([]commit.Root{root}, 0, 0, 0, nil, 0, 1)
	require.ErrorIs(t, err, commit.ErrBadSlice)
}

func TestATamperedSliceIsRefused(t *testing.T) {
	b := content(5000)
	root := commit.Sum(b)
	s, err := commit.Slice(b, 2100, 40)
	require.NoError(t, err)
	for i := range s {
		bad := append([]byte(nil), s...)
		bad[i] ^= 1
		_, err := commit.VerifySlice(root, 5000, 2100, 40, bad)
		require.ErrorIs(t, err, commit.ErrBadSlice, "byte %d", i)
	}
	for n := range s {
		_, err := commit.VerifySlice(root, 5000, 2100, 40, s[:n])
		require.ErrorIs(t, err, commit.ErrBadSlice, "cut to %d", n)
	}
	_, err = commit.VerifySlice(root, 5000, 2100, 40, append(append([]byte(nil), s...), 0))
	require.ErrorIs(t, err, commit.ErrBadSlice, "trailing byte")
}

func TestASliceForAnotherPlaceIsRefused(t *testing.T) {
	b := content(5000)
	root := commit.Sum(b)
	s, err := commit.Slice(b, 2100, 40)
	require.NoError(t, err)
	for name, c := range map[string]struct{ size, offset, length uint64 }{
		"another size":             {5001, 2100, 40},
		"another chunk":            {5000, 1000, 40},
		"a longer run":             {5000, 2100, 4000},
		"no bytes":                 {5000, 2100, 0},
		"past the end":             {5000, 4999, 2},
		"an offset that overflows": {5000, ^uint64(0), 40},
		"a length that overflows":  {5000, 2100, ^uint64(0)},
	} {
		_, err := commit.VerifySlice(root, c.size, c.offset, c.length, s)
		require.ErrorIs(t, err, commit.ErrBadSlice, name)
	}
	huge := append([]byte(nil), s...)
	binary.LittleEndian.PutUint64(huge, ^uint64(0))
	_, err = commit.VerifySlice(root, ^uint64(0), 2100, 40, huge)
	require.ErrorIs(t, err, commit.ErrBadSlice, "a header of 2^64-1")
}

func TestGroupsFoldToTheRootAndGiveTheSameSlices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawContent(t)
		size := uint64(len(b))
		g := commit.GroupLog2(size, rapid.IntRange(1, 40).Draw(t, "groups"))
		cvs := commit.Groups(b, g)
		require.NoError(t, commit.VerifyGroups(blake3.Sum256(b), size, g, cvs))
		offset := rapid.Uint64Range(0, size-1).Draw(t, "offset")
		index := offset / commit.GroupSize(g)
		from := index * commit.GroupSize(g)
		data := b[from:min(from+commit.GroupSize(g), size)]
		require.NoError(t, commit.VerifyGroup(cvs, size, g, index, data))
		length := min(4, from+uint64(len(data))-offset)
		want, err := commit.Slice(b, offset, length)
		require.NoError(t, err)
		got, err := commit.SliceFromGroup(cvs, size, g, index, data, offset, length)
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
}

func TestFalseGroupsAreRefused(t *testing.T) {
	b := content(10_000)
	root, g := commit.Sum(b), uint8(1)
	cvs := commit.Groups(b, g)
	require.Len(t, cvs, 5)
	for i := range cvs {
		bad := append([]commit.Root(nil), cvs...)
		bad[i][0] ^= 1
		require.ErrorIs(t, commit.VerifyGroups(root, 10_000, g, bad), commit.ErrBadSlice)
	}
	require.ErrorIs(t, commit.VerifyGroups(root, 10_000, g, cvs[:4]), commit.ErrBadSlice)
	require.ErrorIs(t, commit.VerifyGroups(root, 10_000, 200, cvs), commit.ErrBadSlice)
	require.ErrorIs(t, commit.VerifyGroup(cvs, 10_000, g, 1, b[:2048]), commit.ErrBadSlice)
	require.ErrorIs(t, commit.VerifyGroup(cvs, 10_000, g, 5, b[:2048]), commit.ErrBadSlice)
	require.ErrorIs(t, commit.VerifyGroup(cvs, 10_000, g, 4, b[8192:9999]), commit.ErrBadSlice)
	_, err := commit.SliceFromGroup(cvs, 10_000, g, 1, b[2048:4096], 4095, 2)
	require.ErrorIs(t, err, commit.ErrBadSlice, "a run across two groups")
}

func TestATraceOpensAtEachNode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := make([]commit.Root, rapid.IntRange(1, 200).Draw(t, "nodes"))
		for i := range list {
			list[i] = commit.Sum([]byte{byte(i)})
		}
		i := uint32(rapid.IntRange(0, len(list)-1).Draw(t, "index"))
		path, err := commit.OpenTrace(list, i)
		require.NoError(t, err)
		root, n := commit.TraceRoot(list), uint32(len(list))
		require.NoError(t, commit.VerifyTrace(root, n, i, list[i], path))
		require.ErrorIs(t, commit.VerifyTrace(root, n, i, commit.Sum(nil), path), commit.ErrBadSlice)
		require.ErrorIs(t, commit.VerifyTrace(root, n+1, i, list[i], path), commit.ErrBadSlice)
		require.ErrorIs(t, commit.VerifyTrace(root, n, n, list[i], path), commit.ErrBadSlice)
	})
}

// The golden values pin the format: a change of any of them would orphan every receipt ever made.
func TestGoldenCommitments(t *testing.T) {
	root := commit.Sum([]byte("surety"))
	node := commit.Node(1, []uint64{1, 28, 28, 8}, root)
	trace := commit.TraceRoot([]commit.Root{root, node})
	require.Equal(t, goldenRoot, hex.EncodeToString(root[:]))
	require.Equal(t, goldenNode, hex.EncodeToString(node[:]))
	require.Equal(t, goldenTrace, hex.EncodeToString(trace[:]))
	require.NotEqual(t, node, commit.Node(1, []uint64{1, 28, 28, 8, 1}, root), "the rank is committed to")
	require.NotEqual(t, node, commit.Node(2, []uint64{1, 28, 28, 8}, root), "the type is committed to")
}
