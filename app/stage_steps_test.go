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
func (s *stage) steps() []stageStep {
	return slices.Concat(s.accountSteps(), s.artefactSteps(), s.attestationSteps(), s.policySteps(), s.orderSteps(), s.bidSteps(), s.replicaSteps(), s.receiptSteps(), s.courtSteps(), s.traceSteps(),
		[]stageStep{
			{name: "market close lease", signer: seller, msg: func(i int) sdk.Msg {
				return &markettypes.MsgCloseLease{Sender: s.address(seller(i)), LeaseId: s.leaseID(i, awarded)}
			}},
			{name: "provider deregister", signer: watcher, msg: func(i int) sdk.Msg {
				return &providertypes.MsgDeregisterProvider{Provider: s.address(watcher(i))}
			}},
		})
}

func (s *stage) accountSteps() []stageStep {
	register := func(who func(int) string) func(int) sdk.Msg {
		return func(i int) sdk.Msg {
			p := s.profile(who(i))
			return &providertypes.MsgRegisterProvider{
				Provider: s.address(who(i)), Moniker: p.Moniker, Endpoint: p.Endpoint, ReceiptKey: p.ReceiptKey,
				Attributes: []string{"region=eu"}, Bond: s.usure(200_000_000),
			}
		}
	}
	return []stageStep{
		{name: "bank send", signer: user, msg: func(i int) sdk.Msg { return send(s.Chain, user(i), seller(i), 1) }},
		{name: "payment claim", signer: user, msg: func(i int) sdk.Msg {
			return &paymenttypes.MsgClaim{Owner: s.address(user(i)), Recipient: s.address(user(i)), Denom: app.BondDenom}
		}},
		{name: "provider register", signer: seller, msg: register(seller)},
		{signer: watcher, msg: register(watcher)},
		{name: "provider update", signer: seller, msg: func(i int) sdk.Msg {
			p := s.profile(seller(i))
			return &providertypes.MsgUpdateProvider{
				Provider: s.address(seller(i)), Moniker: "another", Endpoint: p.Endpoint, ReceiptKey: p.ReceiptKey, Attributes: []string{"region=eu"},
			}
		}},
		{name: "provider bond", signer: seller, msg: func(i int) sdk.Msg {
			return &providertypes.MsgBond{Provider: s.address(seller(i)), Amount: s.usure(1_000_000)}
		}},
		{name: "provider unbond", signer: seller, msg: func(i int) sdk.Msg {
			return &providertypes.MsgUnbond{Provider: s.address(seller(i)), Amount: s.usure(1_000_000)}
		}},
		{name: "provider endorse", signer: watcher, msg: func(i int) sdk.Msg {
			return &providertypes.MsgEndorseAttribute{Attester: s.address(watcher(i)), Provider: s.address(seller(i)), Key: "region", Value: "eu"}
		}},
		{name: "provider revoke", signer: watcher, msg: func(i int) sdk.Msg {
			return &providertypes.MsgRevokeEndorsement{Attester: s.address(watcher(i)), Provider: s.address(seller(i)), Key: "region"}
		}},
		{name: "verification register program", signer: user, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgRegisterProgram{Creator: s.address(user(i)), Name: "digits", Graph: s.graph(i)}
		}},
		{name: "verification update program", signer: user, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgUpdateProgram{
				Creator: s.address(user(i)), ProgramId: s.programs[i], Name: "digits", Locations: []string{"http://127.0.0.1:8601"},
			}
		}},
	}
}

// graph is court's network under another name, so that every player registers a program of its own.
func (s *stage) graph(player int) []byte {
	p := *s.world.Case.Program
	p.Nodes = slices.Clone(p.Nodes)
	p.Nodes[0].Name = fmt.Sprint("player ", player)
	raw, err := p.Encode()
	require.NoError(s.t, err)
	id, err := p.ID()
	require.NoError(s.t, err)
	s.programs[player] = hex.EncodeToString(id[:])
	return raw
}

func (s *stage) orderID(player int, n uint64) markettypes.OrderID {
	return markettypes.OrderID{Owner: s.Addr(user(player)), Sequence: n}
}

func (s *stage) leaseID(player int, n uint64) string {
	return markettypes.LeaseID{Order: s.orderID(player, n), Provider: s.Addr(seller(player))}.String()
}

func (s *stage) terms(change func(*markettypes.Terms)) func(int) sdk.Msg {
	terms := s.world.Terms()
	terms.DeadlineBlocks, terms.WindowBlocks, terms.TtlBlocks = 2_000, 2_000, 2_000
	if change != nil {
		change(&terms)
	}
	return func(i int) sdk.Msg { return markettypes.NewMsgPlaceOrder(s.address(user(i)), terms) }
}

func sealedTerms(award markettypes.Award) func(*markettypes.Terms) {
	return func(t *markettypes.Terms) {
		t.Trade, t.Award, t.CommitBlocks, t.RevealBlocks = markettypes.TradeSealed, award, 200, 200
	}
}

// orderSteps place every player's orders, in the order of the constants above.
func (s *stage) orderSteps() []stageStep {
	open := stageStep{signer: user, msg: s.terms(nil)}
	private := stageStep{signer: user, msg: s.terms(func(t *markettypes.Terms) { t.OutputKey = publicKey(s) })}
	return []stageStep{
		{name: "market place open order", signer: user, msg: s.terms(nil)},
		open,
		{name: "market place sealed order", signer: user, msg: s.terms(sealedTerms(markettypes.AwardLowestPrice))},
		{signer: user, msg: s.terms(sealedTerms(markettypes.AwardByHand))},
		open, private, open, open,
		{signer: user, msg: s.terms(func(t *markettypes.Terms) {
			sealedTerms(markettypes.AwardLowestPrice)(t)
			t.Method, t.Redundancy = markettypes.MethodReplicated, 2
		})},
		{name: "market cancel order", signer: user, msg: func(i int) sdk.Msg {
			return &markettypes.MsgCancelOrder{Owner: s.address(user(i)), OrderId: s.orderID(i, cancelled).String()}
		}},
	}
}

func publicKey(s *stage) string {
	raw, err := hex.DecodeString(stageSecret)
	require.NoError(s.t, err)
	key, err := ecdh.X25519().NewPrivateKey(raw)
	require.NoError(s.t, err)
	return hex.EncodeToString(key.PublicKey().Bytes())
}

// rival is who bids second on a player's replicated order.
func (s *stage) rival(i int) string { return seller((i + 1) % s.players) }

func (s *stage) commits(order uint64, bidder func(int) string) func(int) sdk.Msg {
	return func(i int) sdk.Msg {
		placed, err := s.App.MarketKeeper.GetOrder(s.Ctx(), s.orderID(i, order))
		require.NoError(s.t, err)
		hidden, err := markettypes.BidCommitment(chain.ID, markettypes.BidOpening{
			OrderID: placed.Id, OrderHash: placed.Hash, Bidder: s.address(bidder(i)), Price: s.price(), Salt: stageSalt,
		})
		require.NoError(s.t, err)
		return &markettypes.MsgCommitBid{Bidder: s.address(bidder(i)), OrderId: placed.Id, Commitment: hidden}
	}
}

func (s *stage) reveals(order uint64, bidder func(int) string) func(int) sdk.Msg {
	return func(i int) sdk.Msg {
		return &markettypes.MsgRevealBid{
			Sender: s.address(bidder(i)), OrderId: s.orderID(i, order).String(), Bidder: s.address(bidder(i)), Price: s.price(), Salt: stageSalt,
		}
	}
}

func (s *stage) price() sdk.Coin { return sdk.NewCoin(app.BondDenom, math.NewInt(900)) }

// until makes blocks until every player's order is in a state.
func (s *stage) until(order uint64, state markettypes.OrderState) func() {
	return func() {
		for i := range s.players {
			for tries := 0; ; tries++ {
				placed, err := s.App.MarketKeeper.GetOrder(s.Ctx(), s.orderID(i, order))
				require.NoError(s.t, err)
				if placed.State == state {
					break
				}
				require.Less(s.t, tries, 500, "order %s is %s", placed.Id, placed.State)
				s.NextBlock()
			}
		}
	}
}

func (s *stage) bidSteps() []stageStep {
	take := func(order uint64) func(int) sdk.Msg {
		return func(i int) sdk.Msg {
			return &markettypes.MsgPlaceBid{Bidder: s.address(seller(i)), OrderId: s.orderID(i, order).String(), Price: s.price()}
		}
	}
	return []stageStep{
		{name: "market place bid", signer: seller, msg: take(convicted)},
		{signer: seller, msg: take(delivered)},
		{signer: seller, msg: take(contested)},
		{signer: seller, msg: take(twofold)},
		{signer: seller, msg: take(mismatched)},
		{name: "market commit bid", signer: seller, msg: s.commits(sealed, seller)},
		{signer: seller, msg: s.commits(awarded, seller)},
		{signer: seller, msg: s.commits(replicated, seller)},
		{signer: s.rival, msg: s.commits(replicated, s.rival)},
		{name: "market reveal bid", signer: seller, msg: s.reveals(sealed, seller), before: s.until(sealed, markettypes.OrderStateRevealing)},
		{signer: seller, msg: s.reveals(awarded, seller), before: s.until(awarded, markettypes.OrderStateRevealing)},
		{signer: seller, msg: s.reveals(replicated, seller), before: s.until(replicated, markettypes.OrderStateRevealing)},
		{signer: s.rival, msg: s.reveals(replicated, s.rival)},
		{name: "market award order", signer: user, before: s.until(awarded, markettypes.OrderStateChoosing), msg: func(i int) sdk.Msg {
			return &markettypes.MsgAwardOrder{Owner: s.address(user(i)), OrderId: s.orderID(i, awarded).String(), Bidder: s.address(seller(i))}
		}},
	}
}

func (s *stage) replicaSteps() []stageStep {
	return []stageStep{{
		name: "verification commit receipt", signer: seller, before: s.until(replicated, markettypes.OrderStateLeased),
		msg: func(i int) sdk.Msg {
			sum, err := s.signed(i, replicated, s.world.Own).Commitment(chain.ID, stageSalt)
			require.NoError(s.t, err)
			return &verificationtypes.MsgCommitReceipt{Provider: s.address(seller(i)), LeaseId: s.leaseID(i, replicated), Commitment: sum}
		},
	}}
}

// signed is a player's receipt of a trace.
func (s *stage) signed(player int, order uint64, trace *exec.Trace) verificationtypes.SignedReceipt {
	terms := s.world.Terms()
	r := verificationtypes.SignedReceipt{
		LeaseId: s.leaseID(player, order), ProgramId: terms.ProgramId, InputRoots: terms.InputRoots,
		TraceRoot: hex.EncodeToString(trace.Root[:]), TraceLocation: "http://127.0.0.1:8600", NumericsVersion: 1,
		Provider: s.address(seller(player)), Height: s.App.LastBlockHeight(),
	}
	for _, root := range trace.OutputRoots() {
		r.OutputRoots = append(r.OutputRoots, hex.EncodeToString(root[:]))
	}
	bz, err := r.SignBytes(chain.ID)
	require.NoError(s.t, err)
	sig, err := s.world.Key(seller(player)).Sign(bz)
	require.NoError(s.t, err)
	r.Signature = hex.EncodeToString(sig)
	return r
}

func (s *stage) submits(order uint64, trace *exec.Trace) func(int) sdk.Msg {
	return func(i int) sdk.Msg {
		return &verificationtypes.MsgSubmitReceipt{Submitter: s.address(seller(i)), Receipt: s.signed(i, order, trace)}
	}
}

func (s *stage) receiptSteps() []stageStep {
	return []stageStep{
		{name: "verification submit receipt", signer: seller, msg: s.submits(convicted, s.lie)},
		{signer: seller, msg: s.submits(delivered, s.world.Own)},
		{signer: seller, msg: s.submits(twofold, s.world.Own)},
		{signer: seller, msg: s.submits(mismatched, s.other)},
		{signer: seller, msg: func(i int) sdk.Msg {
			blob, err := verificationtypes.SealOutput(publicKey(s), s.leaseID(i, contested), 0, []byte("rubbish"), [32]byte{7})
			require.NoError(s.t, err)
			return &verificationtypes.MsgSubmitReceipt{
				Submitter: s.address(seller(i)), Receipt: s.signed(i, contested, s.world.Own), Outputs: [][]byte{blob},
			}
		}},
		{name: "verification demand output", signer: user, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgDemandOutput{Owner: s.address(user(i)), LeaseId: s.leaseID(i, delivered)}
		}},
		{name: "verification publish output", signer: seller, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgPublishOutput{Sender: s.address(seller(i)), LeaseId: s.leaseID(i, delivered), Outputs: s.world.Own.Outputs()}
		}},
		{name: "verification contest output", signer: user, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgContestOutput{Owner: s.address(user(i)), LeaseId: s.leaseID(i, contested), PrivateKey: stageSecret}
		}},
		{name: "verification prove equivocation", signer: watcher, msg: func(i int) sdk.Msg {
			return &verificationtypes.MsgProveEquivocation{
				Submitter: s.address(watcher(i)), First: s.signed(i, twofold, s.world.Own), Second: s.signed(i, twofold, s.lie),
			}
		}},
	}
}

func (s *stage) opens(order uint64, trace *exec.Trace, node uint32, salt string) func(int) sdk.Msg {
	path, err := commit.OpenTrace(trace.Commitments, node)
	require.NoError(s.t, err)
	return func(i int) sdk.Msg {
		return &challengetypes.MsgOpenChallenge{
			Challenger: s.address(watcher(i)), LeaseId: s.leaseID(i, order), Node: node,
			Commitment: hex.EncodeToString(trace.Commitments[node][:]), Path: path, Salt: salt,
		}
	}
}

func (s *stage) shows(order uint64, trace *exec.Trace, node uint32) func(int) sdk.Msg {
	hashes := commit.TraceList(commit.Groups(trace.Tensors[node], 0))
	return func(i int) sdk.Msg {
		return &challengetypes.MsgDiscloseHashes{Sender: s.address(seller(i)), LeaseId: s.leaseID(i, order), Node: node, Hashes: hashes}
	}
}

// courtSteps are a game of one group, to its verdict.
func (s *stage) courtSteps() []stageStep {
	claimed, err := exec.ElementSlice(s.lie, liedNode, liedElement)
	require.NoError(s.t, err)
	p, err := exec.Prove(s.world.Own, exec.Claim{Commitments: s.lie.Commitments, Root: s.lie.Roots[liedNode], Claimed: claimed}, liedNode, liedElement)
	require.NoError(s.t, err)
	return []stageStep{
		{name: "challenge open", signer: watcher, msg: s.opens(convicted, s.lie, liedNode, "")},
		{name: "challenge disclose hashes", signer: seller, msg: s.shows(convicted, s.lie, liedNode)},
		{name: "challenge disclose group", signer: seller, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgDiscloseGroup{
				Sender: s.address(seller(i)), LeaseId: s.leaseID(i, convicted), Node: liedNode, Content: s.lie.Tensors[liedNode],
			}
		}},
		{name: "challenge prove element", signer: watcher, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgProveElement{Challenger: s.address(watcher(i)), ChallengeId: s.leaseID(i, convicted) + "/0", Proof: *p}
		}},
	}
}

// traceSteps are a game with a sealed claim, a demanded trace and a pick, cut short by a mismatch.
func (s *stage) traceSteps() []stageStep {
	path, err := commit.OpenTrace(s.other.Commitments, 0)
	require.NoError(s.t, err)
	return []stageStep{
		{name: "challenge commit", signer: watcher, msg: func(i int) sdk.Msg {
			sum, err := challengetypes.ClaimCommitment(chain.ID, s.leaseID(i, mismatched), s.address(watcher(i)), wideNode, stageSalt)
			require.NoError(s.t, err)
			return &challengetypes.MsgCommitChallenge{Challenger: s.address(watcher(i)), LeaseId: s.leaseID(i, mismatched), Commitment: sum}
		}},
		{name: "challenge demand trace", signer: watcher, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgDemandTrace{Challenger: s.address(watcher(i)), LeaseId: s.leaseID(i, mismatched)}
		}},
		{name: "challenge publish trace", signer: seller, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgPublishTrace{
				Sender: s.address(seller(i)), LeaseId: s.leaseID(i, mismatched), Commitments: commit.TraceList(s.other.Commitments),
			}
		}},
		{signer: watcher, msg: s.opens(mismatched, s.other, wideNode, stageSalt)},
		{signer: seller, msg: s.shows(mismatched, s.other, wideNode)},
		{name: "challenge pick", signer: watcher, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgPickGroup{Challenger: s.address(watcher(i)), ChallengeId: s.leaseID(i, mismatched) + "/0", Group: 1}
		}},
		{name: "challenge prove mismatch", signer: watcher, msg: func(i int) sdk.Msg {
			return &challengetypes.MsgProveMismatch{
				Sender: s.address(watcher(i)), LeaseId: s.leaseID(i, mismatched), Kind: challengetypes.VerdictKindInput,
				Commitment: hex.EncodeToString(s.other.Commitments[0][:]), Path: path,
			}
		}},
	}
}
