package app

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	protov2 "google.golang.org/protobuf/proto"

	cryptotypes "github.com/cosmos/cosmos-sdk/crypto/types"
	"github.com/cosmos/cosmos-sdk/server"
	simtestutil "github.com/cosmos/cosmos-sdk/testutil/sims"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/mempool"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
)

// fakeTx is a transaction without bytes, from one sender.
type fakeTx struct {
	authsigning.SigVerifiableTx
	sender string
	gas    uint64
	msgs   []sdk.Msg
}

func (tx fakeTx) GetMsgs() []sdk.Msg                    { return tx.msgs }
func (tx fakeTx) GetMsgsV2() ([]protov2.Message, error) { return nil, nil }
func (tx fakeTx) GetGas() uint64                        { return tx.gas }

func (tx fakeTx) GetSigners() ([][]byte, error)                   { return [][]byte{[]byte(tx.sender)}, nil }
func (tx fakeTx) GetPubKeys() ([]cryptotypes.PubKey, error)       { return nil, nil }
func (tx fakeTx) GetSignaturesV2() ([]signing.SignatureV2, error) { return nil, nil }

// bySender lets the mempool tell fake transactions apart.
type bySender struct{}

func (bySender) GetSigners(tx sdk.Tx) ([]mempool.SignerData, error) {
	return []mempool.SignerData{{Signer: sdk.AccAddress(tx.(fakeTx).sender)}}, nil
}

var (
	ordinary = []sdk.Msg{&banktypes.MsgSend{}}
	court    = []sdk.Msg{&challengetypes.MsgPickGroup{}, &challengetypes.MsgProveElement{}}
	mixed    = []sdk.Msg{&challengetypes.MsgPickGroup{}, &banktypes.MsgSend{}}
)

func TestOnlyCourtMovesCountAsCourtMoves(t *testing.T) {
	require.True(t, isCourtMove(fakeTx{msgs: court}))
	require.False(t, isCourtMove(fakeTx{msgs: ordinary}))
	require.False(t, isCourtMove(fakeTx{msgs: mixed}), "an ordinary message cannot ride along")
	require.False(t, isCourtMove(fakeTx{}), "a transaction without messages is no move")
}

func TestBlockFillKeepsAReserveForTheCourt(t *testing.T) {
	type step struct {
		msgs []sdk.Msg
		gas  uint64
		size int
		fits bool
	}
	// A transaction of n bytes takes n+2 in a block, for n below 128.
	limits := blockLimits{gas: 1000, bytes: 1000}
	cases := []struct {
		name  string
		steps []step
	}{
		{"ordinary gas stops at 80 percent and the court takes the rest", []step{
			{ordinary, 800, 10, true}, {ordinary, 1, 10, false}, {mixed, 1, 10, false}, {court, 200, 10, true}, {court, 1, 10, false},
		}},
		{"the court may take the whole block", []step{{court, 1000, 10, true}, {ordinary, 1, 10, false}}},
		{"ordinary bytes stop at 80 percent", []step{
			{ordinary, 1, 98, true},
			{ordinary, 1, 98, true},
			{ordinary, 1, 98, true},
			{ordinary, 1, 98, true},
			{ordinary, 1, 98, true},
			{ordinary, 1, 98, true},
			{ordinary, 1, 98, true},
			{ordinary, 1, 98, true},
			{ordinary, 1, 1, false},
			{court, 1, 98, true},
		}},
		{"a transaction that did not fit is not counted", []step{{ordinary, 900, 10, false}, {ordinary, 800, 10, true}}},
		{"sums that overflow do not fit", []step{{court, 500, 10, true}, {court, math.MaxUint64, 10, false}}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			fill := blockFill{limits: limits}
			for i, s := range tc.steps {
				require.Equal(t, s.fits, fill.add(fakeTx{gas: s.gas, msgs: s.msgs}, make([]byte, s.size)), "step %d", i)
			}
		})
	}
}

func TestABlockWithoutLimitsTakesEverything(t *testing.T) {
	fill := blockFill{}
	require.True(t, fill.add(fakeTx{gas: math.MaxUint64 / 2, msgs: ordinary}, make([]byte, 1000)))
	require.True(t, fill.add(fakeTx{gas: math.MaxUint64 / 2, msgs: ordinary}, make([]byte, 1000)))
	require.False(t, fill.add(fakeTx{gas: 2, msgs: ordinary}, nil), "even then a sum may not overflow")
}

func TestCourtMovesComeFirstAndAlwaysFindAPlace(t *testing.T) {
	pool := newMempool(simtestutil.AppOptionsMap{server.FlagMempoolMaxTxs: 10})
	config := mempool.PriorityNonceMempoolConfig[int64]{
		TxPriority: mempool.NewDefaultTxPriority(), SignerExtractor: bySender{}, MaxTx: 10,
	}
	config.TxPriority.GetTxPriority = txPriority
	pool.PriorityNonceMempool = mempool.NewPriorityMempool(config)
	rich := sdk.Context{}.WithContext(context.Background()).WithPriority(math.MaxInt64)
	for i := range 8 {
		require.NoError(t, pool.Insert(rich, fakeTx{sender: fmt.Sprint(i), msgs: ordinary}))
	}
	require.ErrorIs(t, pool.Insert(rich, fakeTx{sender: "late", msgs: ordinary}), mempool.ErrMempoolTxMaxCapacity)
	poor := rich.WithPriority(0)
	require.NoError(t, pool.Insert(poor, fakeTx{sender: "watcher", msgs: court}))
	require.NoError(t, pool.Insert(poor, fakeTx{sender: "provider", msgs: court}))
	require.ErrorIs(t, pool.Insert(poor, fakeTx{sender: "crowd", msgs: court}), mempool.ErrMempoolTxMaxCapacity)

	var order []bool
	for it := pool.Select(rich, nil); it != nil; it = it.Next() {
		order = append(order, isCourtMove(it.Tx()))
	}
	require.Len(t, order, 10)
	require.Equal(t, []bool{true, true, false}, order[:3], "court moves come before the highest fee")
}
