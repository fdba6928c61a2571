package types

import (
	"encoding/base32"
	"encoding/binary"
	"math/big"
	"strings"
)

// Codes of multicodec's table that matter here.
const (
	cidV1               = 1
	codecRaw            = 0x55
	codecFilUnsealed    = 0xf101
	hashSHA256          = 0x12
	hashFilPiece        = 0x1012
	hashFilPieceV2      = 0x1011
	hashBytes           = 32
	maxCIDBytes         = 128
	maxPieceHeight      = 63
	base58Alphabet      = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	minIdentifierDigest = 16
)

var cidBase32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// parsedCID is a version 1 identifier taken apart.
type parsedCID struct {
	codec, hash uint64
	digest      []byte
}

// ValidateCID checks an IPFS content identifier: version 0 (Qm...), or version 1 in base32 (b...), in its one canonical spelling.
// Error: ErrInvalidDigest.
func ValidateCID(text string) error {
	if strings.HasPrefix(text, "Qm") {
		return validateCIDv0(text)
	}
	cid, err := parseCIDv1(text)
	if err != nil {
		return err
	}
	if cid.hash == hashSHA256 && len(cid.digest) != hashBytes {
		return ErrInvalidDigest.Wrapf("the CID %s has a SHA-256 of %d bytes", text, len(cid.digest))
	}
	if len(cid.digest) < minIdentifierDigest {
		return ErrInvalidDigest.Wrapf("the CID %s has a digest of %d bytes, too short to name content", text, len(cid.digest))
	}
	return nil
}

func validateCIDv0(text string) error {
	const length = 46
	value, base := new(big.Int), big.NewInt(58)
	for _, c := range []byte(text) {
		digit := strings.IndexByte(base58Alphabet, c)
		if digit < 0 || len(text) != length {
			return ErrInvalidDigest.Wrapf("the CID %.80q is no version 0 identifier: 46 characters of base58, beginning with Qm", text)
		}
		value.Add(value.Mul(value, base), big.NewInt(int64(digit)))
	}
	if raw := value.Bytes(); len(raw) != 2+hashBytes || raw[0] != hashSHA256 || raw[1] != hashBytes {
		return ErrInvalidDigest.Wrapf("the CID %s holds no SHA-256", text)
	}
	return nil
}

func parseCIDv1(text string) (parsedCID, error) {
	bad := func(why string) (parsedCID, error) {
		return parsedCID{}, ErrInvalidDigest.Wrapf("the CID %.80q %s", text, why)
	}
	if len(text) < 2 || len(text) > maxCIDBytes || text[0] != 'b' {
		return bad("is neither Qm... nor b... in base32")
	}
	raw, err := cidBase32.DecodeString(text[1:])
	if err != nil || strings.ContainsAny(text, "\r\n") || cidBase32.EncodeToString(raw) != text[1:] {
		return bad("is not base32")
	}
	var numbers [4]uint64 // version, codec, hash, length
	for i := range numbers {
		value, size := binary.Uvarint(raw)
		if size <= 0 || size > 1 && raw[size-1] == 0 {
			return bad("has a malformed number")
		}
		numbers[i], raw = value, raw[size:]
	}
	if numbers[0] != cidV1 {
		return bad("is not of version 1")
	}
	if numbers[3] != uint64(len(raw)) {
		return bad("has a digest of another length than it says")
	}
	return parsedCID{codec: numbers[1], hash: numbers[2], digest: raw}, nil
}

// ValidatePieceCID checks a Filecoin piece CID: version 1 (fil-commitment-unsealed), or version 2 (FRC-0069), which carries padding and
// height. The two highest bits of a piece commitment are always zero. Error: ErrInvalidDigest.
func ValidatePieceCID(text string) error {
	cid, err := parseCIDv1(text)
	if err != nil {
		return err
	}
	commitment := cid.digest
	switch {
	case cid.codec == codecFilUnsealed && cid.hash == hashFilPiece:
	case cid.codec == codecRaw && cid.hash == hashFilPieceV2:
		_, size := binary.Uvarint(cid.digest)
		if size <= 0 || size > 1 && cid.digest[size-1] == 0 || len(cid.digest) < size+1 || cid.digest[size] > maxPieceHeight {
			return ErrInvalidDigest.Wrapf("the piece CID %s has a malformed padding or height", text)
		}
		commitment = cid.digest[size+1:]
	default:
		return ErrInvalidDigest.Wrapf("%s is no Filecoin piece CID: codec %#x, hash %#x", text, cid.codec, cid.hash)
	}
	if len(commitment) != hashBytes || commitment[hashBytes-1]&0xc0 != 0 {
		return ErrInvalidDigest.Wrapf("the piece CID %s holds no commitment of 254 bits", text)
	}
	return nil
}
