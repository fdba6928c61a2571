package types

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"golang.org/x/crypto/chacha20poly1305"
)

// An encrypted output is the sender's one-time X25519 public key, 32 bytes, then ChaCha20-Poly1305 of the content. The key is
// HKDF-SHA256 of the shared secret, salted with both public keys; it is used once, so the nonce is zero. Lease and position are
// authenticated, so that a blob fits nowhere else.
const (
	sealInfo = "surety/output/v1"
	// SealOverhead is how much longer an encrypted output is, in bytes.
	SealOverhead = 32 + chacha20poly1305.Overhead
)

// SealOutput encrypts an output to an order's output key, 64 hex digits. The one-time key must be fresh randomness.
func SealOutput(outputKey, leaseID string, index int, plain []byte, oneTime [32]byte) ([]byte, error) {
	to, err := hex.DecodeString(outputKey)
	if err != nil {
		return nil, ErrInvalidKey.Wrap("output key: want 64 hex digits")
	}
	pub, err := ecdh.X25519().NewPublicKey(to)
	if err != nil {
		return nil, ErrInvalidKey.Wrapf("output key: %s", err)
	}
	priv, err := ecdh.X25519().NewPrivateKey(oneTime[:])
	if err != nil {
		return nil, ErrInvalidKey.Wrapf("one-time key: %s", err)
	}
	shared, err := priv.ECDH(pub)
	if err != nil {
		return nil, ErrInvalidKey.Wrapf("output key: %s", err)
	}
	head := priv.PublicKey().Bytes()
	key, err := sealKey(shared, head, to)
	if err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.New(key)
	if err != nil {
		return nil, err
	}
	return aead.Seal(head, make([]byte, chacha20poly1305.NonceSize), plain, sealContext(leaseID, index)), nil
}

// OpenOutput decrypts an output with the private key of the order's output key, 64 hex digits. Errors: ErrInvalidKey for the key,
// ErrInvalidOutput for the blob.
func OpenOutput(privateKey, leaseID string, index int, blob []byte) ([]byte, error) {
	raw, err := hex.DecodeString(privateKey)
	if err != nil {
		return nil, ErrInvalidKey.Wrap("private key: want 64 hex digits")
	}
	priv, err := ecdh.X25519().NewPrivateKey(raw)
	if err != nil {
		return nil, ErrInvalidKey.Wrapf("private key: %s", err)
	}
	if len(blob) < SealOverhead {
		return nil, ErrInvalidOutput.Wrapf("an encrypted output has at least %d bytes, this has %d", SealOverhead, len(blob))
	}
	head, box := blob[:32], blob[32:]
	from, err := ecdh.X25519().NewPublicKey(head)
	if err != nil {
		return nil, ErrInvalidOutput.Wrapf("one-time key: %s", err)
	}
	shared, err := priv.ECDH(from)
	if err != nil {
		return nil, ErrInvalidOutput.Wrapf("one-time key: %s", err)
	}
	key, err := sealKey(shared, head, priv.PublicKey().Bytes())
	if err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.New(key)
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, make([]byte, chacha20poly1305.NonceSize), box, sealContext(leaseID, index))
	if err != nil {
		return nil, ErrInvalidOutput.Wrap("it was not encrypted to this key for this lease and position")
	}
	return plain, nil
}

// MatchesKey says whether a private key is that of an output key, both 64 hex digits.
func MatchesKey(privateKey, outputKey string) bool {
	raw, err := hex.DecodeString(privateKey)
	if err != nil {
		return false
	}
	priv, err := ecdh.X25519().NewPrivateKey(raw)
	if err != nil {
		return false
	}
	want, err := hex.DecodeString(outputKey)
	return err == nil && bytes.Equal(priv.PublicKey().Bytes(), want)
}

func sealKey(shared, from, to []byte) ([]byte, error) {
	return hkdf.Key(sha256.New, shared, append(bytes.Clone(from), to...), sealInfo, chacha20poly1305.KeySize)
}

func sealContext(leaseID string, index int) []byte {
	return fields([]byte(leaseID), []byte(strconv.Itoa(index)))
}
