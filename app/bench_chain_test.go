//go:build bench

package app_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	marketkeeper "github.com/suretynetwork/surety/x/market/keeper"
	markettypes "github.com/suretynetwork/surety/x/market/types"
)

const (
	// Every step is benchBlocks blocks of benchTxs transactions, one of each player's.
	benchBlocks  = 3
	benchTxs     = 20
	benchPlayers = benchBlocks * benchTxs
)

// benchCost is what one transaction of a step cost: the mean of its gas, and the median over blocks of its time.
type benchCost struct {
	gas  float64
	time time.Duration
}

// TestBenchChain prints what each message costs beside a bank send in the same state, and how that changes when a
// hundred times as many orders and providers live on the chain.
func TestBenchChain(t *testing.T) {
	sizes := []int{1_000, 100_000}
	costs := make([]map[string]benchCost, len(sizes))
	var names []string
	for i, size := range sizes {
		began := time.Now()
		b := &bench{newStage(t, benchPlayers, "crowd")}
		b.crowd(size)
		fmt.Fprintf(os.Stderr, "%d live orders and %d providers made in %s\n", size, size/10, time.Since(began).Round(time.Second))
		costs[i], names = b.play()
	}
	printBench(t, sizes, names, costs)
}

// bench is a stage with many live objects around it.
type bench struct{ *stage }

// crowd makes size orders, fifty to an owner, and a tenth as many providers.
func (b *bench) crowd(size int) {
	const perOwner, perBlock = 50, 2_500
	terms := b.world.Terms()
	terms.TtlBlocks = 50_000
	for from := 0; from < size; from += perBlock {
		b.Mutate(func(ctx sdk.Context) {
			for i := from; i < min(from+perBlock, size); i += perOwner {
				owner := addressOf("owner", i)
				require.NoError(b.t, b.App.BankKeeper.SendCoins(ctx, b.Addr("crowd"), owner, sdk.NewCoins(b.usure(perOwner*20_000))))
				for range perOwner {
					_, err := b.App.MarketKeeper.PlaceOrder(ctx, owner, terms)
					require.NoError(b.t, err)
				}
			}
			for i := from / 10; i < min(from+perBlock, size)/10; i++ {
				b.provider(ctx, i)
			}
		})
	}
	res, err := marketkeeper.NewQueryServer(b.App.MarketKeeper).OrdersByState(b.Ctx(), &markettypes.QueryOrdersByStateRequest{
		State: markettypes.OrderStateOpen, Pagination: &query.PageRequest{CountTotal: true, Limit: 1},
	})
	require.NoError(b.t, err)
	require.EqualValues(b.t, size, res.Pagination.Total, "what was made is there")
}

func (b *bench) provider(ctx sdk.Context, i int) {
	addr := addressOf("provider", i)
	require.NoError(b.t, b.App.BankKeeper.SendCoins(ctx, b.Addr("crowd"), addr, sdk.NewCoins(b.usure(1_000_000))))
	require.NoError(b.t, b.App.ProviderKeeper.Register(ctx, addr, b.profile(fmt.Sprint("crowd", i)), b.usure(1_000_000)))
}

// play plays every step, and bank sends once more before it measures anything: the first blocks are slower.
func (b *bench) play() (costs map[string]benchCost, names []string) {
	b.t.Helper()
	costs = map[string]benchCost{}
	steps := b.steps()
	b.measure(steps[0])
	for _, step := range steps {
		if step.before != nil {
			step.before()
		}
		cost := b.measure(step)
		if step.name != "" {
			costs[step.name] = cost
			names = append(names, step.name)
		}
	}
	return costs, names
}

func (b *bench) measure(step stageStep) benchCost {
	b.t.Helper()
	var empty, full []time.Duration
	gas := 0.0
	for block := range benchBlocks {
		empty = append(empty, b.timed(nil, step.name).time)
		cost := b.timed(b.txs(step, block*benchTxs, (block+1)*benchTxs), step.name)
		full = append(full, cost.time)
		gas += cost.gas / benchBlocks
	}
	return benchCost{gas: gas, time: max(median(full)-median(empty), 0) / benchTxs}
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
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

func printBench(t *testing.T, sizes []int, names []string, costs []map[string]benchCost) {
	t.Helper()
	small, large := costs[0], costs[1]
	send := names[0]
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "message\tgas\tover a send\ttime\tover a send\tgas, %d to %d\ttime, %d to %d\t\n", sizes[0], sizes[1], sizes[0], sizes[1])
	for _, name := range names {
		s, l := small[name], large[name]
		fmt.Fprintf(w, "%s\t%.0f\t%.2f\t%s\t%.2f\t%.3f\t%.2f\t\n", name, s.gas, s.gas/small[send].gas,
			s.time.Round(time.Microsecond), float64(s.time)/float64(small[send].time), l.gas/s.gas,
			float64(l.time)/float64(max(s.time, 1)))
		require.Less(t, l.gas/s.gas, 1.1, "%s: its gas grows with the state", name)
	}
	require.NoError(t, w.Flush())
}
