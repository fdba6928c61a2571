package keeper_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"text/tabwriter"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/testutil/realmodel"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// One false number in a trained model costs the bond, however large the model: in the node whose proofs are largest, through every move of
// the game.
func TestTheLiarLosesOnRealModels(t *testing.T) {
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "model\tprogram bytes\tfalsified node\thashes bytes\tgroup bytes\tproof bytes\t\n")
	for _, c := range realmodel.Cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			m := c.Import(t)
			g, node, element := accused(t, graphtest.Case{Program: m.Program, Weights: m.Weights, Inputs: c.ProgramInputs(t, m)})
			found, differs := exec.FirstDivergence(g.Own, g.theirs.Commitments)
			require.True(t, differs)
			require.Equal(t, node, found)

			id, tensor := g.open("carol", node), g.theirs.Tensors[node]
			params, err := g.Challenge.Params.Get(g.Ctx)
			require.NoError(t, err)
			height := commit.GroupLog2(uint64(len(tensor)), int(params.MaxGroups))
			hashes := commit.TraceList(commit.Groups(tensor, height))
			require.NoError(t, g.Challenge.DiscloseHashes(g.Ctx, g.lease, node, hashes))
			size := commit.GroupSize(height)
			group := element * m.Program.Nodes[node].Dtype.ElementSize() / size
			if g.state(id).State == types.ChallengeStateAwaitPick {
				require.NoError(t, g.Challenge.PickGroup(g.Ctx, g.Addr("carol"), id, uint32(group)))
			}
			content := tensor[group*size : min((group+1)*size, uint64(len(tensor)))]
			require.NoError(t, g.Challenge.DiscloseGroup(g.Ctx, g.lease, node, uint32(group), content))
			require.Equal(t, types.ChallengeStateAwaitProof, g.state(id).State)
			proof := g.proof(node, element)
			guilty, err := g.prove("carol", id, proof)
			require.NoError(t, err)
			require.True(t, guilty)
			g.guilty(types.VerdictKindElement, "carol")

			raw, err := m.Program.Encode()
			require.NoError(t, err)
			fmt.Fprintf(w, "%s\t%d\t%s\t%d\t%d\t%d\t\n", c.Name, len(raw), realmodel.NodeName(m.Program.Nodes[node].Name), len(hashes), len(content), proof.Size())
		})
	}
	require.NoError(t, w.Flush())
	t.Logf("\n%s", table.String())
}

// accused is a receipt of bob's for a program, with the middle element of the node of the largest proofs falsified.
func accused(t *testing.T, c graphtest.Case) (g *game, node uint32, element uint64) {
	t.Helper()
	w := court.New(t)
	// Governance lets outputs of up to a megabyte be demanded: a distribution over 6,625 characters for every step of a line.
	params, err := w.Verification.Params.Get(w.Ctx)
	require.NoError(t, err)
	params.MaxPublishedOutputBytes = 1 << 20
	require.NoError(t, w.Verification.Params.Set(w.Ctx, params))
	raw, err := c.Program.Encode()
	require.NoError(t, err)
	w.Case = c
	w.ProgramID, err = w.Verification.RegisterProgram(w.Ctx, w.Bech32(w.Addr("maker")), verificationtypes.Program{Name: "model"}, raw)
	require.NoError(t, err)
	w.Own, err = exec.Run(context.Background(), c.Program, c.Weights, c.Inputs)
	require.NoError(t, err)

	record, err := w.Verification.Programs.Get(w.Ctx, w.ProgramID)
	require.NoError(t, err)
	node = record.LargestProofNode
	count, _ := c.Program.Nodes[node].Elements()
	w.Register("bob", 20_000_000)
	for _, name := range []string{"carol", "dave", "erin"} {
		w.Fund(w.Addr(name), "10000000usure")
	}
	g = &game{World: w, t: t, theirs: w.Lie(node, count/2)}
	g.lease = w.Lease("alice", "bob", w.Terms())
	w.Submit(g.lease, g.theirs, "bob")
	w.Blocks(1)
	return g, node, count / 2
}
