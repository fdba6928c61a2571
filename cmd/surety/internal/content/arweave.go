package content

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
)

const (
	maxChunk = 256 << 10
	minChunk = 32 << 10
)

// arweaveHasher computes an Arweave data root as bytes are written. The zero value is ready. It keeps the last two chunks, which share what
// is left when that would make a small one.
type arweaveHasher struct {
	buffer []byte
	end    uint64
	leaves []arweaveNode
}

type arweaveNode struct {
	id  [32]byte
	end uint64
}

// Write never fails.
func (a *arweaveHasher) Write(b []byte) (int, error) {
	a.buffer = append(a.buffer, b...)
	for len(a.buffer) >= maxChunk+minChunk+maxChunk {
		a.cut(maxChunk)
	}
	return len(b), nil
}

func (a *arweaveHasher) cut(n int) {
	a.end += uint64(n)
	data, note := sha256.Sum256(a.buffer[:n]), note(a.end)
	a.leaves = append(a.leaves, arweaveNode{hashAll(hash1(data[:]), hash1(note[:])), a.end})
	a.buffer = append(a.buffer[:0], a.buffer[n:]...)
}

func note(end uint64) (out [32]byte) {
	binary.BigEndian.PutUint64(out[24:], end)
	return out
}

func hash1(b []byte) []byte {
	sum := sha256.Sum256(b)
	return sum[:]
}

func hashAll(parts ...[]byte) [32]byte {
	h := sha256.New()
	for _, part := range parts {
		h.Write(part)
	}
	return [32]byte(h.Sum(nil))
}

// Root is the data root, once all is written; empty for no bytes.
func (a *arweaveHasher) Root() string {
	for len(a.buffer) >= maxChunk {
		size := maxChunk
		if left := len(a.buffer) - maxChunk; left > 0 && left < minChunk {
			size = (len(a.buffer) + 1) / 2
		}
		a.cut(size)
	}
	if len(a.buffer) == 0 && len(a.leaves) == 0 {
		return ""
	}
	a.cut(len(a.buffer)) // an empty chunk where the others fill the content: so Arweave's own software has it
	layer := a.leaves
	for len(layer) > 1 {
		next := make([]arweaveNode, 0, (len(layer)+1)/2)
		for i := 0; i < len(layer); i += 2 {
			if i+1 == len(layer) {
				next = append(next, layer[i])
				continue
			}
			l, r := layer[i], layer[i+1]
			at := note(l.end)
			next = append(next, arweaveNode{hashAll(hash1(l.id[:]), hash1(r.id[:]), hash1(at[:])), r.end})
		}
		layer = next
	}
	return base64.RawURLEncoding.EncodeToString(layer[0].id[:])
}
