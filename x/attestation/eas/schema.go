package eas

import (
	"errors"
	"fmt"
	"strconv"
)

// Limits of a schema. They bound how deep a check recurses and how much one field can demand.
const (
	MaxFields     = 128
	MaxDepth      = 8
	MaxTypeWords  = 1 << 12
	maxNameBytes  = 64
	maxArrayCount = 1 << 12
	wordBytes     = 32
)

// ErrSchema says that a schema cannot be read.
var ErrSchema = errors.New("not a schema")

// Kind is what a value is.
type Kind uint8

// The kinds of values that a schema can have.
const (
	Uint Kind = iota + 1
	Int
	AddressKind
	Bool
	FixedBytes
	Bytes
	String
	Array
	Slice
	Tuple
)

// Type is one Solidity type.
type Type struct {
	Kind Kind
	// Size is the bits of an Uint or Int, the bytes of FixedBytes, the elements of an Array.
	Size int
	// Elem is the element of an Array or Slice.
	Elem *Type
	// Fields are those of a Tuple.
	Fields []Field

	dynamic bool
	words   int // in the head of what contains it
}

// Field is a value's type and its name, which may be empty.
type Field struct {
	Name string
	Type Type
}

// Schema is a parsed schema: the fields, in order.
type Schema struct {
	Fields []Field
	words  int
}

// ParseSchema reads the parameters of a Solidity function, such as "bytes32 artifactDigest, (string key, uint64 value)[] scores"; this is
// what EAS's tools read, and ipfsHash is bytes32 as there. The empty text has no fields. Error: ErrSchema with the place.
func ParseSchema(text string) (Schema, error) {
	p := &parser{text: text}
	p.space()
	var fields []Field
	var err error
	if !p.done() {
		fields, err = p.fields(0)
	}
	if err == nil && !p.done() {
		err = p.failf("%q is unexpected", p.text[p.at])
	}
	if err != nil {
		return Schema{}, err
	}
	words, err := headWords(fields)
	return Schema{Fields: fields, words: words}, err
}

type parser struct {
	text  string
	at    int
	total int
}

func (p *parser) failf(format string, args ...any) error {
	return fmt.Errorf("%w: at byte %d: %s", ErrSchema, p.at, fmt.Sprintf(format, args...))
}

func (p *parser) done() bool { return p.at >= len(p.text) }

func (p *parser) space() {
	for !p.done() && (p.text[p.at] == ' ' || p.text[p.at] == '\t' || p.text[p.at] == '\n' || p.text[p.at] == '\r') {
		p.at++
	}
}

func (p *parser) take(c byte) bool {
	if p.done() || p.text[p.at] != c {
		return false
	}
	p.at++
	return true
}

// word takes letters, digits, _ and $.
func (p *parser) word() string {
	from := p.at
	for !p.done() {
		c := p.text[p.at]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '$' {
			break
		}
		p.at++
	}
	return p.text[from:p.at]
}

func (p *parser) fields(depth int) ([]Field, error) {
	var fields []Field
	for {
		field, err := p.field(depth)
		if err != nil {
			return nil, err
		}
		if p.total++; p.total > MaxFields {
			return nil, p.failf("more than %d fields", MaxFields)
		}
		fields = append(fields, field)
		if !p.take(',') {
			return fields, nil
		}
		p.space()
	}
}

func (p *parser) field(depth int) (Field, error) {
	base, err := p.base(depth)
	if err != nil {
		return Field{}, err
	}
	if base, err = p.suffixes(base, depth); err != nil {
		return Field{}, err
	}
	p.space()
	from := p.at
	name := p.word()
	if len(name) > maxNameBytes {
		return Field{}, p.failf("a name has %d bytes, at most %d are possible", len(name), maxNameBytes)
	}
	if name != "" && name[0] >= '0' && name[0] <= '9' {
		p.at = from
		return Field{}, p.failf("the name %q begins with a digit", name)
	}
	p.space()
	return Field{Name: name, Type: base}, nil
}

func (p *parser) base(depth int) (Type, error) {
	if depth >= MaxDepth {
		return Type{}, p.failf("nested more than %d deep", MaxDepth)
	}
	from := p.at
	name := p.word()
	if (name == "" || name == "tuple") && p.take('(') {
		p.space()
		fields, err := p.fields(depth + 1)
		if err != nil {
			return Type{}, err
		}
		if !p.take(')') {
			return Type{}, p.failf("a ) is missing")
		}
		return newTuple(fields)
	}
	t, ok := elementary(name)
	if !ok {
		p.at = from
		if name == "" {
			return Type{}, p.failf("a type is missing")
		}
		return Type{}, p.failf("%q is no type; use uint8 to uint256, int8 to int256, address, bool, bytes1 to bytes32, bytes, string, "+
			"(tuples) and arrays[]", name)
	}
	return t, nil
}

// suffixes reads the dimensions of an array, innermost first.
func (p *parser) suffixes(t Type, depth int) (Type, error) {
	for ; p.take('['); depth++ {
		if depth >= MaxDepth {
			return Type{}, p.failf("nested more than %d deep", MaxDepth)
		}
		elem := t
		digits := p.word()
		if !p.take(']') {
			return Type{}, p.failf("a ] is missing")
		}
		if digits == "" {
			t = Type{Kind: Slice, Elem: &elem, dynamic: true, words: 1}
			continue
		}
		size, err := strconv.ParseUint(digits, 10, 16)
		if err != nil || size == 0 || size > maxArrayCount || digits[0] == '0' {
			return Type{}, p.failf("an array of %q elements; use 1 to %d, or none for any number", digits, maxArrayCount)
		}
		t = Type{Kind: Array, Size: int(size), Elem: &elem, dynamic: elem.dynamic, words: 1}
		if !t.dynamic {
			t.words = elem.words * t.Size
		}
		if t.words > MaxTypeWords {
			return Type{}, p.failf("the array has %d words, at most %d are possible", t.words, MaxTypeWords)
		}
	}
	return t, nil
}

func newTuple(fields []Field) (Type, error) {
	words, err := headWords(fields)
	t := Type{Kind: Tuple, Fields: fields, words: words}
	for _, field := range fields {
		t.dynamic = t.dynamic || field.Type.dynamic
	}
	if t.dynamic {
		t.words = 1
	}
	return t, err
}

func headWords(fields []Field) (int, error) {
	words := 0
	for _, field := range fields {
		words += field.Type.words
	}
	if words > MaxTypeWords {
		return 0, fmt.Errorf("%w: fields of %d words, at most %d are possible", ErrSchema, words, MaxTypeWords)
	}
	return words, nil
}

// elementary reads the name of a type that has no parts.
func elementary(name string) (Type, bool) {
	switch name {
	case "address":
		return Type{Kind: AddressKind, words: 1}, true
	case "bool":
		return Type{Kind: Bool, words: 1}, true
	case "string":
		return Type{Kind: String, dynamic: true, words: 1}, true
	case "bytes":
		return Type{Kind: Bytes, dynamic: true, words: 1}, true
	case "ipfsHash":
		return Type{Kind: FixedBytes, Size: wordBytes, words: 1}, true
	case "uint":
		return Type{Kind: Uint, Size: 256, words: 1}, true
	case "int":
		return Type{Kind: Int, Size: 256, words: 1}, true
	}
	return sizedType(name)
}

// sizedType reads the name of a type with its size, such as uint64 or bytes32.
func sizedType(name string) (Type, bool) {
	for _, sized := range []struct {
		prefix         string
		kind           Kind
		step, smallest int
		largest        int
	}{{"uint", Uint, 8, 8, 256}, {"int", Int, 8, 8, 256}, {"bytes", FixedBytes, 1, 1, wordBytes}} {
		if len(name) <= len(sized.prefix) || name[:len(sized.prefix)] != sized.prefix || name[len(sized.prefix)] == '0' {
			continue
		}
		size, err := strconv.ParseUint(name[len(sized.prefix):], 10, 16)
		if err != nil || int(size) < sized.smallest || int(size) > sized.largest || int(size)%sized.step != 0 {
			return Type{}, false
		}
		return Type{Kind: sized.kind, Size: int(size), words: 1}, true
	}
	return Type{}, false
}
