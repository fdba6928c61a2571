package batch_test

import (
	"bytes"
	"testing"
	"time"

	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmtversion "github.com/cometbft/cometbft/proto/tendermint/version"
	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/cometbft/cometbft/version"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/cmd/surety-da/internal/batch"
	"github.com/suretynetwork/surety/x/da/types"
)

// blocks are a few with transactions, signed by one validator.
func blocks(tb testing.TB, count int) *batch.Batch {
	tb.Helper()
	key := cmttypes.NewMockPV()
	public, err := key.GetPubKey()
	require.NoError(tb, err)
	set := cmttypes.NewValidatorSet([]*cmttypes.Validator{cmttypes.NewValidator(public, 10)})
	b := &batch.Batch{Manifest: types.Manifest{From: 1, To: int64(count), ChainID: "surety-1"}, Validators: []*cmttypes.ValidatorSet{set}}
	last := &cmttypes.Commit{}
	var lastID cmttypes.BlockID
	for height := int64(1); height <= int64(count); height++ {
		txs := []cmttypes.Tx{bytes.Repeat([]byte{byte(height)}, 300), []byte("a transaction")}
		block := cmttypes.MakeBlock(height, txs, last, nil)
		block.Populate(cmtversion.Consensus{Block: version.BlockProtocol}, "surety-1", time.Unix(height, 0).UTC(), lastID, set.Hash(), set.Hash(),
			make([]byte, 32), make([]byte, 32), make([]byte, 32), public.Address())
		parts, err := block.MakePartSet(cmttypes.BlockPartSizeBytes)
		require.NoError(tb, err)
		lastID = cmttypes.BlockID{Hash: block.Hash(), PartSetHeader: parts.Header()}
		vote := cmtproto.Vote{Type: cmtproto.PrecommitType, Height: height, BlockID: lastID.ToProto(), Timestamp: block.Time, ValidatorAddress: public.Address()}
		require.NoError(tb, key.SignVote("surety-1", &vote))
		last = &cmttypes.Commit{Height: height, BlockID: lastID, Signatures: []cmttypes.CommitSig{{
			BlockIDFlag: cmttypes.BlockIDFlagCommit, ValidatorAddress: public.Address(), Timestamp: block.Time, Signature: vote.Signature,
		}}}
		b.Blocks = append(b.Blocks, block)
	}
	b.Commit = last
	return b
}

func TestABatchComesBackAsItWasPut(t *testing.T) {
	b := blocks(t, 5)
	content, err := batch.Encode(b)
	require.NoError(t, err)
	again, err := batch.Encode(b)
	require.NoError(t, err)
	require.Equal(t, content, again, "the same batch gives the same bytes")
	got, err := batch.Decode(content)
	require.NoError(t, err)
	require.Equal(t, b.Manifest, got.Manifest)
	for i, block := range b.Blocks {
		want, err := batch.BlockBytes(block)
		require.NoError(t, err)
		have, err := batch.BlockBytes(got.Blocks[i])
		require.NoError(t, err)
		require.Equal(t, want, have)
		require.Equal(t, block.Hash(), got.Blocks[i].Hash())
		signers, err := got.SignersOf(got.Blocks[i])
		require.NoError(t, err)
		commit := got.CommitTo(i)
		require.NoError(t, signers.VerifyCommit("surety-1", commit.BlockID, block.Height, commit))
		require.Equal(t, block.Hash(), commit.BlockID.Hash)
	}
}

func TestWhatIsNoBatchIsNamed(t *testing.T) {
	content, err := batch.Encode(blocks(t, 3))
	require.NoError(t, err)
	lying := func(change func(b *batch.Batch)) []byte {
		b := blocks(t, 3)
		change(b)
		raw, err := batch.Encode(b)
		require.NoError(t, err)
		return raw
	}
	resized := func(size uint64) []byte {
		m, n, err := types.DecodeManifest(content)
		require.NoError(t, err)
		m.RawSize = size
		head, err := m.Encode()
		require.NoError(t, err)
		return append(head, content[n:]...)
	}
	encoder, err := zstd.NewWriter(nil)
	require.NoError(t, err)
	m, _, err := types.DecodeManifest(content)
	require.NoError(t, err)
	m.RawSize = 1_000
	head, err := m.Encode()
	require.NoError(t, err)
	bomb := encoder.EncodeAll(make([]byte, 200<<20), head)
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"nothing":                    {nil, "it does not begin with SURETYDA"},
		"something else":             {bytes.Repeat([]byte("blob"), 100), "it does not begin with SURETYDA"},
		"cut off":                    {content[:len(content)-20], "it does not decompress"},
		"altered":                    {append(append([]byte{}, content[:200]...), bytes.Repeat([]byte{7}, 200)...), "it does not decompress"},
		"another size":               {resized(m.RawSize + 1_000_000), "it decompresses to another size"},
		"a smaller size":             {resized(50), "it decompresses to another size than 50 bytes"},
		"a bomb":                     {bomb, "it decompresses to another size than 1000 bytes"},
		"more blocks than it has":    {lying(func(b *batch.Batch) { b.Manifest.To = 9 }), "block 4"},
		"fewer blocks than it has":   {lying(func(b *batch.Batch) { b.Manifest.To = 2 }), "the commit to block 2"},
		"other heights":              {lying(func(b *batch.Batch) { b.Manifest.From, b.Manifest.To = 2, 4 }), "block 1 of surety-1 lies where block 2"},
		"another chain":              {lying(func(b *batch.Batch) { b.Manifest.ChainID = "surety-2" }), "block 1 of surety-1 lies where block 1 of surety-2"},
		"blocks in another order":    {lying(func(b *batch.Batch) { b.Blocks[0], b.Blocks[1] = b.Blocks[1], b.Blocks[0] }), "block 2 of surety-1 lies where block 1"},
		"validators that are no set": {lying(func(b *batch.Batch) { b.Validators = append(b.Validators, &cmttypes.ValidatorSet{}) }), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := batch.Decode(c.content)
			require.Error(t, err)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func FuzzDecode(f *testing.F) {
	content, err := batch.Encode(blocks(f, 3))
	require.NoError(f, err)
	f.Add(content)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := batch.Decode(raw)
		if err != nil {
			return
		}
		require.Len(t, b.Blocks, int(b.Manifest.To-b.Manifest.From)+1)
		require.NotNil(t, b.Commit)
	})
}
