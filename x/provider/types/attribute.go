package types

import (
	"sort"
	"strings"
)

// Limits of attributes and of what an order may require of them.
const (
	MaxAttributeKeyBytes   = 64
	MaxAttributeValueBytes = 128
	// MaxRequiredAttributes and MaxRequiredAttesters bound the reads of one match.
	MaxRequiredAttributes = 32
	MaxRequiredAttesters  = 16
)

// Validate checks a key of lower-case letters, digits, '-', '_', '.' and '/', and a value of printable ASCII, neither empty.
func (a Attribute) Validate() error {
	if a.Key == "" || len(a.Key) > MaxAttributeKeyBytes {
		return ErrInvalidAttribute.Wrapf("a key has %d bytes, it must have 1 to %d", len(a.Key), MaxAttributeKeyBytes)
	}
	for i := range len(a.Key) {
		c := a.Key[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && !strings.ContainsRune("-_./", rune(c)) {
			return ErrInvalidAttribute.Wrapf("the key %q has %q; use lower-case letters, digits and -_./", a.Key, c)
		}
	}
	if a.Value == "" || len(a.Value) > MaxAttributeValueBytes {
		return ErrInvalidAttribute.Wrapf("the value of %s has %d bytes, it must have 1 to %d", a.Key, len(a.Value), MaxAttributeValueBytes)
	}
	for i := range len(a.Value) {
		if a.Value[i] < ' ' || a.Value[i] > '~' {
			return ErrInvalidAttribute.Wrapf("the value of %s has the byte 0x%02x; use printable ASCII", a.Key, a.Value[i])
		}
	}
	return nil
}

// ParseAttributes reads key=value texts, sorted by key. The value may contain '='. Error: ErrInvalidAttribute for a text without '=', a
// bad key or value, a key twice, or more than maximum.
func ParseAttributes(texts []string, maximum uint32) ([]Attribute, error) {
	if uint64(len(texts)) > uint64(maximum) {
		return nil, ErrInvalidAttribute.Wrapf("%d attributes, at most %d are possible", len(texts), maximum)
	}
	attributes := make([]Attribute, 0, len(texts))
	for i, text := range texts {
		key, value, found := strings.Cut(text, "=")
		if !found {
			return nil, ErrInvalidAttribute.Wrapf("attribute %d has no '='; write key=value", i+1)
		}
		attribute := Attribute{Key: key, Value: value}
		if err := attribute.Validate(); err != nil {
			return nil, err
		}
		attributes = append(attributes, attribute)
	}
	sort.Slice(attributes, func(i, j int) bool { return attributes[i].Key < attributes[j].Key })
	return attributes, checkSorted(attributes)
}

func checkSorted(attributes []Attribute) error {
	for i := 1; i < len(attributes); i++ {
		if attributes[i-1].Key == attributes[i].Key {
			return ErrInvalidAttribute.Wrapf("%s is named twice", attributes[i].Key)
		}
		if attributes[i-1].Key > attributes[i].Key {
			return ErrInvalidAttribute.Wrapf("%s is out of order", attributes[i].Key)
		}
	}
	return nil
}
