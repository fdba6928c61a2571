//go:build bench

package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
	"github.com/suretynetwork/surety/testutil/court"
	marketkeeper "github.com/suretynetwork/surety/x/market/keeper"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// One false number lies in the dense layer of court's network; another in the convolution, whose output has two groups.
const (
	liedNode, liedElement = 6, 4
	wideNode, wideElement = 1, 300
	benchSalt             = "00000000000000000000000000000000000000000000000000000000000000aa"
	benchSecret           = "0101010101010101010101010101010101010101010101010101010101010101"
)

// bench is a chain with many live objects, and players who order, bid, submit a wrong receipt, and go to court.
type bench struct {
	*chain.Chain
	t     *testing.T
	world *court.World
	lie   *exec.Trace
	// other is a trace whose convolution is wrong and whose first node is not the order's input.
	other *exec.Trace
	// programs are the ids of the players' programs.
	programs map[int]string
}

func user(i int) string    { return fmt.Sprintf("user%d", i) }
func seller(i int) string  { return fmt.Sprintf("provider%d", i) }
func watcher(i int) string { return fmt.Sprintf("watcher%d", i) }

func newBench(t *testing.T, size int) *bench {
	t.Helper()
	var names []string
	for i := range benchPlayers {
		names = append(names, user(i), seller(i), watcher(i))
	}
	b := &bench{t: t, world: court.New(t), programs: map[int]string{}}
	b.lie, b.other = b.world.Lie(liedNode, liedElement), b.world.Lie(wideNode, wideElement)
	b.other.Commitments[0] = commit.Sum([]byte("another input"))
	b.other.Root = commit.TraceRoot(b.other.Commitments)
	b.Chain = chain.New(t, append(names, "crowd"))
	graph, err := b.world.Case.Program.Encode()
	require.NoError(t, err)
	res := b.Deliver(user(0), &verificationtypes.MsgRegisterProgram{Creator: b.Addr(user(0)).String(), Name: "digits", Graph: graph})
	require.Zero(t, res.Code, res.Log)
	b.Mutate(b.slowClocks)
	b.crowd(size)
	return b
}

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

func addressOf(kind string, i int) sdk.AccAddress {
	sum := sha256.Sum256([]byte(fmt.Sprint(kind, i)))
	return sum[:20]
}

func (b *bench) profile(name string) providertypes.Profile {
	return providertypes.Profile{
		Moniker: name, Endpoint: "http://127.0.0.1:8600", ReceiptKey: hex.EncodeToString(b.world.Key(name).PubKey().Bytes()),
	}
}

// slowClocks lets a game outlast the steps between its moves.
func (b *bench) slowClocks(ctx sdk.Context) {
	p, err := b.App.ChallengeKeeper.Params.Get(ctx)
	require.NoError(b.t, err)
	p.BalanceBlocks, p.GraceBlocks, p.TraceBlocks, p.CommitTtlBlocks = 10_000, 10_000, 10_000, 10_000
	require.NoError(b.t, b.App.ChallengeKeeper.Params.Set(ctx, p))
	v, err := b.App.VerificationKeeper.Params.Get(ctx)
	require.NoError(b.t, err)
	v.PublishBlocks = 10_000
	require.NoError(b.t, b.App.VerificationKeeper.Params.Set(ctx, v))
}

func (b *bench) address(name string) string { return b.Addr(name).String() }

func (b *bench) usure(amount int64) sdk.Coin { return sdk.NewCoin(app.BondDenom, math.NewInt(amount)) }
