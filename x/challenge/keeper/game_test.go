package keeper_test

import (
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// history is one receipt's life among players drawn at random. Bob provides, alice bought; carol is the honest watcher; dave, erin and
// frank challenge whatever they like, and may be bob's or alice's friends.
type history struct {
	*game
	draw *rapid.T
	// lies, answers and watches say whether bob's receipt is false, whether he plays on, and whether carol is awake.
	lies, answers, watches bool
	node                   uint32
	element                uint64
	claim                  string // carol's salt, sealed but not opened yet
	mine                   *types.ChallengeID
	slept                  int // blocks since bob last looked
}

var mischief = []string{"dave", "erin", "frank"}

// playable are the computed nodes with the number of their elements.
var playable = []struct {
	node     uint32
	elements uint64
}{{1, 512}, {2, 512}, {3, 128}, {4, 128}, {5, 128}, {6, 10}, {7, 10}}

func newHistory(t *rapid.T) *history {
	h := &history{draw: t, lies: rapid.Bool().Draw(t, "bob lies"), watches: rapid.Bool().Draw(t, "carol is awake")}
	h.answers = !h.lies || rapid.Bool().Draw(t, "bob answers")
	at := rapid.SampledFrom(playable).Draw(t, "lied node")
	h.node, h.element = at.node, rapid.Uint64Range(0, at.elements-1).Draw(t, "lied element")
	h.game = begin(t, func(w *court.World) *exec.Trace {
		if h.lies {
			return w.Lie(h.node, h.element)
		}
		return w.Own
	})
	h.Fund(h.Addr("frank"), "10000000usure")
	return h
}

// try makes a move that may be refused; then nothing has changed.
func (h *history) try(act func(ctx sdk.Context) error) error { return h.Deliver(act) }

// carolMoves plays what a watcher plays: seal, open, pick, prove, each as soon as it can be.
func (h *history) carolMoves() {
	if !h.watches || !h.lies {
		return
	}
	carol := h.Addr("carol")
	switch {
	case h.mine == nil && h.claim == "":
		h.claim = fmt.Sprintf("%064x", 7)
		sum, err := types.ClaimCommitment(h.Ctx.ChainID(), h.lease.String(), carol.String(), h.node, h.claim)
		require.NoError(h.draw, err)
		_ = h.try(func(ctx sdk.Context) error {
			_, err := h.Challenge.CommitChallenge(ctx, carol, h.lease, sum)
			return err
		})
	case h.mine == nil:
		o := h.opening(h.node)
		o.Salt = h.claim
		_ = h.try(func(ctx sdk.Context) error {
			id, err := h.Challenge.OpenChallenge(ctx, carol, o)
			if err == nil {
				h.mine = &id
			}
			return err
		})
	default:
		h.playOn("carol", *h.mine, h.element, true)
	}
}

// playOn makes a challenger's next move. An honest one picks the element's group and proves nothing else.
func (h *history) playOn(name string, id types.ChallengeID, element uint64, honest bool) {
	c := h.state(id)
	switch c.State {
	case types.ChallengeStateAwaitPick:
		group := uint32(element * 4 / 1024)
		if !honest {
			group = rapid.Uint32Range(0, 2).Draw(h.draw, "group")
		}
		_ = h.try(func(ctx sdk.Context) error { return h.Challenge.PickGroup(ctx, h.Addr(name), id, group) })
	case types.ChallengeStateAwaitProof:
		p := h.provenByBob(c.Node, element)
		_ = h.try(func(ctx sdk.Context) error {
			_, err := h.Challenge.ProveElement(ctx, h.Addr(name), id, p)
			return err
		})
	default: // bob's move, or over
	}
}

// provenByBob is a proof from bob's own numbers: it convicts him at the element that he falsified and acquits him everywhere else.
func (h *history) provenByBob(node uint32, element uint64) *graph.ElementProof {
	claimed, err := exec.ElementSlice(h.theirs, node, element)
	require.NoError(h.draw, err)
	p, err := exec.Prove(h.theirs, exec.Claim{Commitments: h.theirs.Commitments, Root: h.theirs.Roots[node], Claimed: claimed}, node, element)
	require.NoError(h.draw, err)
	return p
}

// bobMoves shows what is asked of him, for every challenge at once: now or later, but not so late that his clocks run out.
func (h *history) bobMoves() {
	if h.slept++; !h.answers || (h.slept < 10 && rapid.IntRange(0, 3).Draw(h.draw, "bob waits") > 0) {
		return
	}
	h.slept = 0
	demands, err := h.query().TraceDemands(h.Ctx, &types.QueryTraceDemandsRequest{Provider: h.Bech32(h.Addr("bob"))})
	require.NoError(h.draw, err)
	if len(demands.Traces) > 0 {
		_ = h.try(func(ctx sdk.Context) error {
			return h.Challenge.PublishTrace(ctx, h.lease, commit.TraceList(h.theirs.Commitments))
		})
	}
	live, err := h.query().LiveChallengesByProvider(h.Ctx, &types.QueryLiveChallengesByProviderRequest{Provider: h.Bech32(h.Addr("bob"))})
	require.NoError(h.draw, err)
	for _, c := range live.Challenges {
		_ = h.try(func(sdk.Context) error { return h.disclose(c.Node) })
		if h.state(parse(h.draw, c.Id)).State == types.ChallengeStateAwaitBytes {
			_ = h.try(func(sdk.Context) error { return h.discloseGroup(c.Node, c.Group) })
		}
	}
}

func parse(t require.TestingT, text string) types.ChallengeID {
	id, err := types.ParseChallengeID(text)
	require.NoError(t, err)
	return id
}

// mischiefMoves lets somebody challenge anything, go on with a challenge, demand the trace, seal a claim, or sleep.
func (h *history) mischiefMoves() {
	name := rapid.SampledFrom(mischief).Draw(h.draw, "who")
	addr := h.Addr(name)
	at := rapid.SampledFrom(playable).Draw(h.draw, "node")
	switch rapid.IntRange(0, 9).Draw(h.draw, "mischief") {
	case 0:
		_ = h.try(func(ctx sdk.Context) error {
			_, err := h.Challenge.OpenChallenge(ctx, addr, h.opening(at.node))
			return err
		})
	case 1, 2, 3:
		of, err := h.query().ChallengesByChallenger(h.Ctx, &types.QueryChallengesByChallengerRequest{Challenger: h.Bech32(addr)})
		require.NoError(h.draw, err)
		for _, c := range of.Challenges {
			element := rapid.Uint64Range(0, 9).Draw(h.draw, "element")
			h.playOn(name, parse(h.draw, c.Id), element, false)
		}
	case 4:
		_ = h.try(func(ctx sdk.Context) error { _, err := h.Challenge.DemandTrace(ctx, addr, h.lease); return err })
	case 5:
		sum, err := types.ClaimCommitment(h.Ctx.ChainID(), h.lease.String(), addr.String(), at.node, hex.EncodeToString(make([]byte, 32)))
		require.NoError(h.draw, err)
		_ = h.try(func(ctx sdk.Context) error {
			_, err := h.Challenge.CommitChallenge(ctx, addr, h.lease, sum)
			return err
		})
	}
}

// worth is everything that some people own together, bonds included.
func (h *history) worth(names ...string) (sum int64) {
	for _, name := range names {
		sum += h.Amount(name)
		if name == "bob" {
			sum += h.Bonded("bob")
		}
	}
	return sum
}

// play plays until nothing of the receipt is left, and returns how long after its window it was concluded.
func (h *history) play() (state verificationtypes.ReceiptState, late int64) {
	first, err := h.Verification.GetReceipt(h.Ctx, h.lease)
	require.NoError(h.draw, err)
	for {
		h.carolMoves()
		h.bobMoves()
		h.mischiefMoves()
		h.Blocks(1)
		r, err := h.Verification.GetReceipt(h.Ctx, h.lease)
		require.NoError(h.draw, err)
		if r.State != verificationtypes.ReceiptStatePending {
			h.Blocks(30) // sealed claims expire, refunds are paid
			return r.State, r.ConcludedHeight - first.WindowEnd
		}
		require.Less(h.draw, h.Ctx.BlockHeight(), int64(1_000), "the receipt is never concluded")
	}
}

func TestWhoeverPlaysTheLiarLosesNobodyGainsAndTheReceiptEnds(t *testing.T) {
	ended := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		h := newHistory(t)
		everybody := append([]string{"alice", "bob"}, mischief...)
		supply, before, carol := h.Supply(court.Denom).Int64(), h.worth(everybody...)+h.escrowed(), h.Amount("carol")
		state, late := h.play()
		ended[fmt.Sprintf("lies %v, watched %v: %s", h.lies, h.watches, state)]++

		p, err := h.Challenge.Params.Get(h.Ctx)
		require.NoError(t, err)
		// A trace may be demanded in the window's last block and published in its deadline's; then a challenge may be opened in the last
		// block of the grace that follows.
		require.LessOrEqual(t, late, p.TraceBlocks+p.TraceGraceBlocks+p.LongestGame()+2, "the delay is bounded")
		require.LessOrEqual(t, h.worth(everybody...), before, "provider, user and challengers together never gain")
		require.LessOrEqual(t, carol, h.Amount("carol"), "an honest watcher never loses")
		if h.lies && h.watches {
			require.Equal(t, verificationtypes.ReceiptStateFaulted, state, "one honest watcher is enough")
		}
		if !h.lies {
			require.Equal(t, verificationtypes.ReceiptStateFinal, state, "nobody can fault an honest provider that answers")
			require.Equal(t, int64(20_000_000), h.Bonded("bob"))
			require.GreaterOrEqual(t, h.Amount("bob"), int64(1_000))
		}
		if state == verificationtypes.ReceiptStateFaulted {
			require.Equal(t, int64(11_000_000), h.Bonded("bob"))
			require.Equal(t, int64(1_000_000+4_500_000), h.Amount("alice"), "the user is made whole")
		}
		h.requireConserved(supply, state)
	})
	t.Logf("how it ended: %v", ended)
}

// escrowed is the price, which is the user's until the lease ends.
func (h *history) escrowed() int64 { return 1_000 }

// requireConserved checks that no coin appeared, and that those that went were burned by a verdict.
func (h *history) requireConserved(supply int64, state verificationtypes.ReceiptState) {
	burned := int64(0)
	if state == verificationtypes.ReceiptStateFaulted {
		v, err := h.Challenge.Verdicts.Get(h.Ctx, h.lease.String())
		require.NoError(h.draw, err)
		burned = v.Burned.Int64()
	}
	require.Equal(h.draw, supply-burned, h.Supply(court.Denom).Int64())
}
