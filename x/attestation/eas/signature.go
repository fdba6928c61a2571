package eas

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/decred/dcrd/dcrec/secp256k1/v4/ecdsa"
	"golang.org/x/crypto/ripemd160" //nolint:gosec,staticcheck // addresses of this chain's keys are made with it
)

// SignatureBytes is the length of a signature: r, s, v.
const SignatureBytes = 65

// ErrSignature says that a signature is none.
var ErrSignature = errors.New("not a signature")

// Signer is who made a signature.
type Signer struct {
	// Ethereum is the key's Ethereum address.
	Ethereum Address
	// Native is the address that this chain gives an account of the key: RIPEMD-160 of SHA-256 of the compressed key.
	Native Address
}

// Is is whether the account, in its Ethereum form, belongs to the key. A key's two addresses are digests by different functions, so that
// nobody can find a second key for either.
func (s Signer) Is(account Address) bool {
	return !account.IsZero() && (account == s.Ethereum || account == s.Native)
}

// Recover returns who signed a digest. A signature is r, s, v with v 27 or 28, or 0 or 1. Of the two values of s that verify only the
// lower one counts, so that nobody can make a second signature of a first one. Error: ErrSignature.
func Recover(digest Hash, signature []byte) (Signer, error) {
	if len(signature) != SignatureBytes {
		return Signer{}, fmt.Errorf("%w: %d bytes, %d are needed", ErrSignature, len(signature), SignatureBytes)
	}
	v := signature[64]
	if v < 27 {
		v += 27
	}
	if v != 27 && v != 28 {
		return Signer{}, fmt.Errorf("%w: v is %d, it must be 27 or 28", ErrSignature, signature[64])
	}
	var s secp256k1.ModNScalar
	if overflow := s.SetByteSlice(signature[32:64]); overflow || s.IsOverHalfOrder() {
		return Signer{}, fmt.Errorf("%w: s is in the upper half; sign with the lower one", ErrSignature)
	}
	key, _, err := ecdsa.RecoverCompact(append([]byte{v}, signature[:64]...), digest[:])
	if err != nil {
		return Signer{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	return SignerOf(key), nil
}

// SignerOf returns the addresses of a key.
func SignerOf(key *secp256k1.PublicKey) Signer {
	digest := Keccak(key.SerializeUncompressed()[1:])
	compressed := sha256.Sum256(key.SerializeCompressed())
	short := ripemd160.New() //nolint:gosec // addresses of this chain's keys are made with it
	_, _ = short.Write(compressed[:])
	return Signer{Ethereum: Address(digest[HashBytes-AddressBytes:]), Native: Address(short.Sum(nil))}
}

// Sign signs a digest as Ethereum's wallets do: r, s, v with v 27 or 28, s in the lower half, deterministic by RFC 6979.
func Sign(digest Hash, key *secp256k1.PrivateKey) []byte {
	compact := ecdsa.SignCompact(key, digest[:], false)
	return append(compact[1:], compact[0])
}
