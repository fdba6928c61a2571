// Package eas computes what the Ethereum Attestation Service computes: schemas and data in Solidity's ABI, identifiers, the digests that
// people sign, signatures, and salted Merkle trees of private data. It is pure, its work and memory are linear in its input, and the
// results are those of EAS's own contracts and tools, byte for byte.
package eas

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/sha3"
)

// HashBytes is the length of an identifier, a digest or a salt.
const HashBytes = 32

// AddressBytes is the length of an Ethereum address.
const AddressBytes = 20

// Hash is a Keccak-256 digest, or any other 32 bytes.
type Hash [HashBytes]byte

// Address is an Ethereum address: the last 20 bytes of the Keccak-256 of a public key.
type Address [AddressBytes]byte

// ErrHex says that a text is not what it should be in hex.
var ErrHex = errors.New("not 0x and hex digits")

// Keccak is the Keccak-256 digest of the parts one after the other.
func Keccak(parts ...[]byte) Hash {
	state := sha3.NewLegacyKeccak256()
	for _, part := range parts {
		_, _ = state.Write(part) // a hash never fails
	}
	return Hash(state.Sum(nil))
}

// ParseHash reads 64 hex digits, with or without 0x, in any case. Error: ErrHex.
func ParseHash(text string) (Hash, error) {
	raw, err := parseHex(text, HashBytes)
	if err != nil {
		return Hash{}, err
	}
	return Hash(raw), nil
}

// ParseAddress reads 40 hex digits, with or without 0x, in any case. Error: ErrHex.
func ParseAddress(text string) (Address, error) {
	raw, err := parseHex(text, AddressBytes)
	if err != nil {
		return Address{}, err
	}
	return Address(raw), nil
}

func parseHex(text string, length int) ([]byte, error) {
	digits := strings.TrimPrefix(text, "0x")
	if len(digits) != 2*length {
		return nil, fmt.Errorf("%w: %d digits, %d are needed", ErrHex, len(digits), 2*length)
	}
	raw, err := hex.DecodeString(digits)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHex, err)
	}
	return raw, nil
}

// String is 0x and 64 lower-case hex digits.
func (h Hash) String() string { return "0x" + hex.EncodeToString(h[:]) }

// IsZero is whether all bytes are zero, by which EAS means "none".
func (h Hash) IsZero() bool { return h == Hash{} }

// String is 0x and 40 lower-case hex digits.
func (a Address) String() string { return "0x" + hex.EncodeToString(a[:]) }

// IsZero is whether all bytes are zero, by which EAS means "nobody".
func (a Address) IsZero() bool { return a == Address{} }

// ShortAddress is the Ethereum form of an account: its bytes when there are 20 of them, otherwise the last 20 bytes of their Keccak-256,
// as Ethereum makes an address of a key. Contracts and sub-accounts have 32 bytes here. No account is the zero address.
func ShortAddress(account []byte) Address {
	switch len(account) {
	case 0:
		return Address{}
	case AddressBytes:
		return Address(account)
	default:
		digest := Keccak(account)
		return Address(digest[HashBytes-AddressBytes:])
	}
}
