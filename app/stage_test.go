package app_test

import (
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
	"github.com/suretynetwork/surety/testutil/court"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// One false number lies in the dense layer of court's network; another in the convolution, whose output has two groups.
const (
	stageGas              = 4_000_000
	liedNode, liedElement = 6, 4
	wideNode, wideElement = 1, 300
	stageSalt             = "00000000000000000000000000000000000000000000000000000000000000aa"
	stageSecret           = "0101010101010101010101010101010101010101010101010101010101010101"
)

// stage is a chain with players of whom everyone orders, sells and watches, through every message of our modules but governance's.
type stage struct {
	*chain.Chain
	t       *testing.T
	players int
	world   *court.World
	lie     *exec.Trace
	// other is a trace whose convolution is wrong and whose first node is not the order's input.
	other *exec.Trace
	// programs are the ids of the players' programs.
	programs map[int]string
}

func user(i int) string    { return fmt.Sprintf("user%d", i) }
func seller(i int) string  { return fmt.Sprintf("provider%d", i) }
func watcher(i int) string { return fmt.Sprintf("watcher%d", i) }

func newStage(t *testing.T, players int, others ...string) *stage {
	t.Helper()
	names := others
	for i := range players {
		names = append(names, user(i), seller(i), watcher(i))
	}
	s := &stage{t: t, players: players, world: court.New(t), programs: map[int]string{}}
	s.lie, s.other = s.world.Lie(liedNode, liedElement), s.world.Lie(wideNode, wideElement)
	s.other.Commitments[0] = commit.Sum([]byte("another input"))
	s.other.Root = commit.TraceRoot(s.other.Commitments)
	s.Chain = chain.New(t, names, slowClocks, owing(players))
	graph, err := s.world.Case.Program.Encode()
	require.NoError(t, err)
	res := s.Deliver(user(0), &verificationtypes.MsgRegisterProgram{Creator: s.Addr(user(0)).String(), Name: "digits", Graph: graph})
	require.Zero(t, res.Code, res.Log)
	return s
}

// owing makes every user find a payment that could not be delivered before.
func owing(players int) func(*chain.Chain, app.GenesisState) {
	return func(c *chain.Chain, state app.GenesisState) {
		var payment paymenttypes.GenesisState
		var bank banktypes.GenesisState
		c.App.AppCodec().MustUnmarshalJSON(state[paymenttypes.ModuleName], &payment)
		c.App.AppCodec().MustUnmarshalJSON(state[banktypes.ModuleName], &bank)
		one := sdk.NewInt64Coin(app.BondDenom, 7)
		total := sdk.NewCoins(sdk.NewCoin(app.BondDenom, one.Amount.MulRaw(int64(players))))
		for i := range players {
			payment.Claimables = append(payment.Claimables, paymenttypes.Claimable{Owner: c.Addr(user(i)).String(), Amount: one})
		}
		bank.Balances = append(bank.Balances, banktypes.Balance{Address: paymenttypes.ClaimablesAddress().String(), Coins: total})
		bank.Supply = bank.Supply.Add(total...)
		state[paymenttypes.ModuleName] = c.App.AppCodec().MustMarshalJSON(&payment)
		state[banktypes.ModuleName] = c.App.AppCodec().MustMarshalJSON(&bank)
	}
}

// stageStep is one kind of message; every player signs one. A step without a name only makes others possible. Before brings the chain to
// where the messages are possible.
type stageStep struct {
	name   string
	signer func(player int) string
	msg    func(player int) sdk.Msg
	before func()
}

// txs are what some players sign in a step.
func (s *stage) txs(step stageStep, from, to int) (txs [][]byte) {
	s.t.Helper()
	for player := from; player < to; player++ {
		txs = append(txs, s.TxWith(step.signer(player), chain.TxOptions{Gas: stageGas}, step.msg(player)))
	}
	return txs
}

func (s *stage) profile(name string) providertypes.Profile {
	return providertypes.Profile{
		Moniker: name, Endpoint: "http://127.0.0.1:8600", ReceiptKey: hex.EncodeToString(s.world.Key(name).PubKey().Bytes()),
	}
}

// slowClocks lets a game outlast the blocks between its moves.
func slowClocks(c *chain.Chain, state app.GenesisState) {
	var court challengetypes.GenesisState
	c.App.AppCodec().MustUnmarshalJSON(state[challengetypes.ModuleName], &court)
	p := &court.Params
	p.BalanceBlocks, p.GraceBlocks, p.TraceBlocks, p.CommitTtlBlocks = 10_000, 10_000, 10_000, 10_000
	state[challengetypes.ModuleName] = c.App.AppCodec().MustMarshalJSON(&court)
	var receipts verificationtypes.GenesisState
	c.App.AppCodec().MustUnmarshalJSON(state[verificationtypes.ModuleName], &receipts)
	receipts.Params.PublishBlocks = 10_000
	state[verificationtypes.ModuleName] = c.App.AppCodec().MustMarshalJSON(&receipts)
}

func (s *stage) address(name string) string { return s.Addr(name).String() }

func (s *stage) usure(amount int64) sdk.Coin { return sdk.NewCoin(app.BondDenom, math.NewInt(amount)) }
