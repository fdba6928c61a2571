package graph

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

const elementBytes = 4

// sliceSize walks the hash tree of size bytes and counts what a bao slice of a run holds.
func sliceSize(size, offset, length uint64) uint64 {
	var walk func(at, size uint64) uint64
	walk = func(at, size uint64) uint64 {
		if at >= offset+length || at+size <= offset {
			return 0
		}
		if size <= 1024 {
			return size
		}
		left := uint64(1) << (bits.Len64(size-1) - 1)
		return 64 + walk(at, left) + walk(at+left, size-left)
	}
	return 8 + walk(0, size)
}

// The bound holds for every place of a run, and the worst place comes close to it.
func TestSliceBytesBoundsEveryOffsetTightly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		elements := rapid.Uint64Range(1, 20_000).Draw(t, "elements")
		count := rapid.Uint64Range(1, min(elements, 3000)).Draw(t, "run")
		size, length := elements*elementBytes, count*elementBytes
		worst := uint64(0)
		for offset := uint64(0); offset+length <= size; offset += elementBytes {
			worst = max(worst, sliceSize(size, offset, length))
		}
		bound := sliceBytes(size, length, elementBytes)
		require.LessOrEqual(t, worst, bound)
		require.LessOrEqual(t, bound, worst+1024+10*64, "size %d, run of %d", size, length)
	})
}

// The middle of a full tree is the worst place there is; the bound meets it but for the root that both sides share.
func TestSliceBytesIsMetInTheMiddle(t *testing.T) {
	for _, depth := range []uint64{1, 5, 20, 40} {
		size := uint64(1024) << depth
		require.Equal(t, 8+depth*64+1024, sliceBytes(size, 4, 4))
		require.Equal(t, sliceSize(size, 0, 4), sliceBytes(size, 4, 4))
		across := sliceSize(size, size/2-4, 8)
		require.Equal(t, 8+2*1024+(2*depth-1)*64, across)
		require.LessOrEqual(t, across, sliceBytes(size, 8, 4))
		require.LessOrEqual(t, sliceBytes(size, 8, 4), across+64)
	}
}
