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

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
	"github.com/suretynetwork/surety/testutil/court"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// The false number lies in the dense layer of court's network.
const liedNode, liedElement = 6, 4

// bench is a chain with many live objects, and players who order, bid, submit a wrong receipt, and go to court.
type bench struct {
	*chain.Chain
	t     *testing.T
	world *court.World
	lie   *exec.Trace
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
	b := &bench{t: t, world: court.New(t)}
	b.lie = b.world.Lie(liedNode, liedElement)
	b.Chain = chain.New(t, append(names, "crowd"))
	graph, err := b.world.Case.Program.Encode()
	require.NoError(t, err)
	res := b.Deliver(user(0), &verificationtypes.MsgRegisterProgram{Creator: b.Addr(user(0)).String(), Name: "digits", Graph: graph})
	require.Zero(t, res.Code, res.Log)
	b.Mutate(func(ctx sdk.Context) { b.crowd(ctx, size) })
	return b
}

// crowd makes size orders of a hundredth as many owners each, and a tenth as many providers.
func (b *bench) crowd(ctx sdk.Context, size int) {
	const each = 50
	terms := b.world.Terms()
	terms.TtlBlocks = 50_000
	bond := sdk.NewInt64Coin(app.BondDenom, 1_000_000)
	for i := range size / each {
		owner := addressOf("owner", i)
		require.NoError(b.t, b.App.BankKeeper.SendCoins(ctx, b.Addr("crowd"), owner, coins(each*20_000)))
		for range each {
			_, err := b.App.MarketKeeper.PlaceOrder(ctx, owner, terms)
			require.NoError(b.t, err)
		}
	}
	for i := range size / 10 {
		addr := addressOf("provider", i)
		require.NoError(b.t, b.App.BankKeeper.SendCoins(ctx, b.Addr("crowd"), addr, sdk.NewCoins(bond)))
		require.NoError(b.t, b.App.ProviderKeeper.Register(ctx, addr, b.profile(fmt.Sprint("crowd", i)), bond))
	}
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

func (b *bench) address(name string) string { return b.Addr(name).String() }

// orderID is a player's nth order; the first of each is taken, the second cancelled, the third sealed.
func (b *bench) orderID(player int, n uint64) markettypes.OrderID {
	return markettypes.OrderID{Owner: b.Addr(user(player)), Sequence: n}
}

func (b *bench) leaseID(player int) string {
	return markettypes.LeaseID{Order: b.orderID(player, 1), Provider: b.Addr(seller(player))}.String()
}

func (b *bench) order(player int) *markettypes.MsgPlaceOrder {
	return markettypes.NewMsgPlaceOrder(b.address(user(player)), b.world.Terms())
}

func (b *bench) sealedOrder(player int) sdk.Msg {
	terms := b.world.Terms()
	terms.Trade, terms.Award = markettypes.TradeSealed, markettypes.AwardLowestPrice
	terms.CommitBlocks, terms.RevealBlocks, terms.TtlBlocks = 3, 5, 20
	return markettypes.NewMsgPlaceOrder(b.address(user(player)), terms)
}

func (b *bench) receipt(player int) sdk.Msg {
	terms := b.world.Terms()
	r := verificationtypes.SignedReceipt{
		LeaseId: b.leaseID(player), ProgramId: terms.ProgramId, InputRoots: terms.InputRoots,
		TraceRoot: hex.EncodeToString(b.lie.Root[:]), TraceLocation: "http://127.0.0.1:8600", NumericsVersion: 1,
		Provider: b.address(seller(player)), Height: b.App.LastBlockHeight(),
	}
	for _, root := range b.lie.OutputRoots() {
		r.OutputRoots = append(r.OutputRoots, hex.EncodeToString(root[:]))
	}
	bz, err := r.SignBytes(chain.ID)
	require.NoError(b.t, err)
	sig, err := b.world.Key(seller(player)).Sign(bz)
	require.NoError(b.t, err)
	r.Signature = hex.EncodeToString(sig)
	return &verificationtypes.MsgSubmitReceipt{Submitter: b.address(seller(player)), Receipt: r}
}

func (b *bench) opening(player int) sdk.Msg {
	path, err := commit.OpenTrace(b.lie.Commitments, liedNode)
	require.NoError(b.t, err)
	return &challengetypes.MsgOpenChallenge{
		Challenger: b.address(watcher(player)), LeaseId: b.leaseID(player), Node: liedNode,
		Commitment: hex.EncodeToString(b.lie.Commitments[liedNode][:]), Path: path,
	}
}

func (b *bench) proof(player int) sdk.Msg {
	claimed, err := exec.ElementSlice(b.lie, liedNode, liedElement)
	require.NoError(b.t, err)
	claim := exec.Claim{Commitments: b.lie.Commitments, Root: b.lie.Roots[liedNode], Claimed: claimed}
	p, err := exec.Prove(b.world.Own, claim, liedNode, liedElement)
	require.NoError(b.t, err)
	return &challengetypes.MsgProveElement{Challenger: b.address(watcher(player)), ChallengeId: b.leaseID(player) + "/0", Proof: *p}
}

func (b *bench) bidCommitment(player int) string {
	id := b.orderID(player, 3)
	order, err := b.App.MarketKeeper.GetOrder(b.Ctx(), id)
	require.NoError(b.t, err)
	opening := markettypes.BidOpening{
		OrderID: order.Id, OrderHash: order.Hash, Bidder: b.address(seller(player)), Price: b.price(), Salt: salt,
	}
	sealed, err := markettypes.BidCommitment(chain.ID, opening)
	require.NoError(b.t, err)
	return sealed
}

const salt = "00000000000000000000000000000000000000000000000000000000000000aa"

func (b *bench) price() sdk.Coin { return sdk.NewInt64Coin(app.BondDenom, 900) }

func (b *bench) usure(amount int64) sdk.Coin { return sdk.NewCoin(app.BondDenom, math.NewInt(amount)) }

// steps are in an order in which each makes the next possible.
func (b *bench) steps() []benchStep {
	hashes := commit.TraceList(commit.Groups(b.lie.Tensors[liedNode], 0))
	return []benchStep{
		{"bank send", user, func(i int) sdk.Msg { return send(b.Chain, user(i), seller(i), 1) }},
		{"provider register", seller, func(i int) sdk.Msg {
			p := b.profile(seller(i))
			return &providertypes.MsgRegisterProvider{
				Provider: b.address(seller(i)), Moniker: p.Moniker, Endpoint: p.Endpoint, ReceiptKey: p.ReceiptKey,
				Attributes: []string{"region=eu"}, Bond: b.usure(30_000_000),
			}
		}},
		{"provider bond", seller, func(i int) sdk.Msg {
			return &providertypes.MsgBond{Provider: b.address(seller(i)), Amount: b.usure(1_000_000)}
		}},
		{"provider unbond", seller, func(i int) sdk.Msg {
			return &providertypes.MsgUnbond{Provider: b.address(seller(i)), Amount: b.usure(1_000_000)}
		}},
		{"provider endorse", watcher, func(i int) sdk.Msg {
			return &providertypes.MsgEndorseAttribute{Attester: b.address(watcher(i)), Provider: b.address(seller(i)), Key: "region", Value: "eu"}
		}},
		{"market place order", user, func(i int) sdk.Msg { return b.order(i) }},
		{"market place bid", seller, func(i int) sdk.Msg {
			return &markettypes.MsgPlaceBid{Bidder: b.address(seller(i)), OrderId: b.orderID(i, 1).String(), Price: b.price()}
		}},
		{"market place order (2nd)", user, func(i int) sdk.Msg { return b.order(i) }},
		{"market cancel order", user, func(i int) sdk.Msg {
			return &markettypes.MsgCancelOrder{Owner: b.address(user(i)), OrderId: b.orderID(i, 2).String()}
		}},
		{"market place sealed order", user, b.sealedOrder},
		{"market commit bid", seller, func(i int) sdk.Msg {
			return &markettypes.MsgCommitBid{Bidder: b.address(seller(i)), OrderId: b.orderID(i, 3).String(), Commitment: b.bidCommitment(i)}
		}},
		{"market reveal bid", seller, func(i int) sdk.Msg {
			return &markettypes.MsgRevealBid{
				Sender: b.address(seller(i)), OrderId: b.orderID(i, 3).String(), Bidder: b.address(seller(i)), Price: b.price(), Salt: salt,
			}
		}},
		{"verification submit receipt", seller, b.receipt},
		{"challenge open", watcher, b.opening},
		{"challenge disclose hashes", seller, func(i int) sdk.Msg {
			return &challengetypes.MsgDiscloseHashes{Sender: b.address(seller(i)), LeaseId: b.leaseID(i), Node: liedNode, Hashes: hashes}
		}},
		{"challenge disclose group", seller, func(i int) sdk.Msg {
			return &challengetypes.MsgDiscloseGroup{Sender: b.address(seller(i)), LeaseId: b.leaseID(i), Node: liedNode, Content: b.lie.Tensors[liedNode]}
		}},
		{"challenge prove element", watcher, b.proof},
	}
}
