// Package possess answers challenges of possession: it makes the bao slice that opens a run of a file, without holding the file in memory.
package possess

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"lukechampine.com/blake3/bao"
)

// Prover opens slices of one file.
type Prover struct {
	file, side *os.File
	size       int64
	// Root is the file's BLAKE3.
	Root [32]byte
}

const chunk = 1024

// Open reads a file once and keeps the tree of its hashes in a temporary file. Close when done.
func Open(path string) (*Prover, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("possess: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("possess: %s is no regular file", path)
	}
	var side *os.File
	if err == nil {
		side, err = os.CreateTemp("", "surety-tree-*")
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	p := &Prover{file: f, side: side, size: info.Size()}
	if p.Root, err = bao.Encode(side, f, info.Size(), 0, true); err != nil {
		p.Close()
		return nil, fmt.Errorf("possess: %w", err)
	}
	return p, nil
}

// Close forgets the tree.
func (p *Prover) Close() {
	_, _, _ = p.file.Close(), p.side.Close(), os.Remove(p.side.Name())
}

// Slice opens length bytes at offset.
func (p *Prover) Slice(offset, length uint64) ([]byte, error) {
	if length == 0 || offset+length < offset || offset+length > uint64(p.size) {
		return nil, fmt.Errorf("possess: %d bytes at %d are not inside %d", length, offset, p.size)
	}
	if _, err := p.file.Seek(int64(offset/chunk*chunk), io.SeekStart); err != nil {
		return nil, err
	}
	if _, err := p.side.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := bao.ExtractSlice(&out, p.file, p.side, 0, offset, length); err != nil {
		return nil, fmt.Errorf("possess: %w", err)
	}
	return out.Bytes(), nil
}
