package eas

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// MaxLeaves bounds a tree of private data, and a proof of part of one.
const MaxLeaves = 1024

// ErrProof says that a proof does not lead to its root.
var ErrProof = errors.New("proof does not lead to the root")

// PrivateField is one value of private data. Value is its ABI encoding by itself, as abi.encode gives it.
type PrivateField struct {
	Type, Name string
	Value      []byte
	Salt       Hash
}

// Leaf is keccak256(keccak256(abi.encode(type, name, value, salt))), as in OpenZeppelin's StandardMerkleTree. The salt keeps anyone from
// guessing a value from its leaf.
func (f PrivateField) Leaf() Hash {
	heads := []Hash{NumberWord(4 * HashBytes), {}, {}, f.Salt}
	texts := [][]byte{[]byte(f.Type), []byte(f.Name), f.Value}
	var tails []byte
	for i, text := range texts {
		heads[i] = NumberWord(uint64(4*HashBytes + len(tails)))
		length := NumberWord(uint64(len(text)))
		tails = append(append(tails, length[:]...), text...)
		tails = append(tails, make([]byte, (HashBytes-len(text)%HashBytes)%HashBytes)...)
	}
	var packed []byte
	for i := range heads {
		packed = append(packed, heads[i][:]...)
	}
	return doubleHash(packed, tails)
}

// Check is whether the field's value is of its type. Errors: ErrSchema, ErrData.
func (f PrivateField) Check() error {
	schema, err := ParseSchema(f.Type)
	if err != nil {
		return err
	}
	return schema.Check(f.Value)
}

// AnchorLeaf is the leaf of an off-chain attestation in an anchored batch: keccak256(keccak256(abi.encode(uint256 index, bytes32 uid))).
func AnchorLeaf(index uint64, uid Hash) Hash {
	number := NumberWord(index)
	return doubleHash(number[:], uid[:])
}

func doubleHash(parts ...[]byte) Hash {
	inner := Keccak(parts...)
	return Keccak(inner[:])
}

// Pair is the parent of two nodes, in whichever order they come.
func Pair(a, b Hash) Hash {
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	return Keccak(a[:], b[:])
}

// Tree is OpenZeppelin's StandardMerkleTree: the root first, the children of node i at 2i+1 and 2i+2, the leaves last, in falling order.
type Tree []Hash

// NewTree makes the tree of some leaves. Error: ErrProof for none or more than MaxLeaves.
func NewTree(leaves []Hash) (Tree, error) {
	if len(leaves) == 0 || len(leaves) > MaxLeaves {
		return nil, fmt.Errorf("%w: a tree of %d leaves, 1 to %d are possible", ErrProof, len(leaves), MaxLeaves)
	}
	sorted := slices.Clone(leaves)
	slices.SortFunc(sorted, func(a, b Hash) int { return bytes.Compare(b[:], a[:]) })
	tree := make(Tree, 2*len(leaves)-1)
	copy(tree[len(leaves)-1:], sorted)
	for i := len(leaves) - 2; i >= 0; i-- {
		tree[i] = Pair(tree[2*i+1], tree[2*i+2])
	}
	return tree, nil
}

// Root is the tree's root.
func (t Tree) Root() Hash { return t[0] }

// Path returns the proof of one leaf. Error: ErrProof when the leaf is not in the tree.
func (t Tree) Path(leaf Hash) ([]Hash, error) {
	at, err := t.find(leaf)
	if err != nil {
		return nil, err
	}
	var path []Hash
	for ; at > 0; at = (at - 1) / 2 {
		path = append(path, t[sibling(at)])
	}
	return path, nil
}

// VerifyPath is whether a proof leads from a leaf to the root. It hashes once per element of the path.
func VerifyPath(root, leaf Hash, path []Hash) bool {
	for i := range path {
		leaf = Pair(leaf, path[i])
	}
	return leaf == root
}

// MultiProof reveals some leaves of a tree: OpenZeppelin's multiproof.
type MultiProof struct {
	Leaves []Hash
	Proof  []Hash
	Flags  []bool
}

// Reveal makes the proof of some leaves, in the order in which the proof takes them. Error: ErrProof when one is not in the tree.
func (t Tree) Reveal(leaves []Hash) (MultiProof, error) {
	var queue []int
	for _, leaf := range leaves {
		at, err := t.find(leaf)
		if err != nil {
			return MultiProof{}, err
		}
		queue = append(queue, at)
	}
	slices.SortFunc(queue, func(a, b int) int { return b - a })
	queue = slices.Compact(queue)
	var m MultiProof
	for _, at := range queue {
		m.Leaves = append(m.Leaves, t[at])
	}
	for len(queue) > 0 && queue[0] > 0 {
		at := queue[0]
		queue = queue[1:]
		if len(queue) > 0 && queue[0] == sibling(at) {
			queue = queue[1:]
			m.Flags = append(m.Flags, true)
		} else {
			m.Flags = append(m.Flags, false)
			m.Proof = append(m.Proof, t[sibling(at)])
		}
		queue = append(queue, (at-1)/2)
	}
	if len(leaves) == 0 {
		m.Proof = []Hash{t.Root()}
	}
	return m, nil
}

// Verify is whether the proof leads to the root. Its work is linear in the proof. Error: ErrProof.
func (m MultiProof) Verify(root Hash) error {
	if len(m.Leaves) == 0 {
		return fmt.Errorf("%w: it reveals nothing", ErrProof)
	}
	if len(m.Leaves)+len(m.Proof) != len(m.Flags)+1 || len(m.Leaves)+len(m.Proof) > MaxLeaves {
		return fmt.Errorf("%w: %d leaves, %d hashes and %d flags do not belong together", ErrProof, len(m.Leaves), len(m.Proof), len(m.Flags))
	}
	queue, proof, at := slices.Clone(m.Leaves), m.Proof, 0
	for _, flag := range m.Flags {
		var other Hash
		switch {
		case flag && len(queue)-at >= 2:
			other = queue[at+1]
		case !flag && len(proof) > 0 && len(queue) > at:
			other, proof = proof[0], proof[1:]
		default:
			return fmt.Errorf("%w: the flags take more than there is", ErrProof)
		}
		queue = append(queue, Pair(queue[at], other))
		at++
		if flag {
			at++
		}
	}
	if len(queue)-at != 1 || len(proof) != 0 || queue[at] != root {
		return ErrProof
	}
	return nil
}

func (t Tree) find(leaf Hash) (int, error) {
	for i := len(t) / 2; i < len(t); i++ {
		if t[i] == leaf {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%w: %s is no leaf of the tree", ErrProof, leaf)
}

func sibling(at int) int {
	if at%2 == 0 {
		return at - 1
	}
	return at + 1
}
