package types_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/da/types"
)

// recorded is what a real Celestia said: celestia-node v0.32.1 with celestia-app v9.0.8. `make test-celestia` writes such a file to build/celestia/vectors.json.
type recorded struct {
	ChainID           string         `json:"chain_id"`
	Trusted           types.Header   `json:"trusted"`
	TrustedValidators []byte         `json:"trusted_validators"`
	LightBlock        []byte         `json:"light_block"`
	Blobs             []recordedBlob `json:"blobs"`
}

type recordedBlob struct {
	Reference string `json:"reference"`
	DataRoot  string `json:"data_root"`
	Size      int    `json:"size"`
	Proof     []byte `json:"proof"`
}

func record(tb testing.TB) recorded {
	tb.Helper()
	raw, err := os.ReadFile("testdata/celestia.json")
	require.NoError(tb, err)
	var r recorded
	require.NoError(tb, json.Unmarshal(raw, &r))
	return r
}

func (b recordedBlob) open(tb testing.TB) (types.BlobProof, [types.HashSize]byte, types.Reference) {
	tb.Helper()
	var proof types.BlobProof
	require.NoError(tb, proof.Unmarshal(b.Proof))
	root, err := hex.DecodeString(b.DataRoot)
	require.NoError(tb, err)
	ref, err := types.ParseReference(b.Reference)
	require.NoError(tb, err)
	return proof, [types.HashSize]byte(root), ref
}

func TestProofsOfARealCelestiaVerify(t *testing.T) {
	for _, blob := range record(t).Blobs {
		proof, root, ref := blob.open(t)
		found, err := proof.Verify(root, ref)
		require.NoError(t, err, blob.Reference)
		require.EqualValues(t, blob.Size, found.Size)
		require.Len(t, found.Start, min(blob.Size, 478))
	}
}

func TestAHeaderOfARealCelestiaVerifies(t *testing.T) {
	r := record(t)
	block, err := types.DecodeLightBlock(r.LightBlock)
	require.NoError(t, err)
	validators, err := types.DecodeValidators(r.TrustedValidators)
	require.NoError(t, err)
	rules := types.Rules{ChainID: r.ChainID, TrustingPeriod: time.Hour, MaxClockDrift: time.Second, Now: block.Time}
	require.NoError(t, block.Verify(r.Trusted, validators, rules))
}

// spoil calls use with every copy of a proof that differs from it in one byte, one length, one order or one number.
func spoil(tb testing.TB, proof types.BlobProof, use func(what string, spoilt types.BlobProof)) {
	tb.Helper()
	raw, err := proof.Marshal()
	require.NoError(tb, err)
	fresh := func() types.BlobProof {
		var p types.BlobProof
		require.NoError(tb, p.Unmarshal(raw))
		return p
	}
	change := func(what string, with func(p *types.BlobProof)) {
		p := fresh()
		with(&p)
		if now, err := p.Marshal(); err != nil || !bytes.Equal(now, raw) {
			use(what, p)
		}
	}
	spoilBytes(change, "the first share", func(p *types.BlobProof) *[]byte { return &p.FirstShare }, len(proof.FirstShare), 1)
	spoilList(change, "its nodes", func(p *types.BlobProof) *[][]byte { return &p.FirstShareNodes }, len(proof.FirstShareNodes))
	for _, by := range []int{-1, 1} {
		change("the first row", func(p *types.BlobProof) { p.FirstRow = uint32(int(p.FirstRow) + by) })
	}
	for _, width := range []uint32{0, 1, 2, 3, proof.Width / 2, 2 * proof.Width, 4 * proof.Width, types.MaxWidth, 2 * types.MaxWidth, 1 << 31} {
		change(fmt.Sprint("the width ", width), func(p *types.BlobProof) { p.Width = width })
	}
	change("no rows", func(p *types.BlobProof) { p.Rows = nil })
	change("a row less", func(p *types.BlobProof) { p.Rows = p.Rows[1:] })
	change("the last row less", func(p *types.BlobProof) { p.Rows = p.Rows[:len(p.Rows)-1] })
	change("a row twice", func(p *types.BlobProof) { p.Rows = append(p.Rows, p.Rows[0]) })
	for i := range proof.Rows {
		spoilRow(change, i, proof.Rows[i])
		change("rows swapped", func(p *types.BlobProof) { p.Rows[i], p.Rows[0] = p.Rows[0], p.Rows[i] })
	}
}

type changing = func(what string, with func(p *types.BlobProof))

func spoilRow(change changing, i int, row types.RowProof) {
	name := fmt.Sprintf("row %d: ", i)
	spoilBytes(change, name+"the root", func(p *types.BlobProof) *[]byte { return &p.Rows[i].Root }, len(row.Root), 7)
	spoilList(change, name+"aunts", func(p *types.BlobProof) *[][]byte { return &p.Rows[i].Aunts }, len(row.Aunts))
	spoilList(change, name+"nodes", func(p *types.BlobProof) *[][]byte { return &p.Rows[i].Nodes }, len(row.Nodes))
	spoilList(change, name+"subtree roots", func(p *types.BlobProof) *[][]byte { return &p.Rows[i].SubtreeRoots }, len(row.SubtreeRoots))
	for _, by := range []int{-1, 1} {
		change(name+"the start", func(p *types.BlobProof) { p.Rows[i].Start = uint32(int(p.Rows[i].Start) + by) })
		change(name+"the end", func(p *types.BlobProof) { p.Rows[i].End = uint32(int(p.Rows[i].End) + by) })
		change(name+"the range", func(p *types.BlobProof) {
			p.Rows[i].Start, p.Rows[i].End = uint32(int(p.Rows[i].Start)+by), uint32(int(p.Rows[i].End)+by)
		})
	}
}

func spoilBytes(change changing, what string, at func(p *types.BlobProof) *[]byte, size, stride int) {
	for i := 0; i < size; i += stride {
		change(fmt.Sprintf("%s, byte %d", what, i), func(p *types.BlobProof) { (*at(p))[i] ^= 1 << (i % 8) })
	}
	change(what+" shorter", func(p *types.BlobProof) { *at(p) = (*at(p))[:size-1] })
	change(what+" longer", func(p *types.BlobProof) { *at(p) = append(*at(p), 0) })
	change(what+" missing", func(p *types.BlobProof) { *at(p) = nil })
}

func spoilList(change changing, what string, at func(p *types.BlobProof) *[][]byte, size int) {
	change(what+": one more", func(p *types.BlobProof) { *at(p) = append(*at(p), make([]byte, 90)) })
	if size == 0 {
		return
	}
	for i := range size {
		entry := func(p *types.BlobProof) *[]byte { return &(*at(p))[i] }
		spoilBytes(change, fmt.Sprintf("%s %d", what, i), entry, 32, 9)
		change(what+": swapped", func(p *types.BlobProof) { l := *at(p); l[0], l[i] = l[i], l[0] })
	}
	change(what+": the last missing", func(p *types.BlobProof) { *at(p) = (*at(p))[:size-1] })
	change(what+": the last twice", func(p *types.BlobProof) { *at(p) = append(*at(p), (*at(p))[size-1]) })
	change(what+": none", func(p *types.BlobProof) { *at(p) = nil })
}

func TestAProofThatWasChangedAnywhereIsRefused(t *testing.T) {
	tried := 0
	for _, blob := range record(t).Blobs[:6] {
		proof, root, ref := blob.open(t)
		spoil(t, proof, func(what string, spoilt types.BlobProof) {
			tried++
			_, err := spoilt.Verify(root, ref)
			require.ErrorIs(t, err, types.ErrInvalidBlobProof, "%s of %d bytes", what, blob.Size)
		})
	}
	t.Logf("%d changes", tried)
	require.Greater(t, tried, 4_000)
}

func TestAProofIsOfOneBlobInOneBlock(t *testing.T) {
	blobs := record(t).Blobs
	for i, blob := range blobs {
		proof, root, ref := blob.open(t)
		_, otherRoot, otherRef := blobs[(i+1)%len(blobs)].open(t)
		_, err := proof.Verify(otherRoot, ref)
		require.ErrorContains(t, err, "it is not in the data root")
		wrong := ref
		wrong.Commitment = otherRef.Commitment
		_, err = proof.Verify(root, wrong)
		require.ErrorContains(t, err, "do not give the commitment")
		wrong = ref
		wrong.Namespace, err = types.ParseNamespace("00000000000000000000000000000000000000000000000073757265ff")
		require.NoError(t, err)
		_, err = proof.Verify(root, wrong)
		require.ErrorContains(t, err, "not of the namespace alone")
	}
}
