package main

import (
	"context"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/process"
)

// sample is what was published between two moments.
type sample struct {
	blocks, txs, bytes int64
	utia               *big.Int
	delay              time.Duration
}

// TestFigures prints what publishing costs: an idle chain, then a busy one. `make bench-da` runs it.
func TestFigures(t *testing.T) {
	if os.Getenv("SURETY_FIGURES") == "" {
		t.Skip("SURETY_FIGURES is not set; make bench-da sets it")
	}
	w := newWorld(t, time.Second, 500*time.Millisecond)
	poster := w.post("--max-age", "15s")
	w.published(5, time.Minute, poster)
	idle := w.sample(poster, 60)
	stop := w.load()
	busy := w.sample(poster, 120)
	txs := stop()
	for name, s := range map[string]sample{"idle": idle, "busy": busy} {
		t.Logf("%s: %d blocks, %d transactions, %d bytes posted: %.0f a block; %s utia; %.1f s from a block to its record on average",
			name, s.blocks, s.txs, s.bytes, float64(s.bytes)/float64(s.blocks), s.utia, s.delay.Seconds())
	}
	perBlock := float64(idle.bytes) / float64(idle.blocks)
	perTx := (float64(busy.bytes) - perBlock*float64(busy.blocks)) / float64(busy.txs)
	t.Logf("a transaction adds %.0f bytes, compressed; %d were sent", perTx, txs)
	if busy.utia.Sign() > 0 {
		thousand, _ := new(big.Rat).SetFrac(new(big.Int).Mul(busy.utia, big.NewInt(1_000)), big.NewInt(busy.txs)).Float64()
		t.Logf("1,000 transactions at this load cost %.0f utia", thousand)
	}
	poster.Stop(20 * time.Second)
	t.Log(w.run("verify", "--genesis", w.genesis, "--celestia", w.celestia.URL))
	begun := time.Now()
	r, _ := w.restore(filepath.Join(t.TempDir(), "restored"))
	t.Logf("restored %d blocks in %s: %.0f a second", r.Last, time.Since(begun).Round(time.Millisecond), float64(r.Last)/time.Since(begun).Seconds())
}

func (w *world) balance() *big.Int {
	if !w.celestia.Real {
		return new(big.Int)
	}
	text, err := w.celestia.Client().Balance(context.Background())
	require.NoError(w.t, err)
	amount, ok := new(big.Int).SetString(text, 10)
	require.True(w.t, ok)
	return amount
}

// sample waits until so many more blocks are recorded, and says what that took.
func (w *world) sample(poster *process.Process, blocks int64) sample {
	w.t.Helper()
	from, before := w.batches(), w.balance()
	start := from[len(from)-1].ToHeight
	w.published(start+blocks, 10*time.Minute, poster)
	s := sample{utia: new(big.Int).Sub(before, w.balance())}
	rpc, err := w.net.Nodes[0].Client()
	require.NoError(w.t, err)
	var delay time.Duration
	for _, batch := range w.batches()[len(from):] {
		s.bytes += int64(batch.Bytes)
		for height := batch.FromHeight; height <= batch.ToHeight; height++ {
			block, err := rpc.Block(context.Background(), &height)
			require.NoError(w.t, err)
			s.blocks, s.txs = s.blocks+1, s.txs+int64(len(block.Block.Txs))
			delay += batch.RecordedTime.Sub(block.Block.Time)
		}
	}
	s.delay = delay / time.Duration(s.blocks)
	return s
}
