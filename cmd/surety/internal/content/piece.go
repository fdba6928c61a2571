package content

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

const (
	// quad is what 127 bytes become: 128, in which every 254 bits are followed by two that are zero.
	quadIn, quadOut = 127, 128
	// minPayload is the least that Filecoin takes as a piece.
	minPayload = 65
)

// pieceHasher computes a Filecoin piece commitment as bytes are written. The zero value is ready.
type pieceHasher struct {
	buffer [quadIn]byte
	filled int
	size   uint64
	// levels hold, per height, a node that waits for its right neighbour.
	levels [64]*[32]byte
	leaves uint64
}

// Write never fails.
func (p *pieceHasher) Write(b []byte) (int, error) {
	written := len(b)
	p.size += uint64(written)
	for len(b) > 0 {
		n := copy(p.buffer[p.filled:], b)
		p.filled, b = p.filled+n, b[n:]
		if p.filled == quadIn {
			p.flush()
		}
	}
	return written, nil
}

func (p *pieceHasher) flush() {
	var out [quadOut]byte
	expand(&p.buffer, &out)
	for i := 0; i < quadOut; i += 32 {
		p.push(0, [32]byte(out[i:i+32]))
		p.leaves++
	}
	p.buffer, p.filled = [quadIn]byte{}, 0
}

// expand inserts two zero bits after every 254.
func expand(in *[quadIn]byte, out *[quadOut]byte) {
	for bit := range 4 * 254 {
		at := bit + bit/254*2
		out[at/8] |= in[bit/8] >> (bit % 8) & 1 << (at % 8)
	}
}

func (p *pieceHasher) push(height int, node [32]byte) {
	for ; p.levels[height] != nil; height++ {
		node = join(*p.levels[height], node)
		p.levels[height] = nil
	}
	p.levels[height] = &node
}

func join(left, right [32]byte) [32]byte {
	sum := sha256.Sum256(append(left[:], right[:]...))
	sum[31] &= 0x3f
	return sum
}

// root is the commitment and the tree's height, once all is written.
func (p *pieceHasher) root() ([32]byte, int) {
	if p.filled > 0 {
		p.flush()
	}
	height := bits.Len64(p.leaves - 1)
	var zero [32]byte
	for level := range height {
		if p.levels[level] != nil {
			node := join(*p.levels[level], zero)
			p.levels[level] = nil
			p.push(level+1, node)
		}
		zero = join(zero, zero)
	}
	return *p.levels[height], height
}

// CID is the piece CID of version 2 (FRC-0069), which carries size and height; empty for what is too small to be a piece.
func (p *pieceHasher) CID() string {
	if p.size < minPayload {
		return ""
	}
	size := p.size
	root, height := p.root()
	padding := uint64(1)<<height/4*quadIn - size
	digest := binary.AppendUvarint(nil, padding)
	digest = append(append(digest, byte(height)), root[:]...)
	raw := append([]byte{1, 0x55, 0x91, 0x20, byte(len(digest))}, digest...)
	return "b" + base32Lower.EncodeToString(raw)
}
