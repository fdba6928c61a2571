package exec_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// sample are at most so many indices spread over the elements of a node, its ends among them.
func sample(n *graph.Node, most uint64) []uint64 {
	count, _ := n.Elements()
	out := make([]uint64, min(count, most))
	for i := range out {
		out[i] = uint64(i) * (count - 1) / uint64(max(1, len(out)-1))
	}
	return out
}

// Elements of every operator are judged by proof: an honest one is equal and no larger than its bound, a changed one is not, and no
// proof can be changed into another that is accepted.
func TestElementsOfEveryOperatorAreJudged(t *testing.T) {
	for _, op := range graphtest.Ops {
		t.Run(op.String(), rapid.MakeCheck(func(t *rapid.T) {
			trace := run(t, graphtest.RandomNode(t, op))
			node := uint32(len(trace.Program.Nodes) - 1)
			for _, element := range sample(&trace.Program.Nodes[node], 12) {
				requireHonest(t, trace, node, element)
			}
			_, element := computed(t, trace.Program)
			requireCaught(t, trace, node, element)
			requireNoOther(t, trace, node, element)
		}))
	}
}

// An element that is computed through nodes that are not committed is judged from what is, within the bound of its node.
func TestElementsAreJudgedThroughWhatIsNotCommitted(t *testing.T) {
	through := 0
	rapid.Check(t, func(t *rapid.T) {
		c := graphtest.RecomputedNetwork(t)
		node := uint32(len(c.Program.Nodes) - 1)
		if _, _, ops, err := c.Program.ProofBound(node); err != nil || ops > 1<<20 {
			t.Skip("an element that takes too long to judge")
		}
		trace := run(t, c)
		for _, element := range sample(&c.Program.Nodes[node], 4) {
			requireHonest(t, trace, node, element)
		}
		_, element := computed(t, trace.Program)
		requireCaught(t, trace, node, element)
		requireNoOther(t, trace, node, element)
		reads, err := graph.ReadsOf(c.Program.Node, nil, node, element)
		require.NoError(t, err)
		through += len(reads.Nodes) - 1
	})
	require.Positive(t, through)
}

// requireHonest proves an element of one's own trace, and returns the proof.
func requireHonest(t require.TestingT, trace *exec.Trace, node uint32, element uint64) *graph.ElementProof {
	proof, err := exec.ProveOwn(trace, node, element)
	require.NoError(t, err)
	judgement, err := referee.Judge(referee.ProgramView{Program: trace.Program, Trace: trace.Root}, proof)
	require.NoError(t, err)
	require.True(t, judgement.Equal, "element %d of %s", element, &trace.Program.Nodes[node])
	require.Equal(t, elementOf(trace, int(node), element), judgement.Claimed)

	most, runs, ops, err := trace.Program.ProofBound(node)
	require.NoError(t, err)
	require.LessOrEqual(t, uint64(proof.Size()), most)
	require.LessOrEqual(t, uint64(len(proof.Runs)), runs)
	reads, err := graph.ReadsOf(trace.Program.Node, nil, node, element)
	require.NoError(t, err)
	if readsUncommitted(trace.Program, node) {
		require.LessOrEqual(t, reads.Ops, ops)
		return proof
	}
	loose, _, _, err := graph.ProofBound(&trace.Program.Nodes[node])
	require.NoError(t, err)
	require.LessOrEqual(t, most, loose)
	return proof
}

// readsUncommitted says whether a node reads one that is not committed.
func readsUncommitted(p *graph.Program, node uint32) bool {
	return slices.ContainsFunc(p.Nodes[node].Operands, func(o graph.Operand) bool {
		return o.Source == graph.SourceTrace && !p.Nodes[o.Node].Committed()
	})
}

// requireCaught changes an element and finds that it is judged wrong.
func requireCaught(t require.TestingT, honest *exec.Trace, node uint32, element uint64) {
	cheat, err := exec.Corrupt(honest, node, element)
	require.NoError(t, err)
	judgement, err := referee.Judge(referee.ProgramView{Program: honest.Program, Trace: cheat.Root}, challenge(t, honest, cheat, node, element))
	require.NoError(t, err)
	require.False(t, judgement.Equal)
	require.Equal(t, elementOf(cheat, int(node), element), judgement.Claimed)
	require.Equal(t, elementOf(honest, int(node), element), judgement.Computed)
}

// requireNoOther changes single bits of an honest proof: each such proof is refused, or says the same in other bytes.
func requireNoOther(t *rapid.T, trace *exec.Trace, node uint32, element uint64) {
	proof, err := exec.ProveOwn(trace, node, element)
	require.NoError(t, err)
	honest, err := proof.Marshal()
	require.NoError(t, err)
	bz := bytes.Clone(honest)
	for range 8 {
		at := rapid.IntRange(0, len(bz)-1).Draw(t, "byte")
		bit := byte(1) << rapid.IntRange(0, 7).Draw(t, "bit")
		bz[at] ^= bit
		var changed graph.ElementProof
		if changed.Unmarshal(bz) == nil {
			_, err := referee.Judge(referee.ProgramView{Program: trace.Program, Trace: trace.Root}, &changed)
			if err == nil {
				same, err := changed.Marshal()
				require.NoError(t, err)
				require.Equal(t, honest, same, "bit %x of byte %d", bit, at)
			}
		}
		bz[at] ^= bit
	}
}

// What a gather reads depends on data, so a proof could try to show another index, or another entry than the index names.
func TestAGatherCannotBeProvedFromElsewhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trace := run(t, graphtest.RandomNode(t, graph.OpGather))
		node, element := computed(t, trace.Program)
		honest := requireHonest(t, trace, node, element)
		for run, operand := range []int{1, 0} {
			o := &trace.Program.Nodes[node].Operands[operand]
			count, _ := graph.Elements(o.Shape)
			for other := range min(count, 30) {
				proof := *honest
				proof.Runs = slices.Clone(honest.Runs)
				proof.Runs[run] = opened(t, trace, o, other)
				if proof.Runs[run].Offset == honest.Runs[run].Offset {
					continue
				}
				_, err := referee.Judge(referee.ProgramView{Program: trace.Program, Trace: trace.Root}, &proof)
				require.ErrorIs(t, err, referee.ErrWrongRun)
			}
		}
	})
}

// opened is the slice of one element of an operand.
func opened(t require.TestingT, trace *exec.Trace, o *graph.Operand, element uint64) graph.Slice {
	content, size := trace.Weights, o.Dtype.ElementSize()
	if o.Source == graph.SourceTrace {
		content = trace.Tensors[o.Node]
	}
	bao, err := commit.Slice(content, o.Offset+element*size, size)
	require.NoError(t, err)
	return graph.Slice{Offset: o.Offset + element*size, Length: size, Bao: bao}
}
