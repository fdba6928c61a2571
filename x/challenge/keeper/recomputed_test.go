package keeper_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// hidden is a game about a lie in a tensor that is not committed, in the middle of the small classifier: what follows is computed from it.
func hidden(t *testing.T) (g *game, lied, shown uint32) {
	t.Helper()
	w := court.New(t)
	c := graphtest.Digits(t)
	honest, err := exec.Run(context.Background(), c.Program, c.Weights, c.Inputs)
	require.NoError(t, err)
	spared := *c.Program
	spared.Nodes = append([]graph.Node(nil), c.Program.Nodes...)
	spared.Spare(graph.Budget{Bytes: 1 << 20, Runs: 512, Ops: 1 << 20})
	for i := range spared.Nodes {
		if !spared.Nodes[i].Committed() {
			lied = uint32(i)
		}
	}
	shown = lied + 1
	require.NotZero(t, lied)
	require.True(t, spared.Nodes[shown].Committed())

	wrong, err := exec.Corrupt(honest, lied, 0)
	require.NoError(t, err)
	for i := range spared.Nodes {
		if !spared.Nodes[i].Committed() {
			wrong.Commitments[i] = [32]byte{}
		}
	}
	wrong.Program, wrong.Root = &spared, commit.TraceRoot(wrong.Commitments)

	raw, err := spared.Encode()
	require.NoError(t, err)
	w.Case = graphtest.Case{Program: &spared, Weights: c.Weights, Inputs: c.Inputs}
	w.ProgramID, err = w.Verification.RegisterProgram(w.Ctx, w.Bech32(w.Addr("maker")), verificationtypes.Program{Name: "spared"}, raw)
	require.NoError(t, err)
	w.Own, err = exec.Run(context.Background(), &spared, c.Weights, c.Inputs)
	require.NoError(t, err)
	w.Register("bob", 20_000_000)
	for _, name := range []string{"carol", "dave", "erin"} {
		w.Fund(w.Addr(name), "10000000usure")
	}
	g = &game{World: w, t: t, theirs: wrong}
	g.lease = w.Lease("alice", "bob", w.Terms())
	w.Submit(g.lease, g.theirs, "bob")
	w.Blocks(1)
	return g, lied, shown
}

// differing is the first element at which two tensors differ.
func differing(t *testing.T, n *graph.Node, a, b []byte) uint64 {
	t.Helper()
	for i := range a {
		if a[i] != b[i] {
			return uint64(i) / n.Dtype.ElementSize()
		}
	}
	t.Fatal("the lie does not show")
	return 0
}

// A lie in a tensor that is not committed costs the bond in the first committed one that is computed from it.
func TestALieInWhatIsNotCommittedIsFoundWhereItShows(t *testing.T) {
	g, lied, shown := hidden(t)
	found, differs := exec.FirstDivergence(g.Own, g.theirs.Commitments)
	require.True(t, differs)
	require.Equal(t, shown, found)

	path, err := commit.OpenTrace(g.theirs.Commitments, lied)
	require.NoError(t, err)
	o := g.opening(shown)
	o.Node, o.Path, o.Commitment = lied, path, "0000000000000000000000000000000000000000000000000000000000000000"
	_, err = g.Challenge.OpenChallenge(g.Ctx, g.Addr("carol"), o)
	require.ErrorIs(t, err, types.ErrInvalidNode)
	require.ErrorContains(t, err, "is not committed: name the first committed node that is wrong")

	n := &g.Own.Program.Nodes[shown]
	element := differing(t, n, g.Own.Tensors[shown], g.theirs.Tensors[shown])
	id := g.open("carol", shown)
	guilty, err := g.prove("carol", id, g.proof(shown, element))
	require.NoError(t, err)
	require.True(t, guilty)
	g.guilty(types.VerdictKindElement, "carol")
}

// recorder adds up what is charged for judging, and stops when that passes a limit.
type recorder struct {
	storetypes.GasMeter
	judged, limit uint64
}

func (r *recorder) ConsumeGas(amount storetypes.Gas, descriptor string) {
	if descriptor == "judge an element" {
		if r.judged += amount; r.judged > r.limit {
			panic(storetypes.ErrorOutOfGas{Descriptor: descriptor})
		}
	}
	r.GasMeter.ConsumeGas(amount, descriptor)
}

// What judging takes is charged for each node before its elements are looked at: a message whose gas does not reach stops the judge.
func TestJudgingThroughUncommittedNodesIsPaidBeforeItIsDone(t *testing.T) {
	g, _, shown := hidden(t)
	n := &g.Own.Program.Nodes[shown]
	element := differing(t, n, g.Own.Tensors[shown], g.theirs.Tensors[shown])
	proof := g.proof(shown, element)
	reads, err := graph.ReadsOf(g.Own.Program.Node, nil, shown, element)
	require.NoError(t, err)
	require.Greater(t, len(reads.Nodes), 1)
	id := g.open("carol", shown)

	whole := g.Ctx
	r := &recorder{GasMeter: storetypes.NewInfiniteGasMeter(), limit: reads.Ops}
	g.Ctx, _ = whole.WithGasMeter(r).CacheContext()
	_, err = g.prove("carol", id, proof)
	require.NoError(t, err)
	require.Equal(t, reads.Ops, r.judged)

	r = &recorder{GasMeter: storetypes.NewInfiniteGasMeter(), limit: reads.Ops - 1}
	g.Ctx, _ = whole.WithGasMeter(r).CacheContext()
	require.PanicsWithValue(t, storetypes.ErrorOutOfGas{Descriptor: "judge an element"}, func() { _, _ = g.prove("carol", id, proof) })
}
