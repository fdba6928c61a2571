package types_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/codec/address"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
)

// genesis has an open sealed order with a bid, and a leased one with a live lease.
func genesis() types.GenesisState {
	owner, provider := sdk.AccAddress(make([]byte, 20)), sdk.AccAddress{19: 1}
	hash, deposit := strings.Repeat("0a", 32), sdk.NewInt64Coin("usure", 7)
	first, second := types.OrderID{Owner: owner, Sequence: 1}, types.OrderID{Owner: owner, Sequence: 2}
	bidding := types.NewOrder(first, validTerms(), hash, deposit, 1)
	bidding.Bids = 1
	bid, err := types.NewBid(bidding, provider.String(), hash, deposit, 2)
	if err != nil {
		panic(err)
	}
	leased := types.NewOrder(second, validTerms(), hash, sdk.NewInt64Coin("usure", 0), 1).AddLease()
	lease := types.NewLease(types.LeaseID{Order: second, Provider: provider}, leased, sdk.NewInt64Coin("usure", 5), "key", 3)
	return types.GenesisState{
		Params: types.DefaultParams(), Owners: []types.OwnerRecord{{Owner: owner.String(), NextSequence: 3, LiveOrders: 2}},
		Orders: []types.Order{bidding, leased}, Bids: []types.Bid{bid}, Leases: []types.Lease{lease},
	}
}

func TestAGenesisThatAddsUpIsValid(t *testing.T) {
	codec := address.NewBech32Codec("surety")
	require.NoError(t, types.DefaultGenesis().Validate(codec))
	require.NoError(t, genesis().Validate(codec))
}

func TestAGenesisThatDoesNotAddUpIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*types.GenesisState){
		"bad parameters":                    func(g *types.GenesisState) { g.Params.MaxInputs = 0 },
		"an order twice":                    func(g *types.GenesisState) { g.Orders = append(g.Orders, g.Orders[0]) },
		"an order id that is none":          func(g *types.GenesisState) { g.Orders[0].Id = "x" },
		"an order of another owner":         func(g *types.GenesisState) { g.Orders[0].Owner = "x" },
		"an order without a hash":           func(g *types.GenesisState) { g.Orders[0].Hash = "" },
		"an order in no state":              func(g *types.GenesisState) { g.Orders[0].State = 0 },
		"an order in a state that is none":  func(g *types.GenesisState) { g.Orders[0].State = 8 },
		"an order due before the beginning": func(g *types.GenesisState) { g.Orders[0].DueHeight = -1 },
		"a leased order that is due":        func(g *types.GenesisState) { g.Orders[1].DueHeight = 5 },
		"a leased order with a fee":         func(g *types.GenesisState) { g.Orders[1].Fee.Amount = math.OneInt() },
		"a fee that is no coin":             func(g *types.GenesisState) { g.Orders[0].Fee = sdk.Coin{} },
		"a span that never ends":            func(g *types.GenesisState) { g.Orders[0].Terms.TtlBlocks = types.MaxBlocks + 1 },
		"terms without a bond":              func(g *types.GenesisState) { g.Orders[0].Terms.Bond = math.Int{} },
		"terms with a negative loss":        func(g *types.GenesisState) { g.Orders[0].Terms.DeclaredLoss = math.NewInt(-1) },
		"terms without a price":             func(g *types.GenesisState) { g.Orders[0].Terms.MaxPrice = sdk.Coin{} },
		"terms with an attribute of none":   func(g *types.GenesisState) { g.Orders[0].Terms.Attributes = []string{"x"} },
		"terms for nobody":                  func(g *types.GenesisState) { g.Orders[0].Terms.Redundancy = 0 },
		"a bid count that is wrong":         func(g *types.GenesisState) { g.Orders[0].Bids = 2 },
		"a lease count that is wrong":       func(g *types.GenesisState) { g.Orders[1].Leases = 2 },
		"a live lease count that is wrong":  func(g *types.GenesisState) { g.Orders[1].LiveLeases = 0 },
		"an ended order with a live lease":  func(g *types.GenesisState) { g.Orders[1].State = types.OrderStateClosed },
		"a bid twice":                       func(g *types.GenesisState) { g.Bids = append(g.Bids, g.Bids[0]) },
		"a bid on no order":                 func(g *types.GenesisState) { g.Bids[0].OrderId = "x" },
		"a bid on an order that is leased":  func(g *types.GenesisState) { g.Bids[0].OrderId = g.Orders[1].Id },
		"a bid of nobody":                   func(g *types.GenesisState) { g.Bids[0].Bidder = "x" },
		"a bid without a commitment":        func(g *types.GenesisState) { g.Bids[0].Commitment = "" },
		"a bid revealed too early":          func(g *types.GenesisState) { g.Bids[0].State = types.BidStateRevealed },
		"a bid without a deposit coin":      func(g *types.GenesisState) { g.Bids[0].Deposit = sdk.Coin{} },
		"a lease twice":                     func(g *types.GenesisState) { g.Leases = append(g.Leases, g.Leases[0]) },
		"a lease of no order":               func(g *types.GenesisState) { g.Leases[0].OrderId = "x" },
		"a lease of another order":          func(g *types.GenesisState) { g.Leases[0].OrderId = g.Orders[0].Id },
		"a lease of another provider":       func(g *types.GenesisState) { g.Leases[0].Provider = "x" },
		"a lease in no state":               func(g *types.GenesisState) { g.Leases[0].State = 0 },
		"a lease with another bond":         func(g *types.GenesisState) { g.Leases[0].Bond = math.OneInt() },
		"a lease above the highest price":   func(g *types.GenesisState) { g.Leases[0].Price.Amount = math.NewInt(1_001) },
		"an owner twice":                    func(g *types.GenesisState) { g.Owners = append(g.Owners, g.Owners[0]) },
		"an owner who is nobody":            func(g *types.GenesisState) { g.Owners[0].Owner = "x" },
		"an owner without a record":         func(g *types.GenesisState) { g.Owners = nil },
		"an owner whose number is taken":    func(g *types.GenesisState) { g.Owners[0].NextSequence = 2 },
		"an owner with a wrong count":       func(g *types.GenesisState) { g.Owners[0].LiveOrders = 1 },
	} {
		g := genesis()
		spoil(&g)
		require.Error(t, g.Validate(address.NewBech32Codec("surety")), name)
	}
}
