package types

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strings"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

const (
	orderTag = "surety/order/v1"
	bidTag   = "surety/bid/v1"
	seedTag  = "surety/seed/v1"

	hashHexDigits = 2 * sha256.Size
)

// OrderHash returns the order hash: 64 hex digits of sha256 over the tag "surety/order/v1", then chain id, order id and the terms'
// protobuf bytes, each preceded by its length as 8 bytes, most significant first. Error: terms that do not serialise.
func OrderHash(chainID, orderID string, terms Terms) (string, error) {
	raw, err := terms.Marshal()
	if err != nil {
		return "", ErrInvalidTerms.Wrap(err.Error())
	}
	h := sha256.New()
	h.Write([]byte(orderTag))
	for _, field := range [][]byte{[]byte(chainID), []byte(orderID), raw} {
		writeField(h, field)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// BidOpening is what a sealed bid commits to. The bidder is part of it, so a copied commitment cannot be opened by the copier.
type BidOpening struct {
	// OrderID and OrderHash name the order and its terms.
	OrderID   string
	OrderHash string
	// Bidder is the provider's address as bech32.
	Bidder string
	// Price is the offer.
	Price sdk.Coin
	// TermsHash is empty or 64 hex digits.
	TermsHash string
	// Salt is the secret, 64 hex digits.
	Salt string
}

// Validate checks price, terms hash and salt; the other fields are compared by hash. Error: ErrInvalidBid.
func (o BidOpening) Validate() error {
	if err := validatePrice(o.Price); err != nil {
		return err
	}
	if err := ValidateTermsHash(o.TermsHash); err != nil {
		return err
	}
	if !isHash(o.Salt) {
		return ErrInvalidBid.Wrapf("the salt is not %d lower-case hex digits", hashHexDigits)
	}
	return nil
}

// ValidateTermsHash checks the hash of terms that a bidder publishes off chain; it may be empty. Error: ErrInvalidBid.
func ValidateTermsHash(text string) error {
	if text != "" && !isHash(text) {
		return ErrInvalidBid.Wrapf("terms_hash %q is not %d lower-case hex digits", shorten(text), hashHexDigits)
	}
	return nil
}

// BidCommitment returns the commitment to a bid: 64 hex digits of sha256 over the tag "surety/bid/v1", chain id, order id, order
// hash, bidder, price as text such as 2000usure, terms hash and salt, each as text preceded by its length as 8 bytes, most
// significant first. Error: ErrInvalidBid.
func BidCommitment(chainID string, o BidOpening) (string, error) {
	if err := o.Validate(); err != nil {
		return "", err
	}
	h := sha256.New()
	for _, field := range []string{bidTag, chainID, o.OrderID, o.OrderHash, o.Bidder, o.Price.String(), o.TermsHash, o.Salt} {
		writeField(h, []byte(field))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// TieSeed returns the seed that breaks ties between bids on one order: sha256 over "surety/seed/v1", the hash of a header proposed
// after reveals closed, and the order id, each preceded by its length.
func TieSeed(headerHash []byte, id OrderID) [sha256.Size]byte {
	h := sha256.New()
	for _, field := range [][]byte{[]byte(seedTag), headerHash, []byte(id.String())} {
		writeField(h, field)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// A hash never returns an error.
func writeField(h hash.Hash, field []byte) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(field)))
	h.Write(length[:])
	h.Write(field)
}

func isHash(text string) bool {
	if len(text) != hashHexDigits || strings.ToLower(text) != text {
		return false
	}
	_, err := hex.DecodeString(text)
	return err == nil
}
