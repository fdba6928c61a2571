package types

import (
	"bytes"

	"filippo.io/age"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

const (
	// maxCapsule holds one age file for one recipient, post-quantum ones included.
	maxCapsule   = 8_192
	maxRecipient = 4_096
	ageIntro     = "age-encryption.org/v1\n"
)

// Validate checks a gate. Error: ErrInvalidGate.
func (g Gate) Validate() error {
	if !IsHash(g.CiphertextRoot) {
		return ErrInvalidGate.Wrapf("ciphertext_root is %.80q, 64 hex digits are needed", g.CiphertextRoot)
	}
	if g.CiphertextSize == 0 || g.CiphertextSize > maxContentBytes {
		return ErrInvalidGate.Wrapf("the encrypted content has %d bytes, it must have 1 to %d", g.CiphertextSize, uint64(maxContentBytes))
	}
	if err := checkURIs(g.Uris); err != nil {
		return ErrInvalidGate.Wrap(err.Error())
	}
	if err := g.Price.Validate(); err != nil {
		return ErrInvalidGate.Wrapf("price: %s", err)
	}
	return nil
}

// ValidateRecipient checks an age public key, classical (age1...) or post-quantum (age1pq1...). Error: ErrInvalidGrant.
func ValidateRecipient(text string) error {
	if len(text) > maxRecipient {
		return ErrInvalidGrant.Wrapf("the recipient has %d bytes, at most %d are possible", len(text), maxRecipient)
	}
	if _, err := age.ParseX25519Recipient(text); err == nil {
		return nil
	}
	if _, err := age.ParseHybridRecipient(text); err != nil {
		return ErrInvalidGrant.Wrapf("%.100q is no age public key such as age1...; `surety artefact keygen` makes one", text)
	}
	return nil
}

// ValidateCapsule checks that a capsule looks like an age file. Whether it decrypts only its licensee can tell. Error: ErrInvalidGrant.
func ValidateCapsule(capsule []byte) error {
	if len(capsule) == 0 || len(capsule) > maxCapsule {
		return ErrInvalidGrant.Wrapf("the capsule has %d bytes, it must have 1 to %d", len(capsule), maxCapsule)
	}
	if !bytes.HasPrefix(capsule, []byte(ageIntro)) {
		return ErrInvalidGrant.Wrap("the capsule is no age file")
	}
	return nil
}

// CheckPrice says whether a licensee is willing to pay. Error: ErrPriceTooHigh.
func (g Gate) CheckPrice(most sdk.Coin) error {
	if err := most.Validate(); err != nil {
		return ErrInvalidGrant.Wrapf("max_price: %s", err)
	}
	if g.Price.IsPositive() && (most.Denom != g.Price.Denom || most.Amount.LT(g.Price.Amount)) {
		return ErrPriceTooHigh.Wrapf("a licence costs %s, at most %s was allowed", g.Price, most)
	}
	return nil
}

// Validate checks what a granter gives. Error: ErrInvalidGrant.
func (g LicenceGrant) Validate() error {
	if err := ValidateRecipient(g.Recipient); err != nil {
		return err
	}
	return ValidateCapsule(g.Capsule)
}
