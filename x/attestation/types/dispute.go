package types

import (
	"unicode"
	"unicode/utf8"

	"cosmossdk.io/core/address"
)

const (
	maxGroundsBytes = 512
	// ChunkIndexes is how many attestations one chunk of a status list covers.
	ChunkIndexes = 1024
	// ChunkBytes is the length of a chunk.
	ChunkBytes = ChunkIndexes / 8
	// MaxAnchorSize is the most attestations in one anchored batch.
	MaxAnchorSize = 1 << 32
)

// ValidateGrounds returns ErrInvalidDispute unless a text says something, in printable characters.
func ValidateGrounds(grounds string) error {
	if grounds == "" || len(grounds) > maxGroundsBytes || !utf8.ValidString(grounds) {
		return ErrInvalidDispute.Wrapf("grounds have %d bytes; say why, in 1 to %d bytes of UTF-8", len(grounds), maxGroundsBytes)
	}
	for _, c := range grounds {
		if !unicode.IsPrint(c) {
			return ErrInvalidDispute.Wrapf("grounds have the character %U, which does not show", c)
		}
	}
	return nil
}

// ValidateReason returns ErrInvalidReason unless a revoker may give a reason.
func ValidateReason(reason RevocationReason) error {
	if _, known := RevocationReason_name[int32(reason)]; !known || reason == ReasonOverturned {
		return ErrInvalidReason.Wrapf("%d; use 0 for none, 1 for a mistake, 2 for ceased, 3 for replaced, 4 for a compromised key", reason)
	}
	return nil
}

// Validate checks an anchored batch. Errors: ErrInvalidAnchor, ErrInvalidUID.
func (a Anchor) Validate(addresses address.Codec) error {
	if _, err := ParseUID("root", a.Root); err != nil {
		return err
	}
	if a.Size_ < 1 || a.Size_ > MaxAnchorSize {
		return ErrInvalidAnchor.Wrapf("a batch of %d attestations, 1 to %d are possible", a.Size_, uint64(MaxAnchorSize))
	}
	if a.Location == "" {
		return nil
	}
	location, err := ParseSubject(addresses, a.Location)
	if err != nil || location.Account != nil {
		return ErrInvalidAnchor.Wrapf("location %q is no URI", a.Location)
	}
	return nil
}
