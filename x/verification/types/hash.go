package types

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// fields joins byte strings, each behind its length as 8 bytes big-endian, so that no two lists give the same bytes.
func fields(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = binary.BigEndian.AppendUint64(out, uint64(len(p)))
		out = append(out, p...)
	}
	return out
}

// hashFields is sha256 over fields, in hex.
func hashFields(parts ...[]byte) string {
	sum := sha256.Sum256(fields(parts...))
	return hex.EncodeToString(sum[:])
}

// IsHash says whether a text is 32 bytes in lower-case hex.
func IsHash(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }

// ParseHash reads 64 lower-case hex digits.
func ParseHash(s string) (h [32]byte, ok bool) {
	if !IsHash(s) {
		return h, false
	}
	b, err := hex.DecodeString(s)
	copy(h[:], b)
	return h, err == nil
}
