// Package commit is the engine's one way to commit to bytes and to open a part of them: BLAKE3 for the commitment, a bao slice
// (chunk group 0) for the opening. Everything here is integer work on bounded input, runs in consensus, and answers hostile
// input with an error.
package commit

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"lukechampine.com/blake3"
	"lukechampine.com/blake3/bao"
	"lukechampine.com/blake3/guts"
)

// Root is a BLAKE3 hash.
type Root = [32]byte

const (
	// chunkSize is BLAKE3's chunk, in bytes.
	chunkSize = guts.ChunkSize
	// headerSize is bao's length header, in bytes.
	headerSize = 8
	// nodeTag separates node commitments from every other hash.
	nodeTag = "surety/node/v1"
)

// ErrBadSlice says that an opening does not fit its commitment.
var ErrBadSlice = errors.New("commit: the slice does not open the commitment")

// Sum is the root of b.
func Sum(b []byte) Root { return blake3.Sum256(b) }

// Slice returns the bao slice of length bytes of b at offset; length is at least 1.
func Slice(b []byte, offset, length uint64) ([]byte, error) {
	if err := inside(uint64(len(b)), offset, length); err != nil {
		return nil, err
	}
	outboard, _ := bao.EncodeBuf(b, 0, true)
	first := offset / chunkSize * chunkSize // the library wants the content from the slice's first chunk on
	var out bytes.Buffer
	if err := bao.ExtractSlice(&out, bytes.NewReader(b[first:]), bytes.NewReader(outboard), 0, offset, length); err != nil {
		return nil, fmt.Errorf("commit: %w", err)
	}
	return out.Bytes(), nil
}

// VerifySlice returns the length bytes at offset of the content of size bytes under root, as the slice opens them. For given
// size, offset and length there is exactly one encoding that passes. It allocates no more than the slice's own length.
func VerifySlice(root Root, size, offset, length uint64, slice []byte) ([]byte, error) {
	if err := inside(size, offset, length); err != nil {
		return nil, err
	}
	if len(slice) < headerSize || binary.LittleEndian.Uint64(slice) != size {
		return nil, fmt.Errorf("%w: its header does not say %d bytes", ErrBadSlice, size)
	}
	if length > uint64(len(slice)) {
		return nil, fmt.Errorf("%w: %d bytes cannot hold a run of %d", ErrBadSlice, len(slice), length)
	}
	got, ok := bao.VerifySlice(slice, 0, offset, length, root)
	if !ok || uint64(len(got)) != length {
		return nil, fmt.Errorf("%w: bytes %d to %d of %d under %x", ErrBadSlice, offset, offset+length, size, root)
	}
	return got, nil
}

// inside checks that a run lies in content of a size.
func inside(size, offset, length uint64) error {
	if length == 0 || offset > size || length > size-offset {
		return fmt.Errorf("%w: a run of %d bytes at %d is not inside %d bytes", ErrBadSlice, length, offset, size)
	}
	return nil
}

// Node is the commitment to a tensor: BLAKE3 over a tag, the element type, the rank, the extents and the content's root, each
// number as 8 bytes little-endian.
func Node(dtype uint32, shape []uint64, root Root) Root {
	b := make([]byte, 0, len(nodeTag)+16+8*len(shape)+len(root))
	b = append(b, nodeTag...)
	b = binary.LittleEndian.AppendUint64(b, uint64(dtype))
	b = binary.LittleEndian.AppendUint64(b, uint64(len(shape)))
	for _, extent := range shape {
		b = binary.LittleEndian.AppendUint64(b, extent)
	}
	return Sum(append(b, root[:]...))
}
