package app_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	govv1 "github.com/cosmos/cosmos-sdk/x/gov/types/v1"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
)

// busyChain has run transactions of several modules, some of which failed.
func busyChain(t *testing.T) *chain.Chain {
	t.Helper()
	c := chain.New(t, []string{"alice", "bob", "carol"})
	var validator string
	validators, err := c.App.StakingKeeper.GetAllValidators(c.Ctx())
	require.NoError(t, err)
	validator = validators[0].OperatorAddress
	proposal, err := govv1.NewMsgSubmitProposal(
		nil, coins(20_000_000), c.Addr("carol").String(), "metadata", "A title", "A summary", false)
	require.NoError(t, err)
	res := c.NextBlock(
		c.Tx("alice", send(c, "alice", "bob", 5), send(c, "alice", "carol", 6)),
		c.Tx("bob", stakingtypes.NewMsgDelegate(c.Addr("bob").String(), validator, sdk.NewInt64Coin(app.BondDenom, 1_000_000))),
		c.Tx("carol", proposal),
	)
	for _, tx := range res.TxResults {
		require.Zero(t, tx.Code, tx.Log)
	}
	c.SkipBlocks(3)
	res = c.NextBlock(
		c.TxWith("alice", chain.TxOptions{Fee: 1000}, send(c, "alice", "bob", 2*chain.Funds)),
		c.TxWith("bob", chain.TxOptions{Gas: 60_000}, send(c, "bob", "carol", 1), send(c, "bob", "carol", 1), send(c, "bob", "alice", 1)),
		c.Tx("carol", stakingtypes.NewMsgDelegate(c.Addr("carol").String(), validator, sdk.NewInt64Coin(app.BondDenom, 5))),
	)
	require.NotZero(t, res.TxResults[0].Code)
	require.Zero(t, res.TxResults[2].Code, res.TxResults[2].Log)
	c.SkipBlocks(3)
	return c
}

// playedStage has two players go through every message of our modules, up to one: orders of all kinds, receipts, disputes and verdicts.
func playedStage(t *testing.T, last string) *chain.Chain {
	t.Helper()
	s := newStage(t, 2)
	for _, step := range s.steps() {
		if step.before != nil {
			step.before()
		}
		for i, tx := range s.NextBlock(s.txs(step, 0, s.players)...).TxResults {
			require.Zero(t, tx.Code, "%s of player %d: %s", step.name, i, tx.Log)
		}
		if step.name == last {
			require.NoError(t, s.App.Invariants(s.Ctx()))
			return s.Chain
		}
	}
	require.Fail(t, "there is no such step", last)
	return nil
}

const lastStep = "provider deregister"

func TestTheSameBlocksGiveTheSameHashes(t *testing.T) {
	t.Run("the SDK's modules", func(t *testing.T) { sameBlocksSameHashes(t, busyChain(t)) })
	t.Run("our modules", func(t *testing.T) { sameBlocksSameHashes(t, playedStage(t, lastStep)) })
}

func sameBlocksSameHashes(t *testing.T, c *chain.Chain) {
	t.Helper()
	_, hashes := c.Replay()
	require.Len(t, hashes, len(c.Blocks))
	_, again := c.Replay()
	require.Equal(t, hashes, again)
	require.Equal(t, c.App.LastCommitID().Hash, hashes[len(hashes)-1])
}

func TestExportImportExportIsByteEqual(t *testing.T) {
	t.Run("the SDK's modules", func(t *testing.T) { exportsAsItWasImported(t, busyChain(t)) })
	// With sealed bids, with a sealed claim and a demanded trace, with a game half played, and at the end.
	for _, last := range []string{"market commit bid", "challenge demand trace", "challenge pick", lastStep} {
		t.Run("our modules after "+last, func(t *testing.T) { exportsAsItWasImported(t, playedStage(t, last)) })
	}
}

func exportsAsItWasImported(t *testing.T, c *chain.Chain) {
	t.Helper()
	first, err := c.App.ExportAppStateAndValidators(false, nil, nil)
	require.NoError(t, err)
	require.Equal(t, c.App.LastBlockHeight()+1, first.Height)

	var modules app.GenesisState
	require.NoError(t, json.Unmarshal(first.AppState, &modules))
	enc, err := app.NewEncoding()
	require.NoError(t, err)
	require.NoError(t, app.NewBasicManager(enc).ValidateGenesis(enc.Codec, enc.TxConfig, modules), "`suretyd genesis validate` accepts what `suretyd export` gives")

	fresh := chain.NewApp(t)
	second, err := fresh.ImportAndExport(first)
	require.NoError(t, err)
	requireSameState(t, first.AppState, second)
}

// requireSameState names the first line that differs: the whole states are too long to print.
func requireSameState(tb testing.TB, first, second []byte) {
	tb.Helper()
	if bytes.Equal(first, second) {
		return
	}
	a, b := strings.Split(string(first), "\n"), strings.Split(string(second), "\n")
	for i := range min(len(a), len(b)) {
		require.Equal(tb, a[i], b[i], "line %d of the export", i+1)
	}
	require.Len(tb, b, len(a))
}

func TestExportForHeightZeroIsRefused(t *testing.T) {
	c := chain.New(t, nil)
	_, err := c.App.ExportAppStateAndValidators(true, nil, nil)
	require.ErrorContains(t, err, "--for-zero-height")
}
