package attest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

const word = 32

var errValue = errors.New("the value does not fit its type")

// Encode is the ABI encoding of values by a schema's fields. A value is JSON, or text that is taken as it is where the type wants a text:
// numbers as numbers or text, bytes and addresses as 0x..., arrays as arrays, tuples as arrays or objects.
func Encode(schema eas.Schema, values map[string]string) ([]byte, error) {
	trees := make([]any, len(schema.Fields))
	for i, field := range schema.Fields {
		name := field.Name
		if name == "" {
			name = fmt.Sprint(i)
		}
		text, given := values[name]
		if !given {
			return nil, fmt.Errorf("the field %q has no value; give it with --field %s=VALUE", name, name)
		}
		trees[i] = text
		if field.Type.Kind != eas.String {
			decoder := json.NewDecoder(strings.NewReader(text))
			decoder.UseNumber()
			var tree any
			if err := decoder.Decode(&tree); err == nil && !decoder.More() {
				trees[i] = tree
			}
		}
	}
	for name := range values {
		known := slices.ContainsFunc(schema.Fields, func(f eas.Field) bool { return f.Name == name })
		if !known && (len(schema.Fields) == 0 || schema.Fields[0].Name != "") {
			return nil, fmt.Errorf("the schema has no field %q", name)
		}
	}
	types := make([]eas.Type, len(schema.Fields))
	for i, field := range schema.Fields {
		types[i] = field.Type
	}
	raw, err := encodeAll(types, trees)
	if err != nil {
		return nil, err
	}
	return raw, schema.Check(raw)
}

func dynamic(t eas.Type) bool {
	switch t.Kind {
	case eas.Bytes, eas.String, eas.Slice:
		return true
	case eas.Array:
		return dynamic(*t.Elem)
	case eas.Tuple:
		return slices.ContainsFunc(t.Fields, func(f eas.Field) bool { return dynamic(f.Type) })
	default:
		return false
	}
}

// encodeAll puts heads before tails, as the ABI has it.
func encodeAll(types []eas.Type, values []any) ([]byte, error) {
	parts := make([][]byte, len(types))
	heads := 0
	for i, t := range types {
		raw, err := encodeOne(t, values[i])
		if err != nil {
			return nil, err
		}
		parts[i] = raw
		if dynamic(t) {
			heads += word
		} else {
			heads += len(raw)
		}
	}
	var head, tail []byte
	for i, t := range types {
		if !dynamic(t) {
			head = append(head, parts[i]...)
			continue
		}
		offset := eas.NumberWord(uint64(heads + len(tail)))
		head = append(head, offset[:]...)
		tail = append(tail, parts[i]...)
	}
	return append(head, tail...), nil
}

func encodeOne(t eas.Type, value any) ([]byte, error) {
	switch t.Kind {
	case eas.Uint, eas.Int:
		return encodeNumber(t, value)
	case eas.Bool:
		flag, is := value.(bool)
		if !is {
			return nil, fmt.Errorf("%w: %v is neither true nor false", errValue, value)
		}
		raw := make([]byte, word)
		if flag {
			raw[word-1] = 1
		}
		return raw, nil
	case eas.AddressKind:
		address, err := eas.ParseAddress(fmt.Sprint(value))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errValue, err)
		}
		return append(make([]byte, word-eas.AddressBytes), address[:]...), nil
	case eas.FixedBytes:
		raw, err := unhex(fmt.Sprint(value))
		if err != nil || len(raw) != t.Size {
			return nil, fmt.Errorf("%w: %v is not 0x and %d hex digits", errValue, value, 2*t.Size)
		}
		return append(raw, make([]byte, word-len(raw))...), nil
	case eas.Bytes:
		raw, err := unhex(fmt.Sprint(value))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errValue, err)
		}
		return withLength(raw), nil
	case eas.String:
		return withLength([]byte(fmt.Sprint(value))), nil
	default:
		return encodeParts(t, value)
	}
}

func withLength(raw []byte) []byte {
	length := eas.NumberWord(uint64(len(raw)))
	padded := append(length[:], raw...)
	return append(padded, make([]byte, (word-len(raw)%word)%word)...)
}

func encodeNumber(t eas.Type, value any) ([]byte, error) {
	n, ok := new(big.Int).SetString(fmt.Sprint(value), 0)
	if !ok {
		return nil, fmt.Errorf("%w: %v is no whole number", errValue, value)
	}
	bits := uint(t.Size)
	least, most := new(big.Int), new(big.Int).Lsh(big.NewInt(1), bits)
	if t.Kind == eas.Int {
		most.Rsh(most, 1)
		least.Neg(most)
	}
	if n.Cmp(least) < 0 || n.Cmp(most) >= 0 {
		return nil, fmt.Errorf("%w: %s does not fit %d bits", errValue, n, bits)
	}
	if n.Sign() < 0 {
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), 8*word)) // two's complement
	}
	return n.FillBytes(make([]byte, word)), nil
}

// encodeParts encodes arrays and tuples.
func encodeParts(t eas.Type, value any) ([]byte, error) {
	list, isList := value.([]any)
	if object, is := value.(map[string]any); is && t.Kind == eas.Tuple {
		isList, list = true, nil
		for _, field := range t.Fields {
			list = append(list, object[field.Name])
		}
	}
	if !isList {
		return nil, fmt.Errorf("%w: %v is no list", errValue, value)
	}
	types := make([]eas.Type, len(list))
	switch t.Kind {
	case eas.Tuple:
		if len(list) != len(t.Fields) {
			return nil, fmt.Errorf("%w: %d values for %d fields", errValue, len(list), len(t.Fields))
		}
		for i, field := range t.Fields {
			types[i] = field.Type
		}
	default:
		if t.Kind == eas.Array && len(list) != t.Size {
			return nil, fmt.Errorf("%w: %d elements for %d", errValue, len(list), t.Size)
		}
		for i := range types {
			types[i] = *t.Elem
		}
	}
	raw, err := encodeAll(types, list)
	if t.Kind == eas.Slice {
		length := eas.NumberWord(uint64(len(list)))
		raw = append(length[:], raw...)
	}
	return raw, err
}
