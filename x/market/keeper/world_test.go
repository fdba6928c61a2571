package keeper_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/market/keeper"
	"github.com/suretynetwork/surety/x/market/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	providerkeeper "github.com/suretynetwork/surety/x/provider/keeper"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

var storeKeys = []string{paymenttypes.StoreKey, providertypes.StoreKey, types.StoreKey}

// world is what a test of the module works with: the market over the real modules below it.
type world struct {
	payment  *paymentkeeper.Keeper
	provider *providerkeeper.Keeper
	market   *keeper.Keeper
	hooks    *hooks
	msgs     types.MsgServer
	query    types.QueryServer
}

// params have small fees, so that sums are easy to follow.
func params() types.Params {
	p := types.DefaultParams()
	p.OrderFee, p.BidDeposit = sdk.NewInt64Coin("usure", 10), sdk.NewInt64Coin("usure", 7)
	p.MaxOrdersPerOwner, p.MaxBidsPerOrder = 3, 4
	return p
}

func newWorld(tb fixture.TB, f *fixture.Fixture) world {
	payment, err := paymentkeeper.NewKeeper(f.Codec, f.StoreService(paymenttypes.StoreKey), f.Addresses, f.Authority, f.Bank)
	require.NoError(tb, err)
	require.NoError(tb, payment.InitGenesis(f.Ctx, paymenttypes.DefaultGenesis()))
	provider, err := providerkeeper.NewKeeper(f.Codec, f.StoreService(providertypes.StoreKey), f.Addresses, f.Authority,
		f.Account, f.Bank, payment)
	require.NoError(tb, err)
	bonds := providertypes.DefaultGenesis()
	bonds.Params.MinBond = math.OneInt()
	require.NoError(tb, provider.InitGenesis(f.Ctx, bonds))
	market, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, f.Authority, f.Bank, payment, provider)
	require.NoError(tb, err)
	require.NoError(tb, market.InitGenesis(f.Ctx, &types.GenesisState{Params: params()}))
	w := world{payment: payment, provider: provider, market: market, hooks: &hooks{}}
	market.SetHooks(w.hooks)
	w.msgs, w.query = keeper.NewMsgServer(market), keeper.NewQueryServer(market)
	return w
}

func (w world) invariants(ctx context.Context) error {
	return errors.Join(w.payment.Invariants(ctx), w.provider.Invariants(ctx), w.market.Invariants(ctx))
}

// hooks remember what they were told and refuse or do what they are told to.
type hooks struct {
	ended        []string
	refuseOrders bool
	refuseEnds   bool
	onEnd        func(context.Context, types.Lease) error
}

var errHook = errors.New("the hook refuses")

func (h *hooks) BeforeOrderPlaced(context.Context, types.Terms) error {
	if h.refuseOrders {
		return errHook
	}
	return nil
}

func (h *hooks) AfterLeaseEnded(ctx context.Context, lease types.Lease) error {
	if h.refuseEnds {
		return errHook
	}
	h.ended = append(h.ended, lease.State.String())
	if h.onEnd != nil {
		return h.onEnd(ctx, lease)
	}
	return nil
}

// openTerms are an open order for one provider, at most 1000usure, bond 900 of which 300 are the loss.
func openTerms() types.Terms {
	return types.Terms{
		ProgramId: strings.Repeat("ab", 32), InputRoots: []string{strings.Repeat("cd", 32)}, InputUrls: []string{"https://alice.example.com"},
		MaxPrice: sdk.NewInt64Coin("usure", 1_000), Bond: math.NewInt(900), DeclaredLoss: math.NewInt(300), DeadlineBlocks: 10,
		WindowBlocks: 5, Redundancy: 1, Method: types.MethodOptimistic, Trade: types.TradeOpen, TtlBlocks: 20,
	}
}

// sealedTerms take commitments for 3 blocks and reveals for 2.
func sealedTerms() types.Terms {
	terms := openTerms()
	terms.Trade, terms.Award, terms.CommitBlocks, terms.RevealBlocks = types.TradeSealed, types.AwardLowestPrice, 3, 2
	return terms
}

func receiptKey(name string) string {
	var scalar secp256k1.ModNScalar
	scalar.SetByteSlice([]byte(name))
	return hex.EncodeToString(secp256k1.NewPrivateKey(&scalar).PubKey().SerializeCompressed())
}

// register makes a provider with a bond of so many usure.
func (w world) register(tb fixture.TB, f *fixture.Fixture, name string, bond int64, attributes ...string) {
	parsed, err := providertypes.ParseAttributes(attributes, 8)
	require.NoError(tb, err)
	f.Fund(f.Addr(name), fmt.Sprintf("%dusure", bond))
	profile := providertypes.Profile{Moniker: name, Endpoint: "https://p.example.com", ReceiptKey: receiptKey(name), Attributes: parsed}
	require.NoError(tb, w.provider.Register(f.Ctx, f.Addr(name), profile, sdk.NewInt64Coin("usure", bond)))
}

// salt is the secret that a bidder always uses.
func salt(bidder string) string { return hex.EncodeToString([]byte(fmt.Sprintf("%-32s", bidder))) }

// commitment is what a bidder commits to with a price.
func (w world) commitment(tb fixture.TB, f *fixture.Fixture, id types.OrderID, bidder string, price sdk.Coin) string {
	order, err := w.market.GetOrder(f.Ctx, id)
	require.NoError(tb, err)
	commitment, err := types.BidCommitment(fixture.ChainID, types.BidOpening{
		OrderID: order.Id, OrderHash: order.Hash, Bidder: f.Bech32(f.Addr(bidder)), Price: price, Salt: salt(bidder),
	})
	require.NoError(tb, err)
	return commitment
}

// endBlocks ends blocks until the height is reached, which is not ended itself.
func (w world) endBlocks(tb fixture.TB, f *fixture.Fixture, until int64) {
	for f.Ctx.BlockHeight() < until {
		require.NoError(tb, w.market.EndBlock(f.Ctx))
		f.NextBlock()
	}
}
