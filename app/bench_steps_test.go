//go:build bench

package app_test

import (
	"crypto/ecdh"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Every player's orders, by what becomes of them.
const (
	convicted = iota + 1
	cancelled
	sealed
	awarded
	delivered
	contested
	twofold
	mismatched
	replicated
)

// steps are in an order in which each makes the next possible.
func (b *bench) steps() []benchStep {
	return slices.Concat(b.accountSteps(), b.orderSteps(), b.bidSteps(), b.replicaSteps(), b.receiptSteps(), b.courtSteps(), b.traceSteps(),
		[]benchStep{
			{name: "market close lease", signer: seller, msg: func(i int) sdk.Msg {
				return &markettypes.MsgCloseLease{Sender: b.address(seller(i)), LeaseId: b.leaseID(i, awarded)}
			}},
			{name: "provider deregister", signer: watcher, msg: func(i int) sdk.Msg {
				return &providertypes.MsgDeregisterProvider{Provider: b.address(watcher(i))}
			}},
		})
}

func (b *bench) accountSteps() []benchStep {
	register := func(who func(int) string) func(int) sdk.Msg {
		return func(i int) sdk.Msg {
			p := b.profile(who(i))
			return &providertypes.MsgRegisterProvider{
				Provider: b.address(who(i)), Moniker: p.Moniker, Endpoint: p.Endpoint, ReceiptKey: p.ReceiptKey,
				Attributes: []string{"region=eu"}, Bond: b.usure(200_000_000),
			}
		}
	}
	return []benchStep{
		{name: "bank send", signer: user, msg: func(i int) sdk.Msg { return send(b.Chain, user(i), seller(i), 1) }},
		{name: "payment claim", signer: user, before: b.owe, msg: func(i int) sdk.Msg {
			return &paymenttypes.MsgClaim{Owner: b.address(user(i)), Recipient: b.address(user(i)), Denom: app.BondDenom}
		}},
		{name: "provider register", signer: seller, msg: register(seller)},
		{signer: watcher, msg: register(watcher)},
		{name: "provider update", signer: seller, msg: func(i int) sdk.Msg {
			p := b.profile(seller(i))
			return &providertypes.MsgUpdateProvider{
				Provider: b.address(seller(i)), Moniker: "another", Endpoint: p.Endpoint, ReceiptKey: p.ReceiptKey, Attributes: []string{"region=eu"},
			}
		}},
		{name: "provider bond", signer: seller, msg: func(i int) sdk.Msg {
			return &providertypes.MsgBond{Provider: b.address(seller(i)), Amount: b.usure(1_000_000)}
		}},
		{name: "provider unbond", signer: seller, msg: func(i int) sdk.Msg {
			return &providertypes.MsgUnbond{Provider: b.address(seller(i)), Amount: b.usure(1_000_000)}
		}},
		{name: "provider endorse", signer: watcher, msg: func(i int) sdk.Msg {
			return &providertypes.MsgEndorseAttribute{Attester: b.address(watcher(i)), Provider: b.address(seller(i)), Key: "region", Value: "eu"}
		}},
		{name: "provider revoke", signer: watcher, msg: func(i int) sdk.Msg {
			return &providertypes.MsgRevokeEndorsement{Attester: b.address(watcher(i)), Provider: b.address(seller(i)), Key: "region"}
		}},
		{name: "verification register program", signer: user, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgRegisterProgram{Creator: b.address(user(i)), Name: "digits", Graph: b.graph(i)}
		}},
		{name: "verification update program", signer: user, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgUpdateProgram{
				Creator: b.address(user(i)), ProgramId: b.programs[i], Name: "digits", Locations: []string{"http://127.0.0.1:8601"},
			}
		}},
	}
}

// owe makes the bank refuse every player's payment once.
func (b *bench) owe() {
	b.Mutate(func(ctx sdk.Context) {
		b.App.BankKeeper.SetSendEnabled(ctx, app.BondDenom, false)
		for i := range benchPlayers {
			require.NoError(b.t, b.App.PaymentKeeper.Pay(ctx, b.Addr("crowd"), b.Addr(user(i)), b.usure(7)))
		}
		b.App.BankKeeper.SetSendEnabled(ctx, app.BondDenom, true)
	})
}

// graph is court's network under another name, so that every player registers a program of its own.
func (b *bench) graph(player int) []byte {
	p := *b.world.Case.Program
	p.Nodes = slices.Clone(p.Nodes)
	p.Nodes[0].Name = fmt.Sprint("player ", player)
	raw, err := p.Encode()
	require.NoError(b.t, err)
	id, err := p.ID()
	require.NoError(b.t, err)
	b.programs[player] = hex.EncodeToString(id[:])
	return raw
}

func (b *bench) orderID(player int, n uint64) markettypes.OrderID {
	return markettypes.OrderID{Owner: b.Addr(user(player)), Sequence: n}
}

func (b *bench) leaseID(player int, n uint64) string {
	return markettypes.LeaseID{Order: b.orderID(player, n), Provider: b.Addr(seller(player))}.String()
}

func (b *bench) terms(change func(*markettypes.Terms)) func(int) sdk.Msg {
	terms := b.world.Terms()
	terms.DeadlineBlocks, terms.WindowBlocks, terms.TtlBlocks = 2_000, 2_000, 2_000
	if change != nil {
		change(&terms)
	}
	return func(i int) sdk.Msg { return markettypes.NewMsgPlaceOrder(b.address(user(i)), terms) }
}

func sealedTerms(award markettypes.Award) func(*markettypes.Terms) {
	return func(t *markettypes.Terms) {
		t.Trade, t.Award, t.CommitBlocks, t.RevealBlocks = markettypes.TradeSealed, award, 200, 200
	}
}

// orderSteps place every player's orders, in the order of the constants above.
func (b *bench) orderSteps() []benchStep {
	open := benchStep{signer: user, msg: b.terms(nil)}
	private := benchStep{signer: user, msg: b.terms(func(t *markettypes.Terms) { t.OutputKey = publicKey(b) })}
	return []benchStep{
		{name: "market place open order", signer: user, msg: b.terms(nil)},
		open,
		{name: "market place sealed order", signer: user, msg: b.terms(sealedTerms(markettypes.AwardLowestPrice))},
		{signer: user, msg: b.terms(sealedTerms(markettypes.AwardByHand))},
		open, private, open, open,
		{signer: user, msg: b.terms(func(t *markettypes.Terms) {
			sealedTerms(markettypes.AwardLowestPrice)(t)
			t.Method, t.Redundancy = markettypes.MethodReplicated, 2
		})},
		{name: "market cancel order", signer: user, msg: func(i int) sdk.Msg {
			return &markettypes.MsgCancelOrder{Owner: b.address(user(i)), OrderId: b.orderID(i, cancelled).String()}
		}},
	}
}

func publicKey(b *bench) string {
	raw, err := hex.DecodeString(benchSecret)
	require.NoError(b.t, err)
	key, err := ecdh.X25519().NewPrivateKey(raw)
	require.NoError(b.t, err)
	return hex.EncodeToString(key.PublicKey().Bytes())
}

// bidder is who bids second on a player's replicated order.
func rival(i int) string { return seller((i + 1) % benchPlayers) }

func (b *bench) commits(order uint64, bidder func(int) string) func(int) sdk.Msg {
	return func(i int) sdk.Msg {
		placed, err := b.App.MarketKeeper.GetOrder(b.Ctx(), b.orderID(i, order))
		require.NoError(b.t, err)
		hidden, err := markettypes.BidCommitment(chain.ID, markettypes.BidOpening{
			OrderID: placed.Id, OrderHash: placed.Hash, Bidder: b.address(bidder(i)), Price: b.price(), Salt: benchSalt,
		})
		require.NoError(b.t, err)
		return &markettypes.MsgCommitBid{Bidder: b.address(bidder(i)), OrderId: placed.Id, Commitment: hidden}
	}
}

func (b *bench) reveals(order uint64, bidder func(int) string) func(int) sdk.Msg {
	return func(i int) sdk.Msg {
		return &markettypes.MsgRevealBid{
			Sender: b.address(bidder(i)), OrderId: b.orderID(i, order).String(), Bidder: b.address(bidder(i)), Price: b.price(), Salt: benchSalt,
		}
	}
}

func (b *bench) price() sdk.Coin { return sdk.NewCoin(app.BondDenom, math.NewInt(900)) }

// until makes blocks until every player's order is in a state.
func (b *bench) until(order uint64, state markettypes.OrderState) func() {
	return func() {
		for i := range benchPlayers {
			for tries := 0; ; tries++ {
				placed, err := b.App.MarketKeeper.GetOrder(b.Ctx(), b.orderID(i, order))
				require.NoError(b.t, err)
				if placed.State == state {
					break
				}
				require.Less(b.t, tries, 500, "order %s is %s", placed.Id, placed.State)
				b.NextBlock()
			}
		}
	}
}

func (b *bench) bidSteps() []benchStep {
	take := func(order uint64) func(int) sdk.Msg {
		return func(i int) sdk.Msg {
			return &markettypes.MsgPlaceBid{Bidder: b.address(seller(i)), OrderId: b.orderID(i, order).String(), Price: b.price()}
		}
	}
	return []benchStep{
		{name: "market place bid", signer: seller, msg: take(convicted)},
		{signer: seller, msg: take(delivered)},
		{signer: seller, msg: take(contested)},
		{signer: seller, msg: take(twofold)},
		{signer: seller, msg: take(mismatched)},
		{name: "market commit bid", signer: seller, msg: b.commits(sealed, seller)},
		{signer: seller, msg: b.commits(awarded, seller)},
		{signer: seller, msg: b.commits(replicated, seller)},
		{signer: rival, msg: b.commits(replicated, rival)},
		{name: "market reveal bid", signer: seller, msg: b.reveals(sealed, seller), before: b.until(sealed, markettypes.OrderStateRevealing)},
		{signer: seller, msg: b.reveals(awarded, seller), before: b.until(awarded, markettypes.OrderStateRevealing)},
		{signer: seller, msg: b.reveals(replicated, seller), before: b.until(replicated, markettypes.OrderStateRevealing)},
		{signer: rival, msg: b.reveals(replicated, rival)},
		{name: "market award order", signer: user, before: b.until(awarded, markettypes.OrderStateChoosing), msg: func(i int) sdk.Msg {
			return &markettypes.MsgAwardOrder{Owner: b.address(user(i)), OrderId: b.orderID(i, awarded).String(), Bidder: b.address(seller(i))}
		}},
	}
}

func (b *bench) replicaSteps() []benchStep {
	return []benchStep{{
		name: "verification commit receipt", signer: seller, before: b.until(replicated, markettypes.OrderStateLeased),
		msg: func(i int) sdk.Msg {
			sum, err := b.signed(i, replicated, b.world.Own).Commitment(chain.ID, benchSalt)
			require.NoError(b.t, err)
			return &verificationtypes.MsgCommitReceipt{Provider: b.address(seller(i)), LeaseId: b.leaseID(i, replicated), Commitment: sum}
		},
	}}
}

// signed is a player's receipt of a trace.
func (b *bench) signed(player int, order uint64, trace *exec.Trace) verificationtypes.SignedReceipt {
	terms := b.world.Terms()
	r := verificationtypes.SignedReceipt{
		LeaseId: b.leaseID(player, order), ProgramId: terms.ProgramId, InputRoots: terms.InputRoots,
		TraceRoot: hex.EncodeToString(trace.Root[:]), TraceLocation: "http://127.0.0.1:8600", NumericsVersion: 1,
		Provider: b.address(seller(player)), Height: b.App.LastBlockHeight(),
	}
	for _, root := range trace.OutputRoots() {
		r.OutputRoots = append(r.OutputRoots, hex.EncodeToString(root[:]))
	}
	bz, err := r.SignBytes(chain.ID)
	require.NoError(b.t, err)
	sig, err := b.world.Key(seller(player)).Sign(bz)
	require.NoError(b.t, err)
	r.Signature = hex.EncodeToString(sig)
	return r
}

func (b *bench) submits(order uint64, trace *exec.Trace) func(int) sdk.Msg {
	return func(i int) sdk.Msg {
		return &verificationtypes.MsgSubmitReceipt{Submitter: b.address(seller(i)), Receipt: b.signed(i, order, trace)}
	}
}

func (b *bench) receiptSteps() []benchStep {
	return []benchStep{
		{name: "verification submit receipt", signer: seller, msg: b.submits(convicted, b.lie)},
		{signer: seller, msg: b.submits(delivered, b.world.Own)},
		{signer: seller, msg: b.submits(twofold, b.world.Own)},
		{signer: seller, msg: b.submits(mismatched, b.other)},
		{signer: seller, msg: func(i int) sdk.Msg {
			blob, err := verificationtypes.SealOutput(publicKey(b), b.leaseID(i, contested), 0, []byte("rubbish"), [32]byte{7})
			require.NoError(b.t, err)
			return &verificationtypes.MsgSubmitReceipt{
				Submitter: b.address(seller(i)), Receipt: b.signed(i, contested, b.world.Own), Outputs: [][]byte{blob},
			}
		}},
		{name: "verification demand output", signer: user, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgDemandOutput{Owner: b.address(user(i)), LeaseId: b.leaseID(i, delivered)}
		}},
		{name: "verification publish output", signer: seller, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgPublishOutput{Sender: b.address(seller(i)), LeaseId: b.leaseID(i, delivered), Outputs: b.world.Own.Outputs()}
		}},
		{name: "verification contest output", signer: user, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgContestOutput{Owner: b.address(user(i)), LeaseId: b.leaseID(i, contested), PrivateKey: benchSecret}
		}},
		{name: "verification prove equivocation", signer: watcher, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgProveEquivocation{
				Submitter: b.address(watcher(i)), First: b.signed(i, twofold, b.world.Own), Second: b.signed(i, twofold, b.lie),
			}
		}},
	}
}

func (b *bench) opens(order uint64, trace *exec.Trace, node uint32, salt string) func(int) sdk.Msg {
	path, err := commit.OpenTrace(trace.Commitments, node)
	require.NoError(b.t, err)
	return func(i int) sdk.Msg {
		return &challengetypes.MsgOpenChallenge{
			Challenger: b.address(watcher(i)), LeaseId: b.leaseID(i, order), Node: node,
			Commitment: hex.EncodeToString(trace.Commitments[node][:]), Path: path, Salt: salt,
		}
	}
}

func (b *bench) shows(order uint64, trace *exec.Trace, node uint32) func(int) sdk.Msg {
	hashes := commit.TraceList(commit.Groups(trace.Tensors[node], 0))
	return func(i int) sdk.Msg {
		return &challengetypes.MsgDiscloseHashes{Sender: b.address(seller(i)), LeaseId: b.leaseID(i, order), Node: node, Hashes: hashes}
	}
}

// courtSteps are a game of one group, to its verdict.
func (b *bench) courtSteps() []benchStep {
	claimed, err := exec.ElementSlice(b.lie, liedNode, liedElement)
	require.NoError(b.t, err)
	p, err := exec.Prove(b.world.Own, exec.Claim{Commitments: b.lie.Commitments, Root: b.lie.Roots[liedNode], Claimed: claimed}, liedNode, liedElement)
	require.NoError(b.t, err)
	return []benchStep{
		{name: "challenge open", signer: watcher, msg: b.opens(convicted, b.lie, liedNode, "")},
		{name: "challenge disclose hashes", signer: seller, msg: b.shows(convicted, b.lie, liedNode)},
		{name: "challenge disclose group", signer: seller, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgDiscloseGroup{
				Sender: b.address(seller(i)), LeaseId: b.leaseID(i, convicted), Node: liedNode, Content: b.lie.Tensors[liedNode],
			}
		}},
		{name: "challenge prove element", signer: watcher, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgProveElement{Challenger: b.address(watcher(i)), ChallengeId: b.leaseID(i, convicted) + "/0", Proof: *p}
		}},
	}
}

// traceSteps are a game with a sealed claim, a demanded trace and a pick, cut short by a mismatch.
func (b *bench) traceSteps() []benchStep {
	path, err := commit.OpenTrace(b.other.Commitments, 0)
	require.NoError(b.t, err)
	return []benchStep{
		{name: "challenge commit", signer: watcher, msg: func(i int) sdk.Msg {
			sum, err := challengetypes.ClaimCommitment(chain.ID, b.leaseID(i, mismatched), b.address(watcher(i)), wideNode, benchSalt)
			require.NoError(b.t, err)
			return &challengetypes.MsgCommitChallenge{Challenger: b.address(watcher(i)), LeaseId: b.leaseID(i, mismatched), Commitment: sum}
		}},
		{name: "challenge demand trace", signer: watcher, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgDemandTrace{Challenger: b.address(watcher(i)), LeaseId: b.leaseID(i, mismatched)}
		}},
		{name: "challenge publish trace", signer: seller, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgPublishTrace{
				Sender: b.address(seller(i)), LeaseId: b.leaseID(i, mismatched), Commitments: commit.TraceList(b.other.Commitments),
			}
		}},
		{signer: watcher, msg: b.opens(mismatched, b.other, wideNode, benchSalt)},
		{signer: seller, msg: b.shows(mismatched, b.other, wideNode)},
		{name: "challenge pick", signer: watcher, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgPickGroup{Challenger: b.address(watcher(i)), ChallengeId: b.leaseID(i, mismatched) + "/0", Group: 1}
		}},
		{name: "challenge prove mismatch", signer: watcher, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgProveMismatch{
				Sender: b.address(watcher(i)), LeaseId: b.leaseID(i, mismatched), Kind: challengetypes.VerdictKindInput,
				Commitment: hex.EncodeToString(b.other.Commitments[0][:]), Path: path,
			}
		}},
	}
}
