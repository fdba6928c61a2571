package types

import (
	"strconv"
	"strings"

	"cosmossdk.io/core/address"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

const (
	maxNameBytes   = 48
	maxRuleIDBytes = 32
	maxIDBytes     = 192
)

// PolicyID names a version of a policy.
type PolicyID struct {
	Owner sdk.AccAddress
	// OwnerText is the owner as it is written.
	OwnerText string
	Name      string
	// Version is 0 for the newest.
	Version uint32
}

// String is OWNER/NAME@VERSION, or OWNER/NAME for the newest.
func (id PolicyID) String() string {
	text := id.OwnerText + "/" + id.Name
	if id.Version > 0 {
		text += "@" + strconv.FormatUint(uint64(id.Version), 10)
	}
	return text
}

// ParsePolicyID reads OWNER/NAME or OWNER/NAME@VERSION. Error: ErrInvalidID.
func ParsePolicyID(addresses address.Codec, text string) (PolicyID, error) {
	if len(text) > maxIDBytes {
		return PolicyID{}, ErrInvalidID.Wrapf("%d bytes, at most %d are possible", len(text), maxIDBytes)
	}
	owner, rest, found := strings.Cut(text, "/")
	if !found {
		return PolicyID{}, ErrInvalidID.Wrapf("%q; write OWNER/NAME or OWNER/NAME@VERSION", text)
	}
	account, err := addresses.StringToBytes(owner)
	if err != nil {
		return PolicyID{}, ErrInvalidID.Wrapf("%q: the owner: %s", text, err)
	}
	canonical, err := addresses.BytesToString(account)
	if err != nil {
		return PolicyID{}, ErrInvalidID.Wrapf("%q: the owner: %s", text, err)
	}
	name, number, versioned := strings.Cut(rest, "@")
	id := PolicyID{Owner: account, OwnerText: canonical, Name: name}
	if versioned {
		version, err := strconv.ParseUint(number, 10, 32)
		if err != nil || version == 0 || strconv.FormatUint(version, 10) != number {
			return PolicyID{}, ErrInvalidID.Wrapf("%q: %q is no version; they count from 1", text, number)
		}
		id.Version = uint32(version)
	}
	return id, ValidateName(name)
}

// ValidateName checks a policy's name. Error: ErrInvalidID.
func ValidateName(name string) error {
	if len(name) > maxNameBytes || !matches(name, "-_.") {
		return ErrInvalidID.Wrapf("the name %.64q; a name has 1 to %d lower-case letters, digits and -_.", name, maxNameBytes)
	}
	return nil
}

// matches is whether a text is not empty and has only lower-case letters, digits and the punctuation.
func matches(text, punctuation string) bool {
	for i := range len(text) {
		c := text[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && strings.IndexByte(punctuation, c) < 0 {
			return false
		}
	}
	return text != ""
}

// printable is whether a text has only printable ASCII, at most so many bytes.
func printable(text string, most int) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return len(text) <= most
}

// isHash is whether a text is 64 lower-case hex digits.
func isHash(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(text) == 64
}
