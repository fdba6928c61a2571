package types

import (
	"crypto/sha256"
	"encoding/hex"
)

func hexOf(raw []byte) string { return hex.EncodeToString(raw) }

// NextDigest is the running hash after a block: sha256 of the one before and the block's header hash. The first follows 32 zero bytes.
func NextDigest(before [HashSize]byte, headerHash []byte) [HashSize]byte {
	return sha256.Sum256(append(before[:], headerHash...))
}

// Sum returns the digest's bytes. Error: ErrInvalidHeader.
func (d Digest) Sum() ([HashSize]byte, error) { return parseHash(d.Digest) }
