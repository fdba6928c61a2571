package types

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/bits"

	"github.com/celestiaorg/go-square/v4/inclusion"
	"github.com/celestiaorg/go-square/v4/share"
	"github.com/celestiaorg/nmt"
	"github.com/cometbft/cometbft/crypto/merkle"
)

const (
	// MaxWidth is the widest square that a proof may be of: rows of so many shares, without parity. Celestia's own limit is lower.
	MaxWidth = 1024
	// SubtreeRootThreshold is Celestia's constant of that name: how many subtree roots a commitment has before they grow.
	SubtreeRootThreshold = 64
	nodeSize             = 2*share.NamespaceSize + sha256.Size
)

// Blob is what a proof shows of a blob.
type Blob struct {
	// Size is the length of its content in bytes.
	Size uint32
	// ShareVersion is 0, or 1 for a blob that names its signer.
	ShareVersion uint8
	// Start is what of its content lies in the first share: all of it, or 478 bytes, 458 after a signer.
	Start []byte
}

// Verify checks that the referenced blob is in the block with this data root, and returns what is shown of it. After Celestia's ADR-011
// (optimistic blob size independent inclusion proofs) and ADR-013 (non-interactive default rules). Beyond these it wants the rows to be
// neighbours and full in between, every proof to have just as many nodes as its place needs, and the length that the first share states
// to be that of the range: so that a commitment is one whole blob's, at its start. Error: ErrInvalidBlobProof.
func (p BlobProof) Verify(dataRoot [HashSize]byte, ref Reference) (Blob, error) {
	if err := p.checkForm(); err != nil {
		return Blob{}, err
	}
	shares, err := p.shares()
	if err != nil {
		return Blob{}, err
	}
	width, err := inclusion.SubTreeWidth(shares, SubtreeRootThreshold)
	if err != nil {
		return Blob{}, ErrInvalidBlobProof.Wrapf("%d shares: %s", shares, err)
	}
	if int(p.Rows[0].Start)%width != 0 {
		return Blob{}, ErrInvalidBlobProof.Wrapf("a blob of %d shares begins at a multiple of %d, not at %d", shares, width, p.Rows[0].Start)
	}
	namespace := ref.Namespace.Bytes()
	var roots [][]byte
	for i, row := range p.Rows {
		if err := row.verify(dataRoot, namespace, p.FirstRow+uint32(i), p.Width, width); err != nil {
			return Blob{}, ErrInvalidBlobProof.Wrapf("row %d: %s", p.FirstRow+uint32(i), err)
		}
		roots = append(roots, row.SubtreeRoots...)
	}
	if !bytes.Equal(merkle.HashFromByteSlices(roots), ref.Commitment[:]) {
		return Blob{}, ErrInvalidBlobProof.Wrap("the subtree roots do not give the commitment of the reference")
	}
	return p.first(namespace, shares)
}

// Hashes counts the nodes that Verify has to hash at most, for what it costs.
func (p BlobProof) Hashes() uint64 {
	n := 2 + uint64(len(p.FirstShareNodes))
	for _, row := range p.Rows {
		n += 2*uint64(len(row.SubtreeRoots)) + uint64(len(row.Nodes)) + uint64(len(row.Aunts)) + 2
	}
	return n
}

func (p BlobProof) checkForm() error {
	if p.Width == 0 || p.Width > MaxWidth || bits.OnesCount32(p.Width) != 1 {
		return ErrInvalidBlobProof.Wrapf("the width is %d, it must be a power of two up to %d", p.Width, MaxWidth)
	}
	if len(p.Rows) == 0 || uint64(p.FirstRow)+uint64(len(p.Rows)) > uint64(p.Width) {
		return ErrInvalidBlobProof.Wrapf("rows %d to %d of %d", p.FirstRow, uint64(p.FirstRow)+uint64(len(p.Rows)), p.Width)
	}
	if len(p.FirstShare) != share.ShareSize {
		return ErrInvalidBlobProof.Wrapf("the first share has %d bytes, it must have %d", len(p.FirstShare), share.ShareSize)
	}
	return nil
}

// shares counts the shares of the blob and checks that the rows' ranges join.
func (p BlobProof) shares() (n int, err error) {
	for i, row := range p.Rows {
		if row.Start >= row.End || row.End > p.Width || (i > 0 && row.Start != 0) || (i < len(p.Rows)-1 && row.End != p.Width) {
			return 0, ErrInvalidBlobProof.Wrapf("row %d of %d is from %d to %d of %d: a blob has no gaps", i+1, len(p.Rows), row.Start, row.End, p.Width)
		}
		n += int(row.End - row.Start)
	}
	return n, nil
}

// first reads the first share, which says how long the blob is.
func (p BlobProof) first(namespace []byte, shares int) (Blob, error) {
	row := p.Rows[0]
	if got, want := len(p.FirstShareNodes), siblings(row.Start, row.Start+1, 2*p.Width); got != want {
		return Blob{}, ErrInvalidBlobProof.Wrapf("the first share is proved by %d nodes, its place needs %d", got, want)
	}
	if err := checkNodes(p.FirstShareNodes); err != nil {
		return Blob{}, err
	}
	proof := nmt.NewInclusionProof(int(row.Start), int(row.Start)+1, p.FirstShareNodes, true)
	if !proof.VerifyInclusion(sha256.New(), namespace, [][]byte{p.FirstShare}, row.Root) {
		return Blob{}, ErrInvalidBlobProof.Wrap("the first share is not at the beginning of the range")
	}
	s, err := share.NewShare(p.FirstShare)
	if err != nil {
		return Blob{}, ErrInvalidBlobProof.Wrap(err.Error())
	}
	found := s.Namespace()
	if !bytes.Equal(found.Bytes(), namespace) {
		return Blob{}, ErrInvalidBlobProof.Wrapf("the first share is of the namespace %s", found)
	}
	version := s.Version()
	if version > share.ShareVersionOne {
		return Blob{}, ErrInvalidBlobProof.Wrapf("share version %d; blobs with content of their own have 0 or 1", version)
	}
	if !s.IsSequenceStart() || s.IsPadding() {
		return Blob{}, ErrInvalidBlobProof.Wrap("the range does not begin with a blob's first share")
	}
	size := s.SequenceLen()
	if needed := SharesNeeded(size, version); needed != shares {
		return Blob{}, ErrInvalidBlobProof.Wrapf("the blob has %d bytes, which is %d shares; the range has %d", size, needed, shares)
	}
	start := s.RawData()
	return Blob{Size: size, ShareVersion: version, Start: start[:min(len(start), int(size))]}, nil
}

// SharesNeeded returns how many shares a blob of so many bytes takes.
func SharesNeeded(size uint32, version uint8) int {
	first := share.FirstSparseShareContentSize
	if version == share.ShareVersionOne {
		first -= share.SignerSize
	}
	if int(size) <= first {
		return 1
	}
	return 1 + (int(size)-first+share.ContinuationSparseShareContentSize-1)/share.ContinuationSparseShareContentSize
}

// verify checks that the row is the index-th of a square so wide, and that the subtree roots, of at most so many leaves, are its range's.
func (r RowProof) verify(dataRoot [HashSize]byte, namespace []byte, index, squareWidth uint32, subtreeWidth int) error {
	// The data root is over the row roots and the column roots, of the square and its parity: four times the width.
	proof := merkle.Proof{Total: 4 * int64(squareWidth), Index: int64(index), LeafHash: leafHash(r.Root), Aunts: r.Aunts}
	if len(r.Root) != nodeSize {
		return fmt.Errorf("the root has %d bytes, it must have %d", len(r.Root), nodeSize)
	}
	if err := proof.Verify(dataRoot[:], r.Root); err != nil {
		return fmt.Errorf("it is not in the data root: %w", err)
	}
	if got, want := len(r.Nodes), siblings(r.Start, r.End, 2*squareWidth); got != want {
		return fmt.Errorf("its range is proved by %d nodes, its place needs %d", got, want)
	}
	if err := checkNodes(r.Nodes); err != nil {
		return err
	}
	if err := checkNodes(r.SubtreeRoots); err != nil {
		return err
	}
	for _, root := range r.SubtreeRoots {
		if !bytes.Equal(root[:share.NamespaceSize], namespace) || !bytes.Equal(root[share.NamespaceSize:2*share.NamespaceSize], namespace) {
			return errors.New("a subtree is not of the namespace alone")
		}
	}
	hasher := nmt.NewNmtHasher(sha256.New(), share.NamespaceSize, true)
	inclusionProof := nmt.NewInclusionProof(int(r.Start), int(r.End), r.Nodes, true)
	valid, err := inclusionProof.VerifySubtreeRootInclusion(hasher, r.SubtreeRoots, subtreeWidth, r.Root)
	if err != nil {
		return err
	}
	if !valid {
		return errors.New("the subtree roots are not those of the range")
	}
	return nil
}

// siblings counts the nodes that prove the leaves start to end of a full tree of so many leaves: the largest subtrees outside the range.
func siblings(start, end, leaves uint32) int {
	n := 0
	for start > 0 || end < leaves {
		n += int(start&1) + int(end&1)
		start, end, leaves = start/2, (end+1)/2, leaves/2
	}
	return n
}

func checkNodes(nodes [][]byte) error {
	for _, node := range nodes {
		if len(node) != nodeSize {
			return ErrInvalidBlobProof.Wrapf("a node has %d bytes, it must have %d", len(node), nodeSize)
		}
	}
	return nil
}

// leafHash is RFC 6962's hash of a leaf.
func leafHash(leaf []byte) []byte {
	hash := sha256.Sum256(append([]byte{0}, leaf...))
	return hash[:]
}

// Commit computes the commitment to a blob of share version 0 from its content.
func Commit(namespace share.Namespace, content []byte) (commitment [HashSize]byte, err error) {
	blob, err := share.NewV0Blob(namespace, content)
	if err != nil {
		return commitment, ErrInvalidReference.Wrap(err.Error())
	}
	return CommitTo(blob)
}

// CommitTo computes the commitment to a blob of any share version.
func CommitTo(blob *share.Blob) (commitment [HashSize]byte, err error) {
	root, err := inclusion.CreateCommitment(blob, merkle.HashFromByteSlices, SubtreeRootThreshold)
	if err != nil {
		return commitment, ErrInvalidReference.Wrap(err.Error())
	}
	return [HashSize]byte(root), nil
}
