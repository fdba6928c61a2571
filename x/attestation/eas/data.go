package eas

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrData says that bytes do not fit their schema.
var ErrData = errors.New("data does not fit the schema")

// Check is whether data is the ABI encoding of values of the schema, exactly as Solidity's abi.encode and EAS's tools write it: every
// offset where it must be, every padding zero, nothing left over. So one statement has one encoding, every byte is looked at once, and
// data cannot point at itself. Error: ErrData with the field.
func (s Schema) Check(data []byte) error {
	d := decoder{data}
	end, err := d.fields(s.Fields, s.words, 0)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrData, err)
	}
	if end != len(data) {
		return fmt.Errorf("%w: %d bytes are left over after the last field", ErrData, len(data)-end)
	}
	return nil
}

type decoder struct{ data []byte }

var errShort = errors.New("the data ends too early")

// fields checks values of which the heads begin at start, and returns where their tails end.
func (d decoder) fields(fields []Field, words, start int) (int, error) {
	head, tail := start, start+words*wordBytes
	if tail > len(d.data) {
		return 0, errShort
	}
	var err error
	for i := range fields {
		t := &fields[i].Type
		if tail, err = d.value(t, start, head, tail); err != nil {
			return 0, fmt.Errorf("field %d %q: %w", i+1, fields[i].Name, err)
		}
		head += t.words * wordBytes
	}
	return tail, nil
}

// value checks one value whose head is at head. A dynamic one has its tail at tail, and its head says so relative to start.
func (d decoder) value(t *Type, start, head, tail int) (int, error) {
	if !t.dynamic {
		return tail, d.static(t, head)
	}
	offset, ok := d.number(head)
	if !ok || offset != tail-start {
		return 0, errors.New("its offset is not where its data must be")
	}
	return d.dynamic(t, tail)
}

// number reads a word that must be small enough to count bytes of the data.
func (d decoder) number(at int) (int, bool) {
	word := d.data[at : at+wordBytes]
	if !isZero(word[:wordBytes-8]) {
		return 0, false
	}
	n := binary.BigEndian.Uint64(word[wordBytes-8:])
	return int(n), n <= uint64(len(d.data))
}

// static checks a value that lies whole in its head, which the caller has found to be there.
func (d decoder) static(t *Type, at int) error {
	switch t.Kind {
	case Array:
		for i := range t.Size {
			if err := d.static(t.Elem, at+i*t.Elem.words*wordBytes); err != nil {
				return fmt.Errorf("element %d: %w", i, err)
			}
		}
		return nil
	case Tuple:
		_, err := d.fields(t.Fields, t.words, at)
		return err
	default:
		return checkWord(t, d.data[at:at+wordBytes])
	}
}

func checkWord(t *Type, word []byte) error {
	switch t.Kind {
	case Uint:
		if !isZero(word[:wordBytes-t.Size/8]) {
			return fmt.Errorf("a number does not fit %d bits", t.Size)
		}
	case Int:
		sign := byte(0)
		if word[wordBytes-t.Size/8]&0x80 != 0 {
			sign = 0xff
		}
		for _, b := range word[:wordBytes-t.Size/8] {
			if b != sign {
				return fmt.Errorf("a number does not fit %d bits with a sign", t.Size)
			}
		}
	case AddressKind:
		if !isZero(word[:wordBytes-AddressBytes]) {
			return errors.New("an address has more than 20 bytes")
		}
	case Bool:
		if !isZero(word[:wordBytes-1]) || word[wordBytes-1] > 1 {
			return errors.New("a bool is neither 0 nor 1")
		}
	case FixedBytes:
		if !isZero(word[t.Size:]) {
			return fmt.Errorf("bytes%d has more than %d bytes", t.Size, t.Size)
		}
	default:
		return fmt.Errorf("kind %d has no word", t.Kind)
	}
	return nil
}

// dynamic checks a value at its tail and returns where it ends.
func (d decoder) dynamic(t *Type, at int) (int, error) {
	switch t.Kind {
	case Bytes, String:
		return d.bytes(t, at)
	case Tuple:
		words := 0
		for i := range t.Fields {
			words += t.Fields[i].Type.words
		}
		return d.fields(t.Fields, words, at)
	case Array:
		return d.elements(t.Elem, t.Size, at)
	default:
		if at+wordBytes > len(d.data) {
			return 0, errShort
		}
		count, ok := d.number(at)
		if !ok {
			return 0, errors.New("it has more elements than bytes")
		}
		return d.elements(t.Elem, count, at+wordBytes)
	}
}

// elements checks count values in a row. Each takes a word at least, so that count is bounded by the data before anything is read.
func (d decoder) elements(elem *Type, count, start int) (int, error) {
	size := elem.words * wordBytes
	if count > (len(d.data)-start)/size {
		return 0, errShort
	}
	tail := start + count*size
	var err error
	for i := range count {
		if tail, err = d.value(elem, start, start+i*size, tail); err != nil {
			return 0, fmt.Errorf("element %d: %w", i, err)
		}
	}
	return tail, nil
}

func (d decoder) bytes(t *Type, at int) (int, error) {
	if at+wordBytes > len(d.data) {
		return 0, errShort
	}
	length, ok := d.number(at)
	from := at + wordBytes
	if !ok || length > len(d.data)-from {
		return 0, errShort
	}
	end := from + (length+wordBytes-1)/wordBytes*wordBytes
	if end > len(d.data) {
		return 0, errShort
	}
	if !isZero(d.data[from+length : end]) {
		return 0, errors.New("its padding is not zero")
	}
	if t.Kind == String && !utf8.Valid(d.data[from:from+length]) {
		return 0, errors.New("a string is not UTF-8")
	}
	return end, nil
}

func isZero(bytes []byte) bool {
	for _, b := range bytes {
		if b != 0 {
			return false
		}
	}
	return true
}
