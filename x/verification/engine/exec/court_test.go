package exec_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// computed draws a committed node that is no input, and one of its elements.
func computed(t *rapid.T, p *graph.Program) (node uint32, element uint64) {
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

func TestAnHonestProofIsSmallAndJudgedEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trace := run(t, graphtest.RandomNetwork(t))
		node, element := computed(t, trace.Program)
		requireHonest(t, trace, node, element)
	})
}

// A provider that cheats at one element is found at that node, and proved wrong at that element; at any other element of the node it is
// right.
func TestACheatIsFoundAndProved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		honest := run(t, graphtest.RandomNetwork(t))
		node, element := computed(t, honest.Program)
		cheat, err := exec.Corrupt(honest, node, element)
		require.NoError(t, err)
		found, differs := exec.FirstDivergence(honest, cheat.Commitments)
		require.True(t, differs)
		require.Equal(t, node, found)
		requireAgreement(t, cheat, node+1)

		view := referee.ProgramView{Program: honest.Program, Trace: cheat.Root}
		judgement, err := referee.Judge(view, challenge(t, honest, cheat, node, element))
		require.NoError(t, err)
		require.False(t, judgement.Equal)
		require.Equal(t, elementOf(cheat, int(node), element), judgement.Claimed)
		require.Equal(t, elementOf(honest, int(node), element), judgement.Computed)

		if count, _ := honest.Program.Nodes[node].Elements(); count > 1 {
			judgement, err = referee.Judge(view, challenge(t, honest, cheat, node, (element+1)%count))
			require.NoError(t, err)
			require.True(t, judgement.Equal)
		}
	})
}

// challenge is the proof that someone with the honest trace builds against the other.
func challenge(t require.TestingT, honest, cheat *exec.Trace, node uint32, element uint64) *graph.ElementProof {
	claimed, err := exec.ElementSlice(cheat, node, element)
	require.NoError(t, err)
	claim := exec.Claim{Commitments: cheat.Commitments, Root: cheat.Roots[node], Claimed: claimed}
	proof, err := exec.Prove(honest, claim, node, element)
	require.NoError(t, err)
	return proof
}

// A challenger whose own run is the wrong one can only prove that the provider is right.
func TestAWrongChallengerProvesTheProviderRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		honest := run(t, graphtest.RandomNetwork(t))
		node, element := computed(t, honest.Program)
		mistaken, err := exec.Corrupt(honest, node, element)
		require.NoError(t, err)
		found, _ := exec.FirstDivergence(mistaken, honest.Commitments)
		require.Equal(t, node, found)
		judgement, err := referee.Judge(referee.ProgramView{Program: honest.Program, Trace: honest.Root}, challenge(t, mistaken, honest, node, element))
		require.NoError(t, err)
		require.True(t, judgement.Equal)
	})
}

func TestEqualTracesDoNotDiverge(t *testing.T) {
	trace := run(t, graphtest.Digits(t))
	_, differs := exec.FirstDivergence(trace, trace.Commitments)
	require.False(t, differs)
	at, differs := exec.FirstDivergence(trace, trace.Commitments[:2])
	require.True(t, differs)
	require.Equal(t, uint32(2), at)
	at, differs = exec.FirstDivergence(trace, append(trace.Commitments[:len(trace.Commitments):len(trace.Commitments)], [32]byte{}))
	require.True(t, differs)
	require.Equal(t, uint32(len(trace.Commitments)), at)
}

func TestProveRefusesWhatItCannotProve(t *testing.T) {
	trace := run(t, graphtest.Digits(t))
	last := uint32(len(trace.Tensors) - 1)
	good := exec.Claim{Commitments: trace.Commitments, Root: trace.Roots[last]}
	_, err := exec.Prove(trace, good, last+1, 0)
	require.ErrorIs(t, err, exec.ErrClaim)
	_, err = exec.Prove(trace, good, last, 1000)
	require.ErrorIs(t, err, exec.ErrClaim)
	_, err = exec.Prove(trace, exec.Claim{Commitments: trace.Commitments[1:], Root: good.Root}, last, 0)
	require.ErrorIs(t, err, exec.ErrClaim)
	_, err = exec.Prove(trace, exec.Claim{Commitments: trace.Commitments}, last, 0)
	require.ErrorContains(t, err, "is not what the trace commits to at node")
	_, err = exec.ProveOwn(trace, 0, 0)
	require.ErrorIs(t, err, graph.ErrElement)

	cheat, err := exec.Corrupt(trace, last-1, 0)
	require.NoError(t, err)
	_, err = exec.Prove(trace, exec.Claim{Commitments: cheat.Commitments, Root: cheat.Roots[last]}, last, 0)
	require.ErrorContains(t, err, "which differs already")
}
