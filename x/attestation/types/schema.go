package types

import (
	"strings"

	"cosmossdk.io/core/address"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

const (
	// MaxNameBytes is the longest name of a schema.
	MaxNameBytes = 64
	// MaxVersions bounds the versions of one name.
	MaxVersions = 1 << 16

	nativePrefix     = "native:"
	foreignPrefix    = "0x"
	maxResolverBytes = 256
)

// Resolver is who is asked before something is attested or revoked under a schema.
type Resolver struct {
	// Text is the one way to write it; empty for nobody.
	Text string
	// Native is a native hook's name, and Args what follows it.
	Native string
	Args   string
	// Contract is the account of a contract.
	Contract []byte
	// Address stands for it in identifiers.
	Address eas.Address
}

// Foreign is whether it is a resolver of another chain, under which nothing can be attested here.
func (r Resolver) Foreign() bool { return strings.HasPrefix(r.Text, foreignPrefix) }

// ParseResolver reads native:NAME[:ARGUMENTS], a contract's address, or 0x and 40 hex digits for a resolver of another chain. In
// identifiers a native one stands as the last 20 bytes of the Keccak-256 of its text. Error: ErrInvalidResolver.
func ParseResolver(addresses address.Codec, text string) (Resolver, error) {
	switch {
	case text == "":
		return Resolver{}, nil
	case len(text) > maxResolverBytes:
		return Resolver{}, ErrInvalidResolver.Wrapf("%d bytes, at most %d are possible", len(text), maxResolverBytes)
	case strings.HasPrefix(text, foreignPrefix):
		foreign, err := eas.ParseAddress(text)
		if err != nil {
			return Resolver{}, ErrInvalidResolver.Wrapf("%q: %s", text, err)
		}
		if foreign.IsZero() {
			return Resolver{}, nil
		}
		return Resolver{Text: foreign.String(), Address: foreign}, nil
	case strings.HasPrefix(text, nativePrefix):
		name, args, _ := strings.Cut(text[len(nativePrefix):], ":")
		digest := eas.Keccak([]byte(text))
		return Resolver{Text: text, Native: name, Args: args, Address: eas.Address(digest[eas.HashBytes-eas.AddressBytes:])}, nil
	}
	contract, err := addresses.StringToBytes(text)
	if err != nil {
		return Resolver{}, ErrInvalidResolver.Wrapf("%q is no contract's address, and neither native:NAME nor 0x and 40 hex digits: %s", text, err)
	}
	canonical, err := addresses.BytesToString(contract)
	if err != nil {
		return Resolver{}, ErrInvalidResolver.Wrap(err.Error())
	}
	return Resolver{Text: canonical, Contract: contract, Address: eas.ShortAddress(contract)}, nil
}

// NewSchema checks a schema's text and computes its identifier. Error: ErrInvalidSchema.
func NewSchema(text string, resolver Resolver, revocable bool, maxBytes uint32) (Schema, error) {
	if uint64(len(text)) > uint64(maxBytes) {
		return Schema{}, ErrInvalidSchema.Wrapf("%d bytes, at most %d are possible", len(text), maxBytes)
	}
	if _, err := eas.ParseSchema(text); err != nil {
		return Schema{}, ErrInvalidSchema.Wrap(err.Error())
	}
	return Schema{
		Uid: eas.SchemaUID(text, resolver.Address, revocable).String(), Schema: text, Resolver: resolver.Text,
		ResolverAddress: resolver.Address.String(), Revocable: revocable,
	}, nil
}

// CheckData is whether data has the schema's fields. Errors: ErrInvalidData, or ErrInvalidSchema.
func (s Schema) CheckData(data []byte) error {
	parsed, err := eas.ParseSchema(s.Schema)
	if err != nil {
		return ErrInvalidSchema.Wrap(err.Error())
	}
	if err := parsed.Check(data); err != nil {
		return ErrInvalidData.Wrapf("schema %q: %s", s.Schema, err)
	}
	return nil
}

// ValidateName returns ErrInvalidName unless a name has 1 to 64 lower-case letters, digits, '-', '_', '.' and '/'.
func ValidateName(name string) error {
	if len(name) > MaxNameBytes || !matches(name, "-_./", 'a') {
		return ErrInvalidName.Wrapf("%q; a name has 1 to %d lower-case letters, digits and -_./", name, MaxNameBytes)
	}
	return nil
}
