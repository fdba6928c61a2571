package chain

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/stretchr/testify/require"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
)

// NextBlock makes one block of txs and returns what became of each. The application must accept it as a proposal.
func (c *Chain) NextBlock(txs ...[]byte) *abci.ResponseFinalizeBlock {
	c.tb.Helper()
	verdict, err := c.Propose(txs...)
	require.NoError(c.tb, err)
	require.Equal(c.tb, abci.ResponseProcessProposal_ACCEPT, verdict, "the block was refused as a proposal")
	req := c.request(txs)
	res, err := c.App.FinalizeBlock(req)
	require.NoError(c.tb, err)
	_, err = c.App.Commit()
	require.NoError(c.tb, err)
	c.Blocks = append(c.Blocks, req)
	return res
}

// SkipBlocks makes n empty blocks.
func (c *Chain) SkipBlocks(n int) {
	c.tb.Helper()
	for range n {
		c.NextBlock()
	}
}

// Propose asks whether the application would accept txs as the next block.
func (c *Chain) Propose(txs ...[]byte) (abci.ResponseProcessProposal_ProposalStatus, error) {
	req := c.request(txs)
	res, err := c.App.ProcessProposal(&abci.RequestProcessProposal{
		Txs: txs, Height: req.Height, Time: req.Time, Hash: req.Hash, ProposerAddress: req.ProposerAddress,
		ProposedLastCommit: req.DecidedLastCommit,
	})
	if err != nil {
		return abci.ResponseProcessProposal_UNKNOWN, err
	}
	return res.Status, nil
}

// Prepare returns the block that the application would propose from its mempool, at most maxBytes of it.
func (c *Chain) Prepare(maxBytes int64) [][]byte {
	c.tb.Helper()
	req := c.request(nil)
	res, err := c.App.PrepareProposal(&abci.RequestPrepareProposal{
		MaxTxBytes: maxBytes, Height: req.Height, Time: req.Time, ProposerAddress: req.ProposerAddress,
	})
	require.NoError(c.tb, err)
	return res.Txs
}

// Check puts a transaction into the mempool as a node does on receiving it.
func (c *Chain) Check(tx []byte) *abci.ResponseCheckTx {
	c.tb.Helper()
	res, err := c.App.CheckTx(&abci.RequestCheckTx{Tx: tx, Type: abci.CheckTxType_New})
	require.NoError(c.tb, err)
	return res
}

// request is the next block with txs in it: one second after the last, proposed and signed by the one validator.
func (c *Chain) request(txs [][]byte) *abci.RequestFinalizeBlock {
	height := c.App.LastBlockHeight() + 1
	proposer := c.validator.PubKey().Address()
	hash := sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(height)))
	var commit abci.CommitInfo
	if height > 1 {
		commit.Votes = []abci.VoteInfo{{
			Validator: abci.Validator{Address: proposer, Power: stake / 1_000_000}, BlockIdFlag: 2,
		}}
	}
	return &abci.RequestFinalizeBlock{
		Txs: txs, Height: height, Time: genesisTime.Add(time.Duration(height) * time.Second),
		Hash: hash[:], ProposerAddress: proposer, DecidedLastCommit: commit,
	}
}

// Mutate lets change write the state directly, outside of any transaction, as a block of its own. Replay does not know
// of it.
func (c *Chain) Mutate(change func(sdk.Context)) {
	c.tb.Helper()
	req := c.request(nil)
	ctx := c.App.NewNextBlockContext(cmtproto.Header{
		ChainID: ID, Height: req.Height, Time: req.Time, ProposerAddress: req.ProposerAddress,
	})
	change(ctx)
	// FinalizeBlock would do this; Commit alone forgets what was written.
	ctx.MultiStore().(storetypes.CacheMultiStore).Write()
	_, err := c.App.Commit()
	require.NoError(c.tb, err)
}
