package keeper_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
)

func TestGas(t *testing.T) {
	g := start(t, func(w *court.World) *exec.Trace { return w.Lie(1, 300) })
	measure := func(name string, act func(ctx sdk.Context) error) {
		golden.Gas(t, "testdata/gas.json", name, g.Gas(act))
	}
	carol, lease, salt := g.Bech32(g.Addr("carol")), g.lease.String(), strings.Repeat("ab", 32)
	sum, err := types.ClaimCommitment(g.Ctx.ChainID(), lease, carol, 1, salt)
	require.NoError(t, err)
	measure("MsgCommitChallenge", func(ctx sdk.Context) error {
		_, err := g.msgs().CommitChallenge(ctx, &types.MsgCommitChallenge{Challenger: carol, LeaseId: lease, Commitment: sum})
		return err
	})
	measure("MsgDemandTrace", func(ctx sdk.Context) error {
		_, err := g.msgs().DemandTrace(ctx, &types.MsgDemandTrace{Challenger: carol, LeaseId: lease})
		return err
	})
	measure("MsgPublishTrace", func(ctx sdk.Context) error {
		_, err := g.msgs().PublishTrace(ctx, &types.MsgPublishTrace{Sender: carol, LeaseId: lease, Commitments: commit.TraceList(g.theirs.Commitments)})
		return err
	})
	measureTraceBlobs(t)
	g.NextBlock()
	o := g.opening(1)
	measure("MsgOpenChallenge", func(ctx sdk.Context) error {
		_, err := g.msgs().OpenChallenge(ctx, &types.MsgOpenChallenge{
			Challenger: carol, LeaseId: lease, Node: 1, Commitment: o.Commitment, Path: o.Path, Salt: salt,
		})
		return err
	})
	measure("MsgDiscloseHashes", func(ctx sdk.Context) error {
		_, err := g.msgs().DiscloseHashes(ctx, &types.MsgDiscloseHashes{
			Sender: carol, LeaseId: lease, Node: 1, Hashes: commit.TraceList(commit.Groups(g.theirs.Tensors[1], 0)),
		})
		return err
	})
	measure("MsgPickGroup", func(ctx sdk.Context) error {
		_, err := g.msgs().PickGroup(ctx, &types.MsgPickGroup{Challenger: carol, ChallengeId: lease + "/0", Group: 1})
		return err
	})
	measure("MsgDiscloseGroup", func(ctx sdk.Context) error {
		_, err := g.msgs().DiscloseGroup(ctx, &types.MsgDiscloseGroup{Sender: carol, LeaseId: lease, Node: 1, Group: 1, Content: g.theirs.Tensors[1][1024:]})
		return err
	})
	measure("MsgProveElement", func(ctx sdk.Context) error {
		_, err := g.msgs().ProveElement(ctx, &types.MsgProveElement{Challenger: carol, ChallengeId: lease + "/0", Proof: *g.proof(1, 300)})
		return err
	})

	g = start(t, func(w *court.World) *exec.Trace {
		t := w.Lie(1, 300)
		t.Commitments[0] = commit.Sum([]byte("another input"))
		t.Root = commit.TraceRoot(t.Commitments)
		return t
	})
	o = g.opening(0)
	measure("MsgProveMismatch", func(ctx sdk.Context) error {
		_, err := g.msgs().ProveMismatch(ctx, &types.MsgProveMismatch{
			Sender: g.Bech32(g.Addr("carol")), LeaseId: g.lease.String(), Kind: types.VerdictKindInput, Commitment: o.Commitment, Path: o.Path,
		})
		return err
	})
	measure("MsgUpdateParams", func(ctx sdk.Context) error {
		_, err := g.msgs().UpdateParams(ctx, &types.MsgUpdateParams{Authority: g.Authority, Params: types.DefaultParams()})
		return err
	})
	require.Len(t, hex.EncodeToString(g.theirs.Root[:]), 64)
}

// measureTraceBlobs measures what is done with a trace on Celestia, in a game of its own.
func measureTraceBlobs(t *testing.T) {
	t.Helper()
	g := start(t, func(w *court.World) *exec.Trace { return w.Lie(1, 300) })
	other := make([]byte, 32*len(g.theirs.Commitments))
	chain := g.AddCelestia()
	reference, proof := g.Post(chain, other)
	_, err := g.Challenge.DemandTrace(g.Ctx, g.Addr("carol"), g.lease)
	require.NoError(t, err)
	bob, lease := g.Bech32(g.Addr("bob")), g.lease.String()
	golden.Gas(t, "testdata/gas.json", "MsgPublishTraceBlob", g.Gas(func(ctx sdk.Context) error {
		_, err := g.msgs().PublishTraceBlob(ctx, &types.MsgPublishTraceBlob{Sender: bob, LeaseId: lease, Reference: reference, Proof: proof})
		return err
	}))
	golden.Gas(t, "testdata/gas.json", "MsgProveFalseTrace", g.Gas(func(ctx sdk.Context) error {
		_, err := g.msgs().ProveFalseTrace(ctx, &types.MsgProveFalseTrace{Sender: g.Bech32(g.Addr("dave")), LeaseId: lease, Content: other})
		return err
	}))
}
