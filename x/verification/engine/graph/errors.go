package graph

import (
	"errors"
	"fmt"
)

var (
	// ErrInvalid is matched by every error that says a program breaks a rule, a *NodeError included.
	ErrInvalid = errors.New("invalid program")
	// ErrNotCanonical says that bytes are not the one encoding of a program.
	ErrNotCanonical = errors.New("program is not in canonical form")
	// ErrElement says that an element index or a node cannot have dependencies.
	ErrElement = errors.New("no such element")
)

// NodeError says which node of a program breaks a rule, and how. It matches ErrInvalid.
type NodeError struct {
	// Index is the trace index of the node.
	Index uint32
	// Name is the source model's name for it; may be empty.
	Name string
	// Op is the node's operator.
	Op Op
	// Reason says what is wrong, with the values.
	Reason string
}

// Error names the node, its operator and the reason on one line.
func (e *NodeError) Error() string {
	return fmt.Sprintf("node %d %q (%s): %s", e.Index, e.Name, e.Op, e.Reason)
}

// Is makes errors.Is(err, ErrInvalid) true for every NodeError.
func (e *NodeError) Is(target error) bool { return target == ErrInvalid }

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrInvalid}, args...)...)
}
