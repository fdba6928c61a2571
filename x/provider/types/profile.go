package types

import (
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
)

// Limits of a provider's own fields.
const (
	MaxMonikerBytes  = 70
	MaxEndpointBytes = 256
	receiptKeyBytes  = secp256k1.PubKeyBytesLenCompressed
)

// Profile is what a provider says of itself and may change at will.
type Profile struct {
	Moniker    string
	Endpoint   string
	ReceiptKey string
	// Attributes are sorted by key.
	Attributes []Attribute
}

// Validate checks all fields but the number of attributes, which a parameter bounds.
func (p Profile) Validate() error {
	if err := validateMoniker(p.Moniker); err != nil {
		return err
	}
	if err := validateEndpoint(p.Endpoint); err != nil {
		return err
	}
	if _, err := ParseReceiptKey(p.ReceiptKey); err != nil {
		return err
	}
	for _, attribute := range p.Attributes {
		if err := attribute.Validate(); err != nil {
			return err
		}
	}
	return checkSorted(p.Attributes)
}

// Control characters and direction marks would let a name rewrite the terminal that lists it. The list is fixed here, since a table
// that comes with the compiler may differ between two builds of the chain.
func validateMoniker(moniker string) error {
	if moniker == "" || len(moniker) > MaxMonikerBytes {
		return ErrInvalidProfile.Wrapf("moniker has %d bytes, it must have 1 to %d", len(moniker), MaxMonikerBytes)
	}
	if !utf8.ValidString(moniker) {
		return ErrInvalidProfile.Wrap("moniker is not UTF-8")
	}
	if strings.IndexFunc(moniker, hidden) >= 0 {
		return ErrInvalidProfile.Wrapf("moniker %q has characters that do not show", moniker)
	}
	return nil
}

func hidden(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r <= 0x9f: // control
	case r == 0xad, r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff: // zero width, direction
	case r >= 0xe0000 && r <= 0xe007f: // tags
	default:
		return false
	}
	return true
}

// An own pattern rather than the library's parser, for the same reason as above. It has no user, query or fragment.
var endpointPattern = regexp.MustCompile(
	`^https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:.]{2,45}\])(?::([0-9]{1,5}))?(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?$`)

func validateEndpoint(endpoint string) error {
	if len(endpoint) > MaxEndpointBytes {
		return ErrInvalidProfile.Wrapf("endpoint has %d bytes, at most %d are possible", len(endpoint), MaxEndpointBytes)
	}
	parts := endpointPattern.FindStringSubmatch(endpoint)
	if parts == nil {
		return ErrInvalidProfile.Wrapf("endpoint %q is no URL like https://host:port/path", endpoint)
	}
	if port := parts[1]; port != "" {
		if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
			return ErrInvalidProfile.Wrapf("endpoint %q has the port %s, it must be 1 to 65535", endpoint, port)
		}
	}
	return nil
}

// ParseReceiptKey reads a compressed secp256k1 public key of 66 lower-case hex digits. Error: ErrInvalidReceiptKey, also for a point
// that is not on the curve. The encoding is SEC 1 section 2.3.4.
func ParseReceiptKey(text string) (*secp256k1.PublicKey, error) {
	if len(text) != 2*receiptKeyBytes {
		return nil, ErrInvalidReceiptKey.Wrapf("%d characters, %d hex digits are needed", len(text), 2*receiptKeyBytes)
	}
	raw, err := hex.DecodeString(text)
	if err != nil || strings.ToLower(text) != text {
		return nil, ErrInvalidReceiptKey.Wrapf("%q is not lower-case hex", text)
	}
	key, err := secp256k1.ParsePubKey(raw)
	if err != nil {
		return nil, ErrInvalidReceiptKey.Wrapf("%s: %s", text, err)
	}
	return key, nil
}

// Maintenance is an announced window of heights, both inclusive, in which the provider takes no new work. Two zeros mean none.
type Maintenance struct {
	From, To int64
}

// Validate checks that the window ends at or after it begins. Error: ErrInvalidMaintenance.
func (m Maintenance) Validate() error {
	if m.From == 0 && m.To == 0 {
		return nil
	}
	if m.From < 1 || m.To < m.From {
		return ErrInvalidMaintenance.Wrapf(
			"from %d to %d; give a first height of 1 or more and a last one no lower, or 0 and 0 for none", m.From, m.To)
	}
	return nil
}
