//go:build bench

package app_test

import (
	"fmt"
	"os"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/chain"
)

const (
	// benchPlayers is how many accounts of each kind act at the same time: every step is a block of that many
	// transactions.
	benchPlayers = 20
	benchGas     = 4_000_000
)

// benchStep is one kind of message; every player signs one.
type benchStep struct {
	name   string
	signer func(player int) string
	msg    func(player int) sdk.Msg
}

// benchCost is what one transaction of a step cost on average.
type benchCost struct {
	gas  float64
	time time.Duration
}

// TestBenchChain prints what each message costs beside a bank send in the same state, and how that changes when a
// hundred times as many orders and providers live on the chain.
func TestBenchChain(t *testing.T) {
	sizes := []int{1_000, 100_000}
	costs := make([]map[string]benchCost, len(sizes))
	var steps []benchStep
	for i, size := range sizes {
		began := time.Now()
		b := newBench(t, size)
		fmt.Fprintf(os.Stderr, "%d live orders and %d providers made in %s\n", size, size/10, time.Since(began).Round(time.Second))
		steps = b.steps()
		costs[i] = map[string]benchCost{}
		for _, step := range steps {
			costs[i][step.name] = b.measure(step)
		}
	}
	printBench(t, sizes, steps, costs)
}

func (b *bench) measure(step benchStep) benchCost {
	b.t.Helper()
	var txs [][]byte
	for player := range benchPlayers {
		txs = append(txs, b.TxWith(step.signer(player), chain.TxOptions{Gas: benchGas}, step.msg(player)))
	}
	empty := b.timed(nil, step.name)
	full := b.timed(txs, step.name)
	return benchCost{gas: full.gas, time: max(full.time-empty.time, 0) / benchPlayers}
}

// timed executes one block and takes the time of its execution and commit.
func (b *bench) timed(txs [][]byte, name string) benchCost {
	b.t.Helper()
	began := time.Now()
	res := b.NextBlock(txs...)
	cost := benchCost{time: time.Since(began)}
	for _, tx := range res.TxResults {
		require.Zero(b.t, tx.Code, "%s: %s", name, tx.Log)
		cost.gas += float64(tx.GasUsed) / float64(len(txs))
	}
	return cost
}

func printBench(t *testing.T, sizes []int, steps []benchStep, costs []map[string]benchCost) {
	t.Helper()
	small, large := costs[0], costs[1]
	send := steps[0].name
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "message\tgas\tover a send\ttime\tover a send\tgas, %d to %d\ttime, %d to %d\t\n", sizes[0], sizes[1], sizes[0], sizes[1])
	for _, step := range steps {
		s, l := small[step.name], large[step.name]
		fmt.Fprintf(w, "%s\t%.0f\t%.2f\t%s\t%.2f\t%.3f\t%.2f\t\n", step.name, s.gas, s.gas/small[send].gas,
			s.time.Round(time.Microsecond), float64(s.time)/float64(small[send].time), l.gas/s.gas,
			float64(l.time)/float64(max(s.time, 1)))
		require.Less(t, l.gas/s.gas, 1.1, "%s: its gas grows with the state", step.name)
	}
	require.NoError(t, w.Flush())
}
