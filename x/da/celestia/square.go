package celestia

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"github.com/celestiaorg/go-square/v4/inclusion"
	"github.com/celestiaorg/go-square/v4/share"
	"github.com/celestiaorg/nmt"
	"github.com/celestiaorg/rsmt2d"

	"github.com/suretynetwork/surety/x/da/types"
)

// maxSquareWidth is as wide as Celestia's squares get.
const maxSquareWidth = 512

// square is the data of one block, laid out and committed to as Celestia does, without transactions.
type square struct {
	width int
	// shares are those of the data, row by row.
	shares [][]byte
	roots  Roots
	// blobs are those in it, with their places.
	blobs []Blob
}

// newSquare lays blobs out in the order of their namespaces, each where Celestia's rules for non-interactive defaults want it.
func newSquare(posted []Blob) (square, error) {
	sorted := slices.Clone(posted)
	slices.SortStableFunc(sorted, func(a, b Blob) int { return bytes.Compare(a.Namespace, b.Namespace) })
	var s square
	var starts []int
	for i, blob := range sorted {
		shares, err := sharesOf(blob)
		if err != nil {
			return s, err
		}
		start, err := inclusion.NextShareIndex(len(s.shares), len(shares), types.SubtreeRootThreshold)
		if err != nil {
			return s, err
		}
		if err := s.pad(start, sorted, i); err != nil {
			return s, err
		}
		starts = append(starts, start)
		s.shares = append(s.shares, share.ToBytes(shares)...)
	}
	for s.width = 1; s.width*s.width < len(s.shares); s.width *= 2 {
	}
	if s.width > maxSquareWidth {
		return s, fmt.Errorf("%d shares, a block takes %d", len(s.shares), maxSquareWidth*maxSquareWidth)
	}
	s.shares = append(s.shares, share.ToBytes(share.TailPaddingShares(s.width*s.width-len(s.shares)))...)
	for i, blob := range sorted {
		blob.Index = starts[i]/s.width*2*s.width + starts[i]%s.width
		s.blobs = append(s.blobs, blob)
	}
	return s, s.commit()
}

// pad fills up to a start with padding: of the namespace before, as Celestia does, or reserved padding at the beginning.
func (s *square) pad(start int, sorted []Blob, i int) error {
	n := start - len(s.shares)
	if n == 0 {
		return nil
	}
	namespace, err := share.NewNamespaceFromBytes(sorted[max(i-1, 0)].Namespace)
	if err != nil {
		return err
	}
	padding, err := share.NamespacePaddingShares(namespace, share.ShareVersionZero, n)
	s.shares = append(s.shares, share.ToBytes(padding)...)
	return err
}

func sharesOf(blob Blob) ([]share.Share, error) {
	namespace, err := share.NewNamespaceFromBytes(blob.Namespace)
	if err != nil {
		return nil, err
	}
	if err := namespace.ValidateForBlob(); err != nil {
		return nil, err
	}
	if blob.ShareVersion > share.ShareVersionOne {
		return nil, fmt.Errorf("share version %d", blob.ShareVersion)
	}
	content, err := share.NewBlob(namespace, blob.Data, blob.ShareVersion, blob.Signer)
	if err != nil {
		return nil, err
	}
	return content.ToShares()
}

func (s *square) commit() error {
	extended, err := rsmt2d.ComputeExtendedDataSquare(s.shares, rsmt2d.NewLeoRSCodec(), func(_ rsmt2d.Axis, index uint) rsmt2d.Tree {
		return &axisTree{width: s.width, index: int(index), tree: nmt.New(sha256.New(), nmt.NamespaceIDSize(share.NamespaceSize), nmt.IgnoreMaxNamespace(true))}
	})
	if err != nil {
		return err
	}
	if s.roots.Rows, err = extended.RowRoots(); err != nil {
		return err
	}
	s.roots.Columns, err = extended.ColRoots()
	return err
}

// axisTree is the namespaced Merkle tree of a row or column: what is not of the data itself is of the namespace of parity.
type axisTree struct {
	width, index, pushed int
	tree                 *nmt.NamespacedMerkleTree
}

// Push adds a share.
func (t *axisTree) Push(data []byte) error {
	if len(data) != share.ShareSize {
		return errors.New("a share of another size")
	}
	namespace := share.ParitySharesNamespace.Bytes()
	if t.index < t.width && t.pushed < t.width {
		namespace = data[:share.NamespaceSize]
	}
	t.pushed++
	return t.tree.Push(slices.Concat(namespace, data))
}

// Root returns the tree's root.
func (t *axisTree) Root() ([]byte, error) { return t.tree.Root() }
