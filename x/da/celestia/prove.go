package celestia

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/celestiaorg/go-square/v4/inclusion"
	"github.com/celestiaorg/go-square/v4/share"
	"github.com/celestiaorg/nmt"
	"github.com/celestiaorg/rsmt2d"
	"github.com/cometbft/cometbft/crypto/merkle"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmttypes "github.com/cometbft/cometbft/types"

	"github.com/suretynetwork/surety/x/da/types"
)

// LightBlock returns header, commit and validators in the encoding that the chain reads.
func (b Block) LightBlock() ([]byte, error) {
	block := cmttypes.LightBlock{SignedHeader: &cmttypes.SignedHeader{Header: &b.Header, Commit: b.Commit}, ValidatorSet: b.Validators}
	message, err := block.ToProto()
	if err != nil {
		return nil, err
	}
	return message.Marshal()
}

// ValidatorBytes returns the validators in the encoding that the chain reads.
func (b Block) ValidatorBytes() ([]byte, error) {
	var message *cmtproto.ValidatorSet
	message, err := b.Validators.ToProto()
	if err != nil {
		return nil, err
	}
	return message.Marshal()
}

// Summary is what the chain keeps of the block.
func (b Block) Summary() types.Header {
	return types.Header{
		Height: b.Header.Height, Time: b.Header.Time.UTC(), Hash: hex.EncodeToString(b.Header.Hash()),
		DataRoot: hex.EncodeToString(b.Header.DataHash), NextValidatorsHash: hex.EncodeToString(b.Header.NextValidatorsHash),
	}
}

// checkRoots checks that row and column roots are those of the header's data root, and returns the width without parity.
func (b Block) checkRoots() (width int, err error) {
	width = len(b.Roots.Rows) / 2
	if width == 0 || len(b.Roots.Rows) != 2*width || len(b.Roots.Columns) != 2*width {
		return 0, fmt.Errorf("height %d has %d rows and %d columns", b.Header.Height, len(b.Roots.Rows), len(b.Roots.Columns))
	}
	all := append(append([][]byte{}, b.Roots.Rows...), b.Roots.Columns...)
	if !bytes.Equal(merkle.HashFromByteSlices(all), b.Header.DataHash) {
		return 0, fmt.Errorf("the rows and columns of height %d do not give its data root", b.Header.Height)
	}
	return width, nil
}

// Rows is where the shares of a block come from.
type Rows interface {
	// Row returns the shares of a row of a block, without parity.
	Row(ctx context.Context, height int64, index uint32) ([][]byte, error)
}

// Prove makes the proof that a blob is on Celestia. Everything the node says is checked on the way, but for the header itself, which the
// caller compares with one that was verified.
func Prove(ctx context.Context, rows Rows, block Block, blob Blob) (types.BlobProof, types.Reference, error) {
	ref, err := referenceOf(block.Header.Height, blob)
	if err != nil {
		return types.BlobProof{}, ref, err
	}
	width, err := block.checkRoots()
	if err != nil {
		return types.BlobProof{}, ref, err
	}
	count := types.SharesNeeded(uint32(len(blob.Data)), blob.ShareVersion)
	first, column := blob.Index/(2*width), blob.Index%(2*width)
	if blob.Index < 0 || column >= width || first*width+column+count > width*width {
		return types.BlobProof{}, ref, fmt.Errorf("%s is at index %d of a square %d wide, which cannot be", ref, blob.Index, width)
	}
	proof := types.BlobProof{Width: uint32(width), FirstRow: uint32(first)}
	_, rowProofs := merkle.ProofsFromByteSlices(append(append([][]byte{}, block.Roots.Rows...), block.Roots.Columns...))
	subtree, err := inclusion.SubTreeWidth(count, types.SubtreeRootThreshold)
	if err != nil {
		return types.BlobProof{}, ref, err
	}
	for row, left := first, count; left > 0; row++ {
		start := 0
		if row == first {
			start = column
		}
		end := min(width, start+left)
		left -= end - start
		shares, err := rows.Row(ctx, block.Header.Height, uint32(row))
		if err != nil {
			return types.BlobProof{}, ref, err
		}
		tree, err := newRow(shares, block.Roots.Rows[row])
		if err != nil {
			return types.BlobProof{}, ref, fmt.Errorf("row %d of height %d: %w", row, block.Header.Height, err)
		}
		if row == first {
			proof.FirstShare, proof.FirstShareNodes = shares[start], tree.outside(start, start+1)
		}
		part := types.RowProof{Root: block.Roots.Rows[row], Aunts: rowProofs[row].Aunts, Start: uint32(start), End: uint32(end)}
		if err := tree.prove(&part, subtree); err != nil {
			return types.BlobProof{}, ref, err
		}
		proof.Rows = append(proof.Rows, part)
	}
	root := [types.HashSize]byte(block.Header.DataHash)
	if _, err := proof.Verify(root, ref); err != nil {
		return types.BlobProof{}, ref, fmt.Errorf("%s is not where the node says: %w", ref, err)
	}
	return proof, ref, nil
}

func referenceOf(height int64, blob Blob) (ref types.Reference, err error) {
	if ref, err = Reference(height, blob); err != nil {
		return ref, err
	}
	return ref, blob.Check(ref)
}

// NewBlob makes a blob of share version 0 for a namespace in hex.
func NewBlob(namespace string, content []byte) (Blob, error) {
	ns, err := types.ParseNamespace(namespace)
	if err != nil {
		return Blob{}, err
	}
	commitment, err := types.Commit(ns, content)
	return Blob{Namespace: ns.Bytes(), Data: content, Commitment: commitment[:], Index: -1}, err
}

// Reference names a blob as the node does. Its content is not checked.
func Reference(height int64, blob Blob) (types.Reference, error) {
	namespace, err := share.NewNamespaceFromBytes(blob.Namespace)
	if err != nil {
		return types.Reference{}, err
	}
	if len(blob.Commitment) != types.HashSize {
		return types.Reference{}, fmt.Errorf("a commitment of %d bytes", len(blob.Commitment))
	}
	return types.Reference{Height: height, Namespace: namespace, Commitment: [types.HashSize]byte(blob.Commitment)}, nil
}

// rowTree is the namespaced Merkle tree of one row, parity included: levels[0] are the leaves.
type rowTree struct{ levels [][][]byte }

// newRow builds the tree of a row from its data, and checks it against the root.
func newRow(shares [][]byte, root []byte) (rowTree, error) {
	for _, s := range shares {
		if len(s) != share.ShareSize {
			return rowTree{}, fmt.Errorf("a share of %d bytes", len(s))
		}
	}
	parity, err := rsmt2d.NewLeoRSCodec().Encode(shares)
	if err != nil {
		return rowTree{}, err
	}
	hasher := nmt.NewNmtHasher(sha256.New(), share.NamespaceSize, true)
	var level [][]byte
	for i, s := range append(append([][]byte{}, shares...), parity...) {
		namespace := share.ParitySharesNamespace.Bytes()
		if i < len(shares) {
			namespace = s[:share.NamespaceSize]
		}
		hash, err := hasher.HashLeaf(append(bytes.Clone(namespace), s...))
		if err != nil {
			return rowTree{}, err
		}
		level = append(level, hash)
	}
	tree := rowTree{levels: [][][]byte{level}}
	for len(level) > 1 {
		var next [][]byte
		for i := 0; i < len(level); i += 2 {
			hash, err := hasher.HashNode(level[i], level[i+1])
			if err != nil {
				return rowTree{}, err
			}
			next = append(next, hash)
		}
		tree.levels, level = append(tree.levels, next), next
	}
	if !bytes.Equal(level[0], root) {
		return rowTree{}, errors.New("its shares do not give its root: they were altered")
	}
	return tree, nil
}

// prove adds the subtree roots of a range, and what proves them.
func (t rowTree) prove(part *types.RowProof, subtreeWidth int) error {
	ranges, err := nmt.ToLeafRanges(int(part.Start), int(part.End), subtreeWidth)
	if err != nil {
		return err
	}
	for _, r := range ranges {
		part.SubtreeRoots = append(part.SubtreeRoots, t.node(r.Start, r.End))
	}
	part.Nodes = t.outside(int(part.Start), int(part.End))
	return nil
}

// node returns the root of the subtree over the leaves start to end, a power of two of them.
func (t rowTree) node(start, end int) []byte {
	depth := 0
	for 1<<depth < end-start {
		depth++
	}
	return t.levels[depth][start>>depth]
}

// outside returns the largest subtrees outside the leaves start to end, left to right.
func (t rowTree) outside(start, end int) [][]byte {
	var left, right [][]byte
	for depth := 0; start > 0 || end < len(t.levels[depth]); depth++ {
		if start&1 == 1 {
			left = append([][]byte{t.levels[depth][start-1]}, left...)
		}
		if end&1 == 1 {
			right = append(right, t.levels[depth][end])
		}
		start, end = start/2, (end+1)/2
	}
	return append(left, right...)
}
