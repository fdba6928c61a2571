package c2pa

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

const (
	maxBoxDepth = 16
	maxBoxes    = 20_000
)

// box is one JUMBF box. Of a superbox, label and children are set; body is everything after the box's own header.
type box struct {
	kind     string
	label    string
	body     []byte
	children []*box
}

// parser counts boxes, so that nesting cannot make many out of few bytes.
type parser struct{ boxes int }

func (p *parser) parse(raw []byte, depth int) (list []*box, err error) {
	if depth > maxBoxDepth {
		return nil, fmt.Errorf("c2pa: boxes are nested deeper than %d", maxBoxDepth)
	}
	for len(raw) > 0 {
		if p.boxes++; p.boxes > maxBoxes {
			return nil, fmt.Errorf("c2pa: more than %d boxes", maxBoxes)
		}
		one, size, err := cutBox(raw)
		if err != nil {
			return nil, err
		}
		if one.kind == "jumb" {
			if err := p.open(one, depth); err != nil {
				return nil, err
			}
		}
		list, raw = append(list, one), raw[size:]
	}
	return list, nil
}

// cutBox reads a header and checks the length that it says.
func cutBox(raw []byte) (*box, uint64, error) {
	if len(raw) < 8 {
		return nil, 0, fmt.Errorf("c2pa: %d bytes cannot hold a box", len(raw))
	}
	size, header := uint64(binary.BigEndian.Uint32(raw)), uint64(8)
	switch size {
	case 0:
		size = uint64(len(raw))
	case 1:
		if len(raw) < 16 {
			return nil, 0, errors.New("c2pa: a box with a long length is cut off")
		}
		size, header = binary.BigEndian.Uint64(raw[8:]), 16
	}
	if size < header || size > uint64(len(raw)) {
		return nil, 0, fmt.Errorf("c2pa: a box says %d bytes, there are %d", size, len(raw))
	}
	return &box{kind: string(raw[4:8]), body: raw[header:size]}, size, nil
}

// open reads a superbox: its description, then what is in it.
func (p *parser) open(one *box, depth int) error {
	children, err := p.parse(one.body, depth+1)
	if err != nil {
		return err
	}
	if len(children) == 0 || children[0].kind != "jumd" {
		return errors.New("c2pa: a superbox does not begin with its description")
	}
	description := children[0].body
	if len(description) < 17 {
		return errors.New("c2pa: a description is cut off")
	}
	if description[16]&2 != 0 {
		end := bytes.IndexByte(description[17:], 0)
		if end < 0 || end > 256 {
			return errors.New("c2pa: a label does not end")
		}
		one.label = string(description[17 : 17+end])
	}
	one.children = children[1:]
	return nil
}

// child finds a superbox by label; a label that is there twice is no label.
func (b *box) child(label string) (*box, error) {
	var found *box
	for _, c := range b.children {
		if c.kind == "jumb" && c.label == label {
			if found != nil {
				return nil, fmt.Errorf("c2pa: %s is there twice", label)
			}
			found = c
		}
	}
	if found == nil {
		return nil, fmt.Errorf("c2pa: %s is missing", label)
	}
	return found, nil
}

// content is the one content box of a superbox, of a kind.
func (b *box) content(kind string) ([]byte, error) {
	for _, c := range b.children {
		if c.kind == kind {
			return c.body, nil
		}
	}
	return nil, fmt.Errorf("c2pa: %s has no %s", b.label, kind)
}
