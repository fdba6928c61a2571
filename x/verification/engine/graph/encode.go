package graph

import (
	"bytes"
	"encoding/hex"
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
	"lukechampine.com/blake3"
)

// maxDecodeBytes is the longest encoding that Decode looks at, whatever a network's limits are.
const maxDecodeBytes = 16 << 20

// minNodeBytes is the shortest encoding of a node in a program: its tag and length, an operator and an element type.
const minNodeBytes = 6

// Decode parses a program's canonical bytes. It refuses any other encoding of the same program, so that one program has one
// id, and checks none of the rules: call Validate. It allocates at most 128 bytes for each byte given, and 64 KiB. Errors match
// ErrNotCanonical.
func Decode(bz []byte) (*Program, error) {
	if len(bz) > maxDecodeBytes {
		return nil, fmt.Errorf("%w: %d bytes, more than %d", ErrNotCanonical, len(bz), maxDecodeBytes)
	}
	nodes, err := room(bz)
	if err != nil {
		return nil, err
	}
	p := &Program{Nodes: nodes}
	if err := p.Unmarshal(bz); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotCanonical, err)
	}
	again, err := p.Encode()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, bz) {
		return nil, fmt.Errorf("%w: its %d bytes become %d when encoded again (unknown, repeated or reordered fields); "+
			"encode it with graph.Program.Encode", ErrNotCanonical, len(bz), len(again))
	}
	return p, nil
}

// room is space for the nodes of an encoding, which would take many times the encoding if it grew with them. Nodes that are too short to
// be any are refused, so that a short encoding cannot ask for much.
func room(bz []byte) ([]Node, error) {
	const nodes = 4 // their field in Program
	count := 0
	for at := 0; at < len(bz); {
		number, _, size := protowire.ConsumeField(bz[at:])
		if size < 0 {
			return nil, fmt.Errorf("%w: at byte %d: %w", ErrNotCanonical, at, protowire.ParseError(size))
		}
		if number == nodes {
			if size < minNodeBytes {
				return nil, fmt.Errorf("%w: node %d has %d bytes, too few for an operator and a type", ErrNotCanonical, count, size)
			}
			count++
		}
		at += size
	}
	if count == 0 {
		return nil, nil
	}
	return make([]Node, 0, count), nil
}

// Encode returns the canonical bytes of the program.
func (m *Program) Encode() ([]byte, error) {
	if m == nil {
		return nil, invalid("it is nil")
	}
	bz, err := m.Marshal()
	if err != nil {
		return nil, invalid("encoding it: %v", err)
	}
	return bz, nil
}

// ID is the BLAKE3 of the canonical bytes.
func (m *Program) ID() ([32]byte, error) {
	bz, err := m.Encode()
	if err != nil {
		return [32]byte{}, err
	}
	return blake3.Sum256(bz), nil
}

// InputCount is the number of OP_INPUT nodes that the program begins with: the tensors an order has to bring.
func (m *Program) InputCount() int {
	for i := range m.GetNodes() {
		if m.Nodes[i].Op != OpInput {
			return i
		}
	}
	return len(m.GetNodes())
}

// FormatID writes a program id or a root as people see it: 64 lower-case hex digits.
func FormatID(id [32]byte) string { return hex.EncodeToString(id[:]) }

// ParseID reads what FormatID writes, and nothing else.
func ParseID(s string) (id [32]byte, err error) {
	if len(s) != 64 {
		return id, fmt.Errorf("an id is 64 hex digits, not %d characters", len(s))
	}
	bz, err := hex.DecodeString(s)
	if err != nil {
		return id, fmt.Errorf("an id is 64 hex digits: %w", err)
	}
	copy(id[:], bz)
	if FormatID(id) != s {
		return [32]byte{}, fmt.Errorf("an id is written in lower case, not %q", s)
	}
	return id, nil
}
