package commit

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"lukechampine.com/blake3/guts"
)

// A provider that must show a large tensor first shows the chaining values of its groups: subtrees of 2^g chunks. They fold to
// the root as BLAKE3 folds its tree (section 2.1 of the BLAKE3 paper: the left subtree is the largest power of two of chunks
// that leaves something to the right), so that they are checked against the root alone.

// GroupLog2 is the smallest g for which content of size bytes has at most maxGroups groups of 2^g chunks. It stops at 40: a
// group of a pebibyte.
func GroupLog2(size uint64, maxGroups int) uint8 {
	g := uint8(0)
	for g < 40 && groupCount(size, g) > uint64(max(maxGroups, 1)) {
		g++
	}
	return g
}

// GroupSize is the size of a whole group, in bytes.
func GroupSize(g uint8) uint64 { return chunkSize << g }

// groupCount is how many groups content has; empty content has one.
func groupCount(size uint64, g uint8) uint64 {
	if size == 0 {
		return 1
	}
	return (size-1)/GroupSize(g) + 1
}

// Groups returns the chaining values of b's groups. A single group's is the root itself.
func Groups(b []byte, g uint8) []Root {
	size := uint64(len(b))
	n := groupCount(size, g)
	if n == 1 {
		return []Root{Sum(b)}
	}
	out := make([]Root, n)
	for i := range out {
		from := uint64(i) * GroupSize(g)
		to := min(from+GroupSize(g), size)
		out[i] = toRoot(guts.ChainingValue(subtree(b[from:to], from/chunkSize)))
	}
	return out
}

// VerifyGroups checks that chaining values fold to the root of content of size bytes.
func VerifyGroups(root Root, size uint64, g uint8, cvs []Root) error {
	got, err := FoldGroups(size, g, cvs)
	if err == nil && got != root {
		err = fmt.Errorf("%w: the chaining values fold to %x, not to %x", ErrBadSlice, got, root)
	}
	return err
}

// VerifyGroup checks that data is the group at index of content of size bytes. The chaining values must have passed VerifyGroups.
func VerifyGroup(cvs []Root, size uint64, g uint8, index uint64, data []byte) error {
	from, length, err := groupSpan(cvs, size, g, index)
	if err != nil {
		return err
	}
	if uint64(len(data)) != length {
		return fmt.Errorf("%w: group %d has %d bytes, not %d", ErrBadSlice, index, length, len(data))
	}
	got := Sum(data)
	if len(cvs) > 1 {
		got = toRoot(guts.ChainingValue(subtree(data, from/chunkSize)))
	}
	if got != cvs[index] {
		return fmt.Errorf("%w: the bytes given are not those of group %d", ErrBadSlice, index)
	}
	return nil
}

// groupSpan is where a group lies.
func groupSpan(cvs []Root, size uint64, g uint8, index uint64) (from, length uint64, err error) {
	if g > 40 || uint64(len(cvs)) != groupCount(size, g) || index >= uint64(len(cvs)) {
		return 0, 0, fmt.Errorf("%w: there is no group %d among %d of 2^%d chunks in %d bytes", ErrBadSlice, index, len(cvs), g, size)
	}
	from = index * GroupSize(g)
	return from, min(GroupSize(g), size-from), nil
}

// SliceFromGroup builds the slice of a run that lies inside one group from the disclosed chaining values and the group's bytes:
// the same bytes that Slice gives on the whole content.
func SliceFromGroup(cvs []Root, size uint64, g uint8, index uint64, data []byte, offset, length uint64) ([]byte, error) {
	from, n, err := groupSpan(cvs, size, g, index)
	if err != nil {
		return nil, err
	}
	if err := VerifyGroup(cvs, size, g, index, data); err != nil {
		return nil, err
	}
	if length == 0 || offset < from || offset-from > n || length > n-(offset-from) {
		return nil, fmt.Errorf("%w: a run of %d bytes at %d is not inside group %d", ErrBadSlice, length, offset, index)
	}
	b := builder{cvs: cvs, group: GroupSize(g), from: from, data: data, offset: offset, length: length}
	b.out = binary.LittleEndian.AppendUint64(nil, size)
	b.above(0, size)
	return b.out, nil
}

// builder writes a slice in bao's pre-order.
type builder struct {
	cvs            []Root
	group, from    uint64
	data, out      []byte
	offset, length uint64
}

// above descends from the root to the group.
func (b *builder) above(pos, size uint64) {
	if size <= b.group {
		if pos == b.from {
			b.within(pos, size)
		}
		return
	}
	mid := split(size)
	left, right := b.span(pos, mid), b.span(pos+mid, size-mid)
	if b.from < pos || b.from >= pos+size {
		return
	}
	b.out = append(append(b.out, left[:]...), right[:]...)
	b.above(pos, mid)
	b.above(pos+mid, size-mid)
}

// span is the chaining value of a subtree made of whole groups.
func (b *builder) span(pos, size uint64) Root {
	cv := foldCV(b.cvs[pos/b.group : (pos+size-1)/b.group+1])
	return toRoot(cv)
}

// within descends inside the group to the chunks of the run.
func (b *builder) within(pos, size uint64) {
	if pos >= b.offset+b.length || b.offset >= pos+size {
		return
	}
	rel := pos - b.from
	if size <= chunkSize {
		b.out = append(b.out, b.data[rel:rel+size]...)
		return
	}
	mid := split(size)
	left := toRoot(guts.ChainingValue(subtree(b.data[rel:rel+mid], pos/chunkSize)))
	right := toRoot(guts.ChainingValue(subtree(b.data[rel+mid:rel+size], (pos+mid)/chunkSize)))
	b.out = append(append(b.out, left[:]...), right[:]...)
	b.within(pos, mid)
	b.within(pos+mid, size-mid)
}

// split is the size of the left subtree: the largest power of two below size.
func split(size uint64) uint64 { return 1 << (bits.Len64(size-1) - 1) }

// subtree is the node of some chunks, the first of which is chunk number counter.
func subtree(b []byte, counter uint64) guts.Node {
	if len(b) <= chunkSize {
		return guts.CompressChunk(b, &guts.IV, counter, 0)
	}
	mid := split(uint64(len(b)))
	left, right := subtree(b[:mid], counter), subtree(b[mid:], counter+mid/chunkSize)
	return guts.ParentNode(guts.ChainingValue(left), guts.ChainingValue(right), &guts.IV, 0)
}

// fold is the root over groups' chaining values.
func fold(cvs []Root) Root {
	if len(cvs) == 1 {
		return cvs[0]
	}
	return toRoot(guts.ChainingValue(parent(cvs, guts.FlagRoot)))
}

func foldCV(cvs []Root) [8]uint32 {
	if len(cvs) == 1 {
		return fromRoot(cvs[0])
	}
	return guts.ChainingValue(parent(cvs, 0))
}

func parent(cvs []Root, flags uint32) guts.Node {
	mid := split(uint64(len(cvs)))
	return guts.ParentNode(foldCV(cvs[:mid]), foldCV(cvs[mid:]), &guts.IV, flags)
}

func toRoot(cv [8]uint32) (r Root) {
	for i, w := range cv {
		binary.LittleEndian.PutUint32(r[4*i:], w)
	}
	return r
}

func fromRoot(r Root) (cv [8]uint32) {
	for i := range cv {
		cv[i] = binary.LittleEndian.Uint32(r[4*i:])
	}
	return cv
}

// FoldGroups is the root that chaining values of groups fold to, or ErrBadSlice if content of size bytes has another number of
// groups.
func FoldGroups(size uint64, g uint8, cvs []Root) (Root, error) {
	if g > 40 || uint64(len(cvs)) != groupCount(size, g) {
		return Root{}, fmt.Errorf("%w: content of %d bytes has not %d groups of 2^%d chunks", ErrBadSlice, size, len(cvs), g)
	}
	return fold(cvs), nil
}
