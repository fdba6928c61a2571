package keeper_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// on is begin over a network of its own.
func on(t fixture.TB, c graphtest.Case, lie func(*court.World) *exec.Trace) *game {
	t.Helper()
	w := court.NewOn(t, c)
	w.Register("bob", 20_000_000)
	for _, name := range []string{"carol", "dave", "erin"} {
		w.Fund(w.Addr(name), "10000000usure")
	}
	g := &game{World: w, t: t, theirs: lie(w)}
	g.lease = w.Lease("alice", "bob", w.Terms())
	w.Submit(g.lease, g.theirs, "bob")
	w.Blocks(1)
	return g
}

// drawElement draws an element of a node that is computed and committed.
func drawElement(t *rapid.T, p *graph.Program) (node uint32, element uint64) {
	var nodes []uint32
	for i := range p.Nodes {
		if p.Nodes[i].Op != graph.OpInput && p.Nodes[i].Committed() {
			nodes = append(nodes, uint32(i))
		}
	}
	node = rapid.SampledFrom(nodes).Draw(t, "node")
	count, _ := p.Nodes[node].Elements()
	return node, rapid.Uint64Range(0, count-1).Draw(t, "element")
}

// wholeGame plays every move there is, to the one before the proof.
func (g *game) wholeGame(challenger string, node uint32, element uint64) types.ChallengeID {
	g.t.Helper()
	id := g.open(challenger, node)
	require.NoError(g.t, g.disclose(node))
	if g.state(id).State == types.ChallengeStateAwaitPick {
		require.NoError(g.t, g.Challenge.PickGroup(g.Ctx, g.Addr(challenger), id, uint32(element*g.Own.Program.Nodes[node].Dtype.ElementSize()/1024)))
	}
	require.NoError(g.t, g.discloseGroup(node, g.state(id).Group))
	require.Equal(g.t, types.ChallengeStateAwaitProof, g.state(id).State)
	return id
}

// Random networks compute with zeros of both signs, subnormals, infinities and NaNs too.
func TestACheatInARandomNetworkLoses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := graphtest.RandomNetwork(t)
		node, element := drawElement(t, c.Program)
		g := on(t, c, func(w *court.World) *exec.Trace { return w.Lie(node, element) })
		found, differs := exec.FirstDivergence(g.Own, g.theirs.Commitments)
		require.True(t, differs)
		require.Equal(t, node, found)
		id := g.wholeGame("carol", node, element)
		guilty, err := g.prove("carol", id, g.proof(node, element))
		require.NoError(t, err)
		require.True(t, guilty)
		g.guilty(types.VerdictKindElement, "carol")
	})
}

func TestAChallengerWhoComputedWronglyLoses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := graphtest.RandomNetwork(t)
		node, element := drawElement(t, c.Program)
		g := on(t, c, func(w *court.World) *exec.Trace { return w.Own })
		id := g.wholeGame("carol", node, element)
		mistaken := g.Lie(node, element)
		claimed, err := exec.ElementSlice(g.theirs, node, element)
		require.NoError(t, err)
		p, err := exec.Prove(mistaken, exec.Claim{Commitments: g.theirs.Commitments, Root: g.theirs.Roots[node], Claimed: claimed}, node, element)
		require.NoError(t, err)
		guilty, err := g.prove("carol", id, p)
		require.NoError(t, err)
		require.False(t, guilty)
		g.innocent("carol", bond)
	})
}

// What another receipt committed to proves nothing about this one, not even of the same provider and program.
func TestAProofFromAnotherReceiptDecidesNothing(t *testing.T) {
	g := start(t, liar)
	honest := g.Lease("alice", "bob", g.Terms())
	g.Submit(honest, g.Own, "bob")
	accused := *g
	accused.lease, accused.theirs = honest, g.Own
	id := accused.open("carol", liedNode)
	_, err := g.prove("carol", id, g.proof(liedNode, liedElement))
	require.ErrorIs(t, err, types.ErrInvalidProof)
	require.ErrorIs(t, g.Challenge.DiscloseHashes(g.Ctx, honest, liedNode, commit.TraceList(commit.Groups(g.theirs.Tensors[liedNode], 0))),
		types.ErrInvalidDisclosure)
	require.NoError(t, accused.disclose(liedNode))
	require.ErrorIs(t, g.Challenge.DiscloseGroup(g.Ctx, honest, liedNode, 0, g.theirs.Tensors[liedNode]), types.ErrInvalidDisclosure)
	require.Equal(t, types.ChallengeStateAwaitBytes, accused.state(id).State, "nothing was lost by trying")
	o := g.opening(liedNode)
	o.Lease = honest
	_, err = g.Challenge.OpenChallenge(g.Ctx, g.Addr("dave"), o)
	require.ErrorIs(t, err, types.ErrBadOpening)
}

func TestALateMoveIsNone(t *testing.T) {
	const wide, element = 1, 300 // two groups
	g := start(t, func(w *court.World) *exec.Trace { return w.Lie(wide, element) })
	id := g.open("carol", wide)
	require.NoError(t, g.disclose(wide))
	// The chain has not got round to ending it.
	g.AtHeight(g.state(id).DeadlineHeight + 1)
	require.ErrorIs(t, g.Challenge.PickGroup(g.Ctx, g.Addr("carol"), id, 1), types.ErrTooLate)
	_, err := g.prove("carol", id, g.proof(wide, element))
	require.ErrorIs(t, err, types.ErrTooLate)
	g.Blocks(1)
	require.Equal(t, types.ChallengeStateLost, g.state(id).State)
	require.ErrorIs(t, g.Challenge.PickGroup(g.Ctx, g.Addr("carol"), id, 1), types.ErrChallengeState)

	g = start(t, nil)
	id = g.open("carol", wide)
	g.AtHeight(g.state(id).DeadlineHeight + 1)
	require.NoError(t, g.disclose(wide), "it may help others")
	require.Equal(t, types.ChallengeStateAwaitHashes, g.state(id).State, "but is no move of this game")
	g.Blocks(1)
	require.Equal(t, types.ChallengeStateWon, g.state(id).State)

	g = start(t, nil)
	deadline, err := g.Challenge.DemandTrace(g.Ctx, g.Addr("carol"), g.lease)
	require.NoError(t, err)
	g.AtHeight(deadline + 1)
	require.ErrorIs(t, g.Challenge.PublishTrace(g.Ctx, g.lease, commit.TraceList(g.theirs.Commitments)), types.ErrTooLate)
}
