// Package blob moves content between the off-chain roles by its BLAKE3 hash. A store keeps content on disk; a small HTTP
// service hands it out as a bao stream, so that a client notices a wrong byte within 16 KiB of its arrival; a client fetches
// from the first location that tells the truth.
package blob

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// group is the chunk group of outboards and streams: 2^4 chunks of 1,024 bytes, as iroh uses.
const group = 4

// Root is the BLAKE3 of a blob.
type Root [32]byte

// String is the root in lower-case hex.
func (r Root) String() string { return hex.EncodeToString(r[:]) }

// ParseRoot reads 64 hex digits.
func ParseRoot(s string) (Root, error) {
	var r Root
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(r) {
		return r, fmt.Errorf("blob: %q is not a BLAKE3 root: want 64 hex digits", s)
	}
	copy(r[:], b)
	return r, nil
}

// ErrNotFound says that a store or a location does not have the blob.
var ErrNotFound = errors.New("blob: not found")

// Reader is an open blob.
type Reader interface {
	io.ReadSeekCloser
	io.ReaderAt
}

// Store keeps blobs by root. Implementations verify what they are given and are safe for concurrent use.
type Store interface {
	// Put reads r to its end and returns the content's root and its size in bytes.
	Put(ctx context.Context, r io.Reader) (Root, int64, error)
	// Open returns a blob and its size in bytes, or ErrNotFound.
	Open(ctx context.Context, root Root) (Reader, int64, error)
	// Stream writes the blob's bao encoding, or returns ErrNotFound.
	Stream(ctx context.Context, root Root, w io.Writer) error
}

// ReadAll returns a blob's content, refusing one over limit bytes.
func ReadAll(ctx context.Context, s Store, root Root, limit int64) ([]byte, error) {
	r, size, err := s.Open(ctx, root)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if size > limit {
		return nil, fmt.Errorf("blob: %s has %d bytes, over the limit of %d", root, size, limit)
	}
	out := make([]byte, size)
	_, err = io.ReadFull(r, out)
	return out, err
}
