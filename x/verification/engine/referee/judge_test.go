package referee_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// The nodes of graphtest.Digits.
const (
	input = iota
	conv
	relu
	pool
	transpose
	flatten
	dense
	softmax
)

func digits(t testing.TB) *exec.Trace {
	c := graphtest.Digits(t)
	trace, err := exec.Run(context.Background(), c.Program, c.Weights, c.Inputs)
	require.NoError(t, err)
	return trace
}

func viewOf(trace *exec.Trace) referee.ProgramView {
	return referee.ProgramView{Program: trace.Program, Trace: trace.Root}
}

func prove(t testing.TB, trace *exec.Trace, node uint32, element uint64) *graph.ElementProof {
	proof, err := exec.ProveOwn(trace, node, element)
	require.NoError(t, err)
	return proof
}

func TestJudgeRefuses(t *testing.T) {
	trace := digits(t)
	for _, tc := range []struct {
		name   string
		node   uint32
		change func(p *graph.ElementProof)
		want   error
	}{
		{"a node past the end", dense, func(p *graph.ElementProof) { p.Node = 8 }, referee.ErrNotJudgeable},
		{"an input", dense, func(p *graph.ElementProof) { p.Node = input }, referee.ErrNotJudgeable},
		{"an element past the end", dense, func(p *graph.ElementProof) { p.Element = 10 }, referee.ErrNotJudgeable},
		{"the runs of another element", dense, func(p *graph.ElementProof) { p.Element = 4; p.Claimed.Offset = 16 }, referee.ErrWrongRun},
		{"the claim of another element", dense, func(p *graph.ElementProof) { p.Element = 4 }, referee.ErrWrongRun},
		{"no openings", dense, func(p *graph.ElementProof) { p.Openings = nil }, referee.ErrOpenings},
		{"an opening too many", dense, func(p *graph.ElementProof) { p.Openings = append(p.Openings, p.Openings[1]) }, referee.ErrOpenings},
		{
			"openings in another order", dense,
			func(p *graph.ElementProof) { p.Openings[0], p.Openings[1] = p.Openings[1], p.Openings[0] }, referee.ErrOpenings,
		},
		{"a short root", dense, func(p *graph.ElementProof) { p.Openings[0].Root = p.Openings[0].Root[1:] }, referee.ErrBadOpening},
		{"another root", dense, func(p *graph.ElementProof) { p.Openings[0].Root[5] ^= 1 }, referee.ErrBadOpening},
		{"another operand root", dense, func(p *graph.ElementProof) { p.Openings[1].Root[5] ^= 1 }, referee.ErrBadOpening},
		{"a damaged path", dense, func(p *graph.ElementProof) { p.Openings[1].Path[40] ^= 1 }, referee.ErrBadOpening},
		{"no path", dense, func(p *graph.ElementProof) { p.Openings[1].Path = nil }, referee.ErrBadOpening},
		{"a damaged claim", dense, func(p *graph.ElementProof) { p.Claimed.Bao[9] ^= 1 }, referee.ErrBadSlice},
		{"a longer claim", dense, func(p *graph.ElementProof) { p.Claimed.Length = 8 }, referee.ErrWrongRun},
		{"a claim with a tail", dense, func(p *graph.ElementProof) { p.Claimed.Bao = append(p.Claimed.Bao, 0) }, referee.ErrBadSlice},
		{"a claim of another size", dense, func(p *graph.ElementProof) { p.Claimed.Bao[0]++ }, referee.ErrBadSlice},
		{"a run too few", dense, func(p *graph.ElementProof) { p.Runs = p.Runs[1:] }, referee.ErrWrongRun},
		{"a run too many", dense, func(p *graph.ElementProof) { p.Runs = append(p.Runs, p.Runs[0]) }, referee.ErrWrongRun},
		{"runs in another order", conv, func(p *graph.ElementProof) { p.Runs[0], p.Runs[1] = p.Runs[1], p.Runs[0] }, referee.ErrWrongRun},
		{"a shorter run", conv, func(p *graph.ElementProof) { p.Runs[1].Length -= 4 }, referee.ErrWrongRun},
		{"a run from elsewhere", conv, func(p *graph.ElementProof) { p.Runs[1].Offset += 4 }, referee.ErrWrongRun},
		{"a damaged run", dense, func(p *graph.ElementProof) { p.Runs[0].Bao[20] ^= 1 }, referee.ErrBadSlice},
		{"damaged weights", dense, func(p *graph.ElementProof) { p.Runs[1].Bao[100] ^= 1 }, referee.ErrBadSlice},
		{"the operand's bytes as weights", dense, func(p *graph.ElementProof) { p.Runs[1].Bao = p.Runs[0].Bao }, referee.ErrBadSlice},
	} {
		t.Run(tc.name, func(t *testing.T) {
			proof := prove(t, trace, tc.node, 5)
			_, err := referee.Judge(viewOf(trace), proof)
			require.NoError(t, err)
			tc.change(proof)
			_, err = referee.Judge(viewOf(trace), proof)
			require.ErrorIs(t, err, tc.want)
		})
	}
	_, err := referee.Judge(viewOf(trace), nil)
	require.ErrorIs(t, err, referee.ErrNotJudgeable)
}

// A proof against one receipt says nothing of another.
func TestJudgeTiesTheProofToTheReceipt(t *testing.T) {
	trace := digits(t)
	other, err := exec.Corrupt(trace, softmax, 0)
	require.NoError(t, err)
	_, err = referee.Judge(viewOf(other), prove(t, trace, dense, 0))
	require.ErrorIs(t, err, referee.ErrBadOpening)
}

// Any changed byte of a proof is refused; none turns a right number into a wrong one.
func TestJudgeRefusesEveryChangedByte(t *testing.T) {
	trace := digits(t)
	for _, node := range []uint32{conv, relu, pool, transpose, flatten, dense, softmax} {
		bz, err := prove(t, trace, node, 3).Marshal()
		require.NoError(t, err)
		step := 1 + len(bz)/500
		for i := 0; i < len(bz); i += step {
			changed := bytes.Clone(bz)
			changed[i] ^= 1 << (i % 8)
			var proof graph.ElementProof
			if proof.Unmarshal(changed) != nil {
				continue
			}
			judgement, err := referee.Judge(viewOf(trace), &proof)
			if err == nil {
				require.True(t, judgement.Equal, "byte %d of node %d", i, node)
				same, err := proof.Marshal()
				require.NoError(t, err)
				require.Equal(t, bz, same, "byte %d of node %d: another proof is accepted", i, node)
			}
		}
	}
}

// countingView counts the nodes that a judgement loads and can fail to.
type countingView struct {
	referee.ProgramView
	loads int
	fail  error
}

func (v *countingView) Node(index uint32) (*graph.Node, error) {
	v.loads++
	if v.fail != nil {
		return nil, v.fail
	}
	return v.ProgramView.Node(index)
}

// It loads the judged node, and each that it reads, to see whether that is committed.
func TestJudgeLoadsWhatItNeedsOnce(t *testing.T) {
	trace := digits(t)
	v := &countingView{ProgramView: viewOf(trace)}
	_, err := referee.Judge(v, prove(t, trace, conv, 0))
	require.NoError(t, err)
	require.Equal(t, 2, v.loads)
	v.fail = errors.New("the store is gone")
	_, err = referee.Judge(v, prove(t, trace, conv, 0))
	require.ErrorIs(t, err, referee.ErrNode)
	require.ErrorIs(t, err, v.fail)
}

func TestJudgeRefusesANodeThatReadsALaterOne(t *testing.T) {
	trace := digits(t)
	proof := prove(t, trace, dense, 0)
	trace.Program.Nodes[dense].Operands[0].Node = dense
	_, err := referee.Judge(viewOf(trace), proof)
	require.ErrorIs(t, err, referee.ErrNode)
	require.ErrorContains(t, err, "which is not before it")
}
