package app

import (
	"context"
	"math"

	"github.com/spf13/cast"

	"github.com/cosmos/cosmos-sdk/server"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/mempool"
)

// DefaultMempoolTxs is how many transactions wait at most, unless app.toml's mempool.max-txs says otherwise.
const DefaultMempoolTxs = 5000

// courtPriority is above every priority that a fee can buy.
const courtPriority = math.MaxInt64

// courtMempool orders by priority and each sender's nonce, court moves first, and keeps a fifth of its places for
// them: a flood of ordinary transactions cannot keep a court move out.
type courtMempool struct {
	*mempool.PriorityNonceMempool[int64]
	ordinaryMax int
}

// newMempool sizes the mempool by app.toml's mempool.max-txs. Zero and below mean DefaultMempoolTxs: without a
// mempool there would be no priority.
func newMempool(options servertypes.AppOptions) courtMempool {
	size := cast.ToInt(options.Get(server.FlagMempoolMaxTxs))
	if size <= 0 {
		size = DefaultMempoolTxs
	}
	config := mempool.DefaultPriorityNonceMempoolConfig()
	config.MaxTx = size
	config.TxPriority.GetTxPriority = txPriority
	return courtMempool{
		PriorityNonceMempool: mempool.NewPriorityMempool(config),
		ordinaryMax:          size * ordinaryPercent / 100,
	}
}

// Insert refuses an ordinary transaction while only the places kept for court moves are free.
func (m courtMempool) Insert(ctx context.Context, tx sdk.Tx) error {
	if !isCourtMove(tx) && m.CountTx() >= m.ordinaryMax {
		return mempool.ErrMempoolTxMaxCapacity
	}
	return m.PriorityNonceMempool.Insert(ctx, tx)
}

func txPriority(ctx context.Context, tx sdk.Tx) int64 {
	if isCourtMove(tx) {
		return courtPriority
	}
	return min(sdk.UnwrapSDKContext(ctx).Priority(), courtPriority-1)
}
