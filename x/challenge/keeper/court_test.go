package keeper_test

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/challenge/keeper"
	"github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const (
	liedNode    = 6 // the dense layer, deep inside
	liedElement = 4
	bond        = 1_000_000
)

// game is one receipt under challenge: whose trace it is, and the lease.
type game struct {
	*court.World
	t      fixture.TB
	theirs *exec.Trace
	lease  markettypes.LeaseID
}

func start(t *testing.T, lie func(*court.World) *exec.Trace) *game {
	t.Helper()
	return begin(t, lie)
}

// begin makes a world in which bob has submitted a receipt of a trace; nil means the honest one.
func begin(t fixture.TB, lie func(*court.World) *exec.Trace) *game {
	t.Helper()
	w := court.New(t)
	w.Register("bob", 20_000_000)
	for _, name := range []string{"carol", "dave", "erin"} {
		w.Fund(w.Addr(name), "10000000usure")
	}
	g := &game{World: w, t: t, theirs: w.Own}
	if lie != nil {
		g.theirs = lie(w)
	}
	g.lease = w.Lease("alice", "bob", w.Terms())
	w.Submit(g.lease, g.theirs, "bob")
	w.Blocks(1)
	return g
}

func liar(w *court.World) *exec.Trace { return w.Lie(liedNode, liedElement) }

// opening opens bob's commitment to a node.
func (g *game) opening(node uint32) keeper.Opening {
	path, err := commit.OpenTrace(g.theirs.Commitments, node)
	require.NoError(g.t, err)
	return keeper.Opening{Lease: g.lease, Node: node, Commitment: hex.EncodeToString(g.theirs.Commitments[node][:]), Path: path}
}

func (g *game) open(challenger string, node uint32) types.ChallengeID {
	id, err := g.Challenge.OpenChallenge(g.Ctx, g.Addr(challenger), g.opening(node))
	require.NoError(g.t, err)
	return id
}

func (g *game) disclose(node uint32) error {
	cvs := commit.Groups(g.theirs.Tensors[node], 0)
	return g.Challenge.DiscloseHashes(g.Ctx, g.lease, node, commit.TraceList(cvs))
}

func (g *game) discloseGroup(node, group uint32) error {
	tensor := g.theirs.Tensors[node]
	from := int(group) * 1024
	return g.Challenge.DiscloseGroup(g.Ctx, g.lease, node, group, tensor[from:min(from+1024, len(tensor))])
}

// proof is the one that a challenger with an honest run makes of what bob committed to.
func (g *game) proof(node uint32, element uint64) *graph.ElementProof {
	claimed, err := exec.ElementSlice(g.theirs, node, element)
	require.NoError(g.t, err)
	p, err := exec.Prove(g.Own, exec.Claim{Commitments: g.theirs.Commitments, Root: g.theirs.Roots[node], Claimed: claimed}, node, element)
	require.NoError(g.t, err)
	return p
}

func (g *game) prove(challenger string, id types.ChallengeID, p *graph.ElementProof) (bool, error) {
	return g.Challenge.ProveElement(g.Ctx, g.Addr(challenger), id, p)
}

func (g *game) state(id types.ChallengeID) types.Challenge {
	c, err := g.Challenge.GetChallenge(g.Ctx, id)
	require.NoError(g.t, err)
	return c
}

// guilty checks that bob lost: the user was made whole, a third was burned, the winner rewarded, all bonds are back.
func (g *game) guilty(kind types.VerdictKind, winner string) {
	g.t.Helper()
	v, err := g.Challenge.Verdicts.Get(g.Ctx, g.lease.String())
	require.NoError(g.t, err)
	require.Equal(g.t, kind, v.Kind)
	require.Equal(g.t, g.Bech32(g.Addr(winner)), v.Winner)
	require.Equal(g.t, int64(20_000_000-9_000_000), g.Bonded("bob"), "the whole bond behind the lease is gone")
	require.Equal(g.t, math.NewInt(4_500_000), v.ToUser)
	require.True(g.t, v.Burned.MulRaw(3).GTE(math.NewInt(9_000_000)), "a third is burned")
	require.Equal(g.t, math.NewInt(9_000_000), v.ToUser.Add(v.Reward).Add(v.Burned))
	g.Blocks(1)
	for _, name := range []string{"carol", "dave", "erin"} {
		want := int64(10_000_000)
		if name == winner {
			want += v.Reward.Int64()
		}
		require.Equal(g.t, want, g.Amount(name), name)
	}
	r, err := g.Verification.GetReceipt(g.Ctx, g.lease)
	require.NoError(g.t, err)
	require.Equal(g.t, verificationtypes.ReceiptStateFaulted, r.State)
	require.Equal(g.t, int64(1_000_000+4_500_000), g.Amount("alice"), "price back and loss repaid")
}

// innocent checks that bob was paid, and what a false challenger lost.
func (g *game) innocent(accuser string, lost int64) {
	g.t.Helper()
	r, err := g.Verification.GetReceipt(g.Ctx, g.lease)
	require.NoError(g.t, err)
	g.BlocksTo(r.WindowEnd + 3)
	r, err = g.Verification.GetReceipt(g.Ctx, g.lease)
	require.NoError(g.t, err)
	require.Equal(g.t, verificationtypes.ReceiptStateFinal, r.State)
	require.Equal(g.t, int64(20_000_000), g.Bonded("bob"))
	require.Equal(g.t, 1_000+lost, g.Amount("bob"), "the price, and the accuser's bond")
	require.Equal(g.t, 10_000_000-lost, g.Amount(accuser))
}

func TestTheLiarLosesAfterAWholeGame(t *testing.T) {
	g := start(t, liar)
	node, differs := exec.FirstDivergence(g.Own, g.theirs.Commitments)
	require.True(t, differs)
	require.EqualValues(t, liedNode, node)
	id := g.open("carol", node)
	require.Equal(t, types.ChallengeStateAwaitHashes, g.state(id).State)
	g.Blocks(2)
	require.NoError(t, g.disclose(node))
	require.Equal(t, types.ChallengeStateAwaitBytes, g.state(id).State, "one group needs no pick")
	g.Blocks(2)
	require.NoError(t, g.discloseGroup(node, 0))
	require.Equal(t, types.ChallengeStateAwaitProof, g.state(id).State)
	guilty, err := g.prove("carol", id, g.proof(node, liedElement))
	require.NoError(t, err)
	require.True(t, guilty)
	g.guilty(types.VerdictKindElement, "carol")
}

func TestTheLiarLosesByAPickedGroup(t *testing.T) {
	const conv, element = 1, 300 // the convolution has 512 elements in two groups
	g := start(t, func(w *court.World) *exec.Trace { return w.Lie(conv, element) })
	id := g.open("carol", conv)
	require.NoError(t, g.disclose(conv))
	require.Equal(t, types.ChallengeStateAwaitPick, g.state(id).State)
	pick := func(challenger string, group uint32) error {
		return g.Challenge.PickGroup(g.Ctx, g.Addr(challenger), id, group)
	}
	require.ErrorIs(t, pick("dave", 1), types.ErrNotChallenger)
	require.ErrorIs(t, pick("carol", 2), types.ErrInvalidDisclosure)
	require.NoError(t, pick("carol", 1))
	require.ErrorIs(t, pick("carol", 0), types.ErrChallengeState, "a move is made once")
	require.Equal(t, types.ChallengeStateAwaitBytes, g.state(id).State)
	require.NoError(t, g.discloseGroup(conv, g.state(id).Group))
	guilty, err := g.prove("carol", id, g.proof(conv, element))
	require.NoError(t, err)
	require.True(t, guilty)
	g.guilty(types.VerdictKindElement, "carol")
}

func TestWithAPublishedTraceOpenAndProveAreEnough(t *testing.T) {
	g := start(t, liar)
	id := g.open("carol", liedNode)
	guilty, err := g.prove("carol", id, g.proof(liedNode, liedElement))
	require.NoError(t, err)
	require.True(t, guilty)
	g.guilty(types.VerdictKindElement, "carol")
}

func TestSilenceOfTheProviderLoses(t *testing.T) {
	for name, moves := range map[string]func(*game) error{
		"before the hashes": func(*game) error { return nil },
		"before the bytes":  func(g *game) error { return g.disclose(liedNode) },
	} {
		t.Run(name, func(t *testing.T) {
			g := start(t, nil)
			id := g.open("carol", liedNode)
			require.NoError(t, moves(g))
			g.BlocksTo(g.state(id).DeadlineHeight)
			_, err := g.Challenge.Verdicts.Get(g.Ctx, g.lease.String())
			require.Error(t, err, "the last block of the move is still the provider's")
			g.Blocks(1)
			g.guilty(types.VerdictKindSilence, "carol")
		})
	}
}

func TestSilenceOfTheChallengerLoses(t *testing.T) {
	g := start(t, nil)
	id := g.open("carol", liedNode)
	require.NoError(t, g.disclose(liedNode))
	require.NoError(t, g.discloseGroup(liedNode, 0))
	g.BlocksTo(g.state(id).DeadlineHeight + 40)
	require.Equal(t, types.ChallengeStateLost, g.state(id).State)
	g.innocent("carol", bond)
}

func TestAProofOfARightElementLosesTheBond(t *testing.T) {
	g := start(t, nil)
	id := g.open("carol", liedNode)
	guilty, err := g.prove("carol", id, g.proof(liedNode, 2))
	require.NoError(t, err)
	require.False(t, guilty)
	require.Equal(t, types.ReasonEqual, g.state(id).Reason)
	g.innocent("carol", bond)
}

func TestAWithheldTraceLoses(t *testing.T) {
	g := start(t, liar)
	deadline, err := g.Challenge.DemandTrace(g.Ctx, g.Addr("carol"), g.lease)
	require.NoError(t, err)
	_, err = g.Challenge.DemandTrace(g.Ctx, g.Addr("dave"), g.lease)
	require.ErrorIs(t, err, types.ErrTraceExists, "one demand serves all")
	g.BlocksTo(deadline + 1)
	g.guilty(types.VerdictKindTraceWithheld, "carol")
}

func TestADemandedTraceOpensChallengesWithoutPaths(t *testing.T) {
	g := start(t, liar)
	_, err := g.Challenge.DemandTrace(g.Ctx, g.Addr("carol"), g.lease)
	require.NoError(t, err)
	g.Blocks(15)
	require.ErrorIs(t, g.Challenge.PublishTrace(g.Ctx, g.lease, make([]byte, 32*len(g.theirs.Commitments))), types.ErrInvalidTrace)
	require.ErrorIs(t, g.Challenge.PublishTrace(g.Ctx, g.lease, []byte("short")), types.ErrInvalidTrace)
	require.NoError(t, g.Challenge.PublishTrace(g.Ctx, g.lease, commit.TraceList(g.theirs.Commitments)))
	require.EqualValues(t, 100_000, g.Amount("bob"), "the provider's trouble is paid")
	o := g.opening(liedNode)
	o.Path = nil
	id, err := g.Challenge.OpenChallenge(g.Ctx, g.Addr("dave"), o)
	require.NoError(t, err, "the window was extended")
	guilty, err := g.prove("dave", id, g.proof(liedNode, liedElement))
	require.NoError(t, err)
	require.True(t, guilty)
}

func TestMismatchesLoseInOneMove(t *testing.T) {
	input := func(w *court.World) *exec.Trace {
		t := w.Lie(liedNode, liedElement)
		t.Commitments[0] = commit.Sum([]byte("another input"))
		t.Root = commit.TraceRoot(t.Commitments)
		return t
	}
	output := func(w *court.World) *exec.Trace {
		t := w.Lie(liedNode, liedElement)
		last := len(t.Commitments) - 1
		t.Commitments[last] = commit.Sum([]byte("another output"))
		t.Root = commit.TraceRoot(t.Commitments)
		return t
	}
	shape := func(w *court.World) *exec.Trace {
		t := w.Lie(liedNode, liedElement)
		t.Commitments[liedNode] = commit.Node(1, []uint64{2, 5}, t.Roots[liedNode])
		t.Root = commit.TraceRoot(t.Commitments)
		return t
	}
	for _, c := range []struct {
		name string
		lie  func(*court.World) *exec.Trace
		kind types.VerdictKind
		node func(*game) uint32
	}{
		{"the first node is not the input", input, types.VerdictKindInput, func(*game) uint32 { return 0 }},
		{"the last node is not the output", output, types.VerdictKindOutput, func(g *game) uint32 { return uint32(len(g.theirs.Commitments) - 1) }},
		{"a shape is wrong", shape, types.VerdictKindShape, func(*game) uint32 { return liedNode }},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := start(t, c.lie)
			m := keeper.Mismatch{Opening: g.opening(c.node(g)), Kind: c.kind}
			if c.kind == types.VerdictKindShape {
				m.Dtype, m.Shape, m.Root = graph.Float32, []uint64{2, 5}, hex.EncodeToString(g.theirs.Roots[liedNode][:])
			}
			require.NoError(t, g.Challenge.ProveMismatch(g.Ctx, g.Addr("dave"), m))
			g.guilty(c.kind, "dave")
		})
	}
}

func TestNoMismatchIsFoundInAnHonestTrace(t *testing.T) {
	g := start(t, nil)
	last := uint32(len(g.theirs.Commitments) - 1)
	for _, m := range []keeper.Mismatch{
		{Opening: g.opening(0), Kind: types.VerdictKindInput},
		{Opening: g.opening(last), Kind: types.VerdictKindOutput},
		{Opening: g.opening(liedNode), Kind: types.VerdictKindShape, Dtype: graph.Float32, Shape: []uint64{1, 10}, Root: hex.EncodeToString(g.theirs.Roots[liedNode][:])},
		{Opening: g.opening(liedNode), Kind: types.VerdictKindElement},
	} {
		require.ErrorIs(t, g.Challenge.ProveMismatch(g.Ctx, g.Addr("dave"), m), types.ErrNoMismatch, m.Kind)
	}
	require.ErrorIs(t, g.Challenge.ProveMismatch(g.Ctx, g.Addr("dave"),
		keeper.Mismatch{Opening: g.opening(liedNode), Kind: types.VerdictKindInput}), types.ErrInvalidNode)
	g.innocent("dave", 0)
}

func TestACrowdSharesDisclosures(t *testing.T) {
	g := start(t, liar)
	ids := []types.ChallengeID{g.open("carol", liedNode), g.open("dave", liedNode)}
	require.NoError(t, g.disclose(liedNode))
	require.ErrorIs(t, g.disclose(liedNode), types.ErrDisclosed, "once is enough")
	require.NoError(t, g.discloseGroup(liedNode, 0))
	require.ErrorIs(t, g.discloseGroup(liedNode, 0), types.ErrDisclosed)
	ids = append(ids, g.open("erin", liedNode))
	for _, id := range ids {
		require.Equal(t, types.ChallengeStateAwaitProof, g.state(id).State, "whoever comes later finds it there")
	}
	guilty, err := g.prove("erin", ids[2], g.proof(liedNode, liedElement))
	require.NoError(t, err)
	require.True(t, guilty)
	g.guilty(types.VerdictKindElement, "carol") // the first to commit to the fault is paid, the others are refunded
	require.Equal(t, types.ChallengeStateWon, g.state(ids[0]).State)
	require.Equal(t, types.ChallengeStateRefunded, g.state(ids[1]).State)
	require.Equal(t, types.ChallengeStateRefunded, g.state(ids[2]).State)
}

func TestASealedClaimBeatsACopiedOpening(t *testing.T) {
	g := start(t, liar)
	salt := hex.EncodeToString(make([]byte, 32))
	sum, err := types.ClaimCommitment(g.Ctx.ChainID(), g.lease.String(), g.Bech32(g.Addr("carol")), liedNode, salt)
	require.NoError(t, err)
	_, err = g.Challenge.CommitChallenge(g.Ctx, g.Addr("carol"), g.lease, sum)
	require.NoError(t, err)
	o := g.opening(liedNode)
	o.Salt = salt
	try := func(challenger string) error {
		return g.Deliver(func(ctx sdk.Context) error {
			_, err := g.Challenge.OpenChallenge(ctx, g.Addr(challenger), o)
			return err
		})
	}
	require.ErrorIs(t, try("carol"), types.ErrInvalidCommitment, "not in the block in which it was sealed")
	g.NextBlock()
	require.ErrorIs(t, try("dave"), types.ErrCommitmentNotFound, "a copied salt opens nothing")
	copied := g.open("dave", liedNode) // dave saw the node in carol's transaction, and was quicker
	_, err = g.Challenge.OpenChallenge(g.Ctx, g.Addr("carol"), o)
	require.NoError(t, err)
	guilty, err := g.prove("dave", copied, g.proof(liedNode, liedElement))
	require.NoError(t, err)
	require.True(t, guilty)
	g.guilty(types.VerdictKindElement, "carol")
}

func TestASealedClaimThatIsNotOpenedIsForfeited(t *testing.T) {
	g := start(t, nil)
	sum, err := types.ClaimCommitment(g.Ctx.ChainID(), g.lease.String(), g.Bech32(g.Addr("carol")), 3, hex.EncodeToString(make([]byte, 32)))
	require.NoError(t, err)
	_, err = g.Challenge.CommitChallenge(g.Ctx, g.Addr("carol"), g.lease, sum)
	require.NoError(t, err)
	_, err = g.Challenge.CommitChallenge(g.Ctx, g.Addr("dave"), g.lease, sum)
	require.ErrorIs(t, err, types.ErrCommitmentExists)
	p, err := g.Challenge.Params.Get(g.Ctx)
	require.NoError(t, err)
	p.CommitTtlBlocks = 3
	require.NoError(t, g.Challenge.Params.Set(g.Ctx, p))
	other, err := types.ClaimCommitment(g.Ctx.ChainID(), g.lease.String(), g.Bech32(g.Addr("erin")), 3, hex.EncodeToString(make([]byte, 32)))
	require.NoError(t, err)
	_, err = g.Challenge.CommitChallenge(g.Ctx, g.Addr("erin"), g.lease, other)
	require.NoError(t, err)
	g.Blocks(40)
	require.EqualValues(t, 9_000_000, g.Amount("erin"), "squatting costs the bond while the receipt is open")
	require.EqualValues(t, 10_000_000, g.Amount("carol"), "and nothing when it was concluded meanwhile")
}
