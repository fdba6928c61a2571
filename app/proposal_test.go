package app_test

import (
	"testing"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/authz"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
)

const (
	accept = abci.ResponseProcessProposal_ACCEPT
	reject = abci.ResponseProcessProposal_REJECT
)

func propose(t *testing.T, c *chain.Chain, txs ...[]byte) abci.ResponseProcessProposal_ProposalStatus {
	t.Helper()
	status, err := c.Propose(txs...)
	require.NoError(t, err)
	return status
}

func TestProcessProposal(t *testing.T) {
	c := chain.New(t, []string{"alice", "bob"})
	with := func(name string, gas, ahead uint64) []byte {
		return c.TxWith(name, chain.TxOptions{Gas: gas, Ahead: ahead}, send(c, name, "bob", 1))
	}
	share := uint64(app.MaxBlockGas) / 100 * 80
	cases := []struct {
		name string
		txs  [][]byte
		want abci.ResponseProcessProposal_ProposalStatus
	}{
		{"an empty block is accepted", nil, accept},
		{"ordinary transactions up to their share are accepted", [][]byte{with("alice", share/2, 0), with("bob", share/2, 0)}, accept},
		{"ordinary transactions above their share are refused", [][]byte{with("alice", share/2, 0), with("bob", share/2+1, 0)}, reject},
		{"one transaction above the share is refused", [][]byte{with("alice", share+1, 0)}, reject},
		{"one transaction above the block's gas is refused", [][]byte{with("alice", app.MaxBlockGas+1, 0)}, reject},
		{"gas limits that overflow when added are refused", [][]byte{with("alice", 1<<63, 0), with("bob", 1<<63, 0)}, reject},
		{"bytes that are no transaction are refused", [][]byte{{0xff, 0x01}}, reject},
		{"an empty transaction is refused", [][]byte{{}}, reject},
		{"a transaction out of sequence is refused", [][]byte{with("alice", 100_000, 1)}, reject},
		{"two transactions in sequence are accepted", [][]byte{with("alice", 100_000, 0), with("alice", 100_000, 1)}, accept},
		{"the same transaction twice is refused", [][]byte{with("alice", 100_000, 0), with("alice", 100_000, 0)}, reject},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			require.Equal(t, tc.want, propose(t, c, tc.txs...))
		})
	}
}

func TestPreparedBlocksAreAccepted(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	c := chain.New(t, names)
	for i, name := range names {
		for ahead := range uint64(4) {
			tx := c.TxWith(name, chain.TxOptions{Gas: 7_000_000, Ahead: ahead, Fee: int64(i) * 10_000}, send(c, name, "a", 1))
			res := c.Check(tx)
			require.Zero(t, res.Code, res.Log)
		}
	}
	delivered := 0
	for range 3 {
		block := c.Prepare(app.MaxBlockBytes)
		require.Len(t, block, min(11, 4*len(names)-delivered), "the share holds 80 of 100 million gas")
		require.Equal(t, accept, propose(t, c, block...))
		for _, tx := range c.NextBlock(block...).TxResults {
			require.Zero(t, tx.Code, tx.Log)
		}
		delivered += len(block)
	}
	require.Equal(t, 4*len(names), delivered)
	require.Empty(t, c.Prepare(app.MaxBlockBytes))
}

func TestPreparedBlocksKeepToTheBytesOffered(t *testing.T) {
	c := chain.New(t, []string{"alice"})
	for ahead := range uint64(5) {
		require.Zero(t, c.Check(c.TxWith("alice", chain.TxOptions{Gas: 100_000, Ahead: ahead}, send(c, "alice", "alice", 1))).Code)
	}
	one := len(c.Tx("alice", send(c, "alice", "alice", 1)))
	require.Empty(t, c.Prepare(int64(one)), "an ordinary transaction may not fill the whole block")
	require.Len(t, c.Prepare(int64(3*one)), 2)
}

func courtMove(c *chain.Chain, name string) sdk.Msg {
	return &challengetypes.MsgPickGroup{Challenger: c.Addr(name).String(), ChallengeId: "1"}
}

func TestCourtMovesGoFirstAndUseTheReserve(t *testing.T) {
	c := chain.New(t, []string{"alice", "watcher"})
	for ahead := range uint64(10) {
		rich := chain.TxOptions{Gas: 10_000_000, Ahead: ahead, Fee: 1_000_000_000}
		require.Zero(t, c.Check(c.TxWith("alice", rich, send(c, "alice", "alice", 1))).Code)
	}
	for ahead := range uint64(3) {
		poor := chain.TxOptions{Gas: 10_000_000, Ahead: ahead}
		require.Zero(t, c.Check(c.TxWith("watcher", poor, courtMove(c, "watcher"))).Code)
	}
	block := c.Prepare(app.MaxBlockBytes)
	require.Len(t, block, 10)
	for i, bz := range block {
		tx, err := c.App.TxConfig().TxDecoder()(bz)
		require.NoError(t, err)
		_, isCourt := tx.GetMsgs()[0].(*challengetypes.MsgPickGroup)
		require.Equal(t, i < 3, isCourt, "transaction %d", i)
	}
	require.Equal(t, accept, propose(t, c, block...))
}

func TestOnlyCourtMovesMayUseTheReserve(t *testing.T) {
	c := chain.New(t, []string{"alice", "watcher"})
	full := c.TxWith("alice", chain.TxOptions{Gas: 80_000_000}, send(c, "alice", "alice", 1))
	reserve := chain.TxOptions{Gas: 20_000_000}
	require.Equal(t, accept, propose(t, c, full, c.TxWith("watcher", reserve, courtMove(c, "watcher"))))
	require.Equal(t, reject, propose(t, c, full, c.TxWith("watcher", reserve, send(c, "watcher", "alice", 1))))
	require.Equal(t, reject, propose(t, c, full,
		c.TxWith("watcher", reserve, courtMove(c, "watcher"), send(c, "watcher", "alice", 1))))
	require.Equal(t, accept, propose(t, c, c.TxWith("watcher", chain.TxOptions{Gas: app.MaxBlockGas}, courtMove(c, "watcher"))))
}

func TestATransactionThatNoBlockCanHoldIsRefusedAtOnce(t *testing.T) {
	c := chain.New(t, []string{"alice"})
	res := c.Check(c.TxWith("alice", chain.TxOptions{Gas: 90_000_000}, send(c, "alice", "alice", 1)))
	require.NotZero(t, res.Code)
	require.Contains(t, res.Log, "gas limit 90000000 is above the 80000000 that ordinary transactions may use")
}

func TestNestedMessagesAreLimited(t *testing.T) {
	c := chain.New(t, []string{"alice"})
	nested := func(depth int) sdk.Msg {
		msg := send(c, "alice", "alice", 1)
		for range depth {
			exec := authz.NewMsgExec(c.Addr("alice"), []sdk.Msg{msg})
			msg = &exec
		}
		return msg
	}
	deepest := c.Check(c.Tx("alice", nested(app.MaxAnyDepth-1)))
	require.Zero(t, deepest.Code, deepest.Log)
	tooDeep := c.Tx("alice", nested(app.MaxAnyDepth))
	require.Equal(t, reject, propose(t, c, tooDeep))
	require.Contains(t, c.Check(tooDeep).Log, "nested more than 8 deep")
}
