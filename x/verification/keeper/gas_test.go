package keeper_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/keeper"
	"github.com/suretynetwork/surety/x/verification/types"
)

func TestGas(t *testing.T) {
	w := court.New(t)
	w.Register("bob", 40_000_000)
	msgs := keeper.NewMsgServer(w.Verification)
	measure := func(name string, act func(ctx sdk.Context) error) {
		golden.Gas(t, "testdata/gas.json", name, w.Gas(act))
	}
	alice, bob, maker := w.Bech32(w.Addr("alice")), w.Bech32(w.Addr("bob")), w.Bech32(w.Addr("maker"))
	raw, err := graphtest.Digits(t).Program.Encode()
	require.NoError(t, err)
	measure("MsgRegisterProgram", func(ctx sdk.Context) error {
		_, err := msgs.RegisterProgram(ctx, &types.MsgRegisterProgram{Creator: maker, Name: "digits", Graph: raw})
		return err
	})
	measure("MsgUpdateProgram", func(ctx sdk.Context) error {
		_, err := msgs.UpdateProgram(ctx, &types.MsgUpdateProgram{Creator: maker, ProgramId: w.ProgramID, Name: "digits"})
		return err
	})
	lease := w.Lease("alice", "bob", w.Terms())
	receipt := w.Sign(lease, w.Own, "bob", nil)
	measure("MsgSubmitReceipt", func(ctx sdk.Context) error {
		_, err := msgs.SubmitReceipt(ctx, &types.MsgSubmitReceipt{Submitter: bob, Receipt: receipt})
		return err
	})
	measure("MsgDemandOutput", func(ctx sdk.Context) error {
		_, err := msgs.DemandOutput(ctx, &types.MsgDemandOutput{Owner: alice, LeaseId: lease.String()})
		return err
	})
	measure("MsgPublishOutput", func(ctx sdk.Context) error {
		_, err := msgs.PublishOutput(ctx, &types.MsgPublishOutput{Sender: bob, LeaseId: lease.String(), Outputs: w.Own.Outputs()})
		return err
	})
	measure("MsgProveEquivocation", func(ctx sdk.Context) error {
		_, err := msgs.ProveEquivocation(ctx, &types.MsgProveEquivocation{
			Submitter: maker, First: receipt, Second: w.Sign(lease, w.Lie(6, 4), "bob", nil),
		})
		return err
	})
	measure("MsgUpdateParams", func(ctx sdk.Context) error {
		_, err := msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: w.Authority, Params: types.DefaultParams()})
		return err
	})
	private := w.Terms()
	private.OutputKey = publicKey(t)
	lease = w.Lease("alice", "bob", private)
	blob, err := types.SealOutput(private.OutputKey, lease.String(), 0, []byte("rubbish"), [32]byte{7})
	require.NoError(t, err)
	_, err = msgs.SubmitReceipt(w.Ctx, &types.MsgSubmitReceipt{Submitter: bob, Receipt: w.Sign(lease, w.Own, "bob", nil), Outputs: [][]byte{blob}})
	require.NoError(t, err)
	measure("MsgContestOutput", func(ctx sdk.Context) error {
		_, err := msgs.ContestOutput(ctx, &types.MsgContestOutput{Owner: alice, LeaseId: lease.String(), PrivateKey: outputSecret})
		return err
	})
	s := replicatedSuite(t, w)
	sum, err := w.Sign(s.lease("bob"), w.Own, "bob", nil).Commitment(fixture.ChainID, strings.Repeat("ef", 32))
	require.NoError(t, err)
	measure("MsgCommitReceipt", func(ctx sdk.Context) error {
		_, err := msgs.CommitReceipt(ctx, &types.MsgCommitReceipt{Provider: bob, LeaseId: s.lease("bob").String(), Commitment: sum})
		return err
	})
}

// replicatedSuite has a replicated order leased to bob and carol.
func replicatedSuite(t *testing.T, w *court.World) *suite {
	t.Helper()
	w.Register("carol", 40_000_000)
	s := &suite{TestingT: t, w: w}
	s.replicated("alice", "bob", "carol")
	return s
}

func TestGenesisComesBackAsItWas(t *testing.T) {
	w := court.New(t)
	w.Register("bob", 40_000_000)
	done := w.Lease("alice", "bob", w.Terms())
	require.NoError(t, w.Verification.SubmitReceipt(w.Ctx, keeper.Submission{Receipt: w.Sign(done, w.Own, "bob", nil), Outputs: w.Own.Outputs()}))
	w.Blocks(12)
	disputed := w.Lease("alice", "bob", w.Terms())
	w.Submit(disputed, w.Own, "bob")
	require.NoError(t, w.Verification.OpenDispute(w.Ctx, disputed))
	w.Blocks(13)
	demanded := w.Lease("alice", "bob", w.Terms())
	w.Submit(demanded, w.Own, "bob")
	_, err := w.Verification.DemandOutput(w.Ctx, w.Addr("alice"), demanded)
	require.NoError(t, err)
	s := replicatedSuite(t, w)
	s.salts, s.traces = map[string]string{}, nil
	sum := hex.EncodeToString(make([]byte, 32))
	require.NoError(t, w.Verification.CommitReceipt(w.Ctx, w.Addr("bob"), s.lease("bob"), sum))
	require.NoError(t, w.Invariants())

	before, err := w.Verification.ExportGenesis(w.Ctx)
	require.NoError(t, err)
	require.Len(t, before.Receipts, 3)
	require.NoError(t, before.Validate())
	other := court.New(t)
	require.NoError(t, other.Verification.Programs.Remove(other.Ctx, other.ProgramID))
	require.NoError(t, other.Verification.InitGenesis(other.Ctx, before))
	after, err := other.Verification.ExportGenesis(other.Ctx)
	require.NoError(t, err)
	require.Equal(t, other.Codec.MustMarshalJSON(before), other.Codec.MustMarshalJSON(after))

	// What was disputed past its window is looked at once and waits again; the end of the dispute concludes it.
	require.NoError(t, w.Verification.CloseDispute(w.Ctx, disputed))
	w.Blocks(2)
	r, err := w.Verification.GetReceipt(w.Ctx, disputed)
	require.NoError(t, err)
	require.Equal(t, types.ReceiptStateFinal, r.State)
}
