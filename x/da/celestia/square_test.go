package celestia_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"testing"
	"time"

	"github.com/celestiaorg/go-square/v4/share"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

// anyBlob is of one of a few namespaces, of any size up to some rows, and of either share version.
func anyBlob(rt *rapid.T, i int) celestia.Blob {
	id := binary.BigEndian.AppendUint64(nil, uint64(1_000+rapid.IntRange(0, 3).Draw(rt, "namespace")))
	namespace := share.MustNewV0Namespace(id)
	content := bytes.Repeat([]byte{byte(i), byte(i >> 8), 7}, 1+rapid.IntRange(0, 6_000).Draw(rt, "size"))
	blob := celestia.Blob{Namespace: namespace.Bytes(), Data: content}
	if rapid.Bool().Draw(rt, "signed") {
		blob.ShareVersion, blob.Signer = share.ShareVersionOne, bytes.Repeat([]byte{byte(i)}, share.SignerSize)
	}
	return blob
}

// Blocks with many blobs: each is proved where it is, with the padding between them, and by no other's proof.
func TestEveryBlobOfABlockIsProved(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		chain, err := celestia.NewEmbedded(celestia.Settings{ChainID: "store", Validators: 1}, time.Unix(1, 0))
		require.NoError(rt, err)
		var blobs []celestia.Blob
		for i := range rapid.IntRange(1, 12).Draw(rt, "blobs") {
			blob := anyBlob(rt, i)
			if blob.Commitment, err = blob.Commit(); err != nil {
				rt.Fatal(err)
			}
			blobs = append(blobs, blob)
		}
		height, err := chain.Append(time.Unix(2, 0), blobs)
		require.NoError(rt, err)
		block, err := chain.Block(height)
		require.NoError(rt, err)
		root := [types.HashSize]byte(block.Header.DataHash)
		var refs []types.Reference
		var proofs []types.BlobProof
		seen := map[string]bool{}
		for _, blob := range blobs {
			key := string(blob.Namespace)
			if seen[key] {
				continue
			}
			seen[key] = true
			placed, err := chain.Blobs(height, blob.Namespace)
			require.NoError(rt, err)
			for _, one := range placed {
				proof, ref, err := celestia.Prove(context.Background(), chain, block, one)
				require.NoError(rt, err)
				found, err := proof.Verify(root, ref)
				require.NoError(rt, err)
				require.EqualValues(rt, len(one.Data), found.Size)
				require.Equal(rt, one.ShareVersion, found.ShareVersion)
				require.True(rt, bytes.HasPrefix(one.Data, found.Start))
				refs, proofs = append(refs, ref), append(proofs, proof)
			}
		}
		require.Len(rt, refs, len(blobs))
		for i, proof := range proofs {
			for j, ref := range refs {
				if i != j && ref.Commitment != refs[i].Commitment {
					_, err := proof.Verify(root, ref)
					require.ErrorIs(rt, err, types.ErrInvalidBlobProof)
				}
			}
		}
	})
}
