package keeper_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	artefactkeeper "github.com/suretynetwork/surety/x/artefact/keeper"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/challenge/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// registered registers an artefact with a BLAKE3.
func registered(
	t *testing.T, w *court.World, k *artefactkeeper.Keeper, owner, name, blake3 string, kind artefacttypes.Kind, parents ...artefacttypes.Parent,
) string {
	t.Helper()
	w.Fund(w.Addr(owner), "1000000usure")
	sum := sha256.Sum256([]byte(name))
	id, err := k.Register(w.Ctx, w.Addr(owner), name, artefacttypes.Core{
		Kind: kind, Version: "1.0.0", Size_: 1, FileCount: 1, Licence: artefacttypes.Licence{Spdx: "MIT"},
		Digests: artefacttypes.Digests{Blake3: blake3, Sha256: hex.EncodeToString(sum[:])},
	}, parents)
	require.NoError(t, err)
	return id
}

// One order of a program that is a model, which was trained on a dataset, on an input that is an artefact: the price is divided as the
// owners ask, and one query shows all of it.
func TestAnOrderPaysRoyaltiesAndItsGraphIsOneQuery(t *testing.T) {
	w := court.New(t)
	k := w.AddArtefacts()
	w.Register("bob", 20_000_000)
	hash := strings.Repeat("ab", 32)
	data := registered(t, w, k, "dana", "dana/images", hash, artefacttypes.KindDataset)
	model := registered(t, w, k, "maker", "maker/digits", strings.Repeat("cd", 32), artefacttypes.KindModel,
		artefacttypes.Parent{ParentId: data, Relation: artefacttypes.RelationTrainedOn})
	input := registered(t, w, k, "alice", "alice/picture", w.Terms().InputRoots[0], artefacttypes.KindDataset)
	require.NoError(t, k.LinkProgram(w.Ctx, w.Addr("maker"), model, w.ProgramID))
	require.ErrorIs(t, k.LinkProgram(w.Ctx, w.Addr("alice"), input, w.ProgramID), artefacttypes.ErrNotAModel)
	terms := func(owner, id string, own, inherited uint32) {
		require.NoError(t, k.SetRoyalty(w.Ctx, w.Addr(owner), artefacttypes.RoyaltyTerms{
			ArtefactId: id, PerLease: sdk.NewInt64Coin(court.Denom, 0), ShareBps: own, InheritedBps: inherited,
		}))
	}
	terms("maker", model, 1_000, 0)
	terms("dana", data, 0, 333)
	maker, dana := w.Amount("maker"), w.Amount("dana")

	lease := w.Lease("alice", "bob", w.Terms())
	w.Submit(lease, w.Own, "bob")
	w.Blocks(20) // the receipt becomes final
	receipt, err := w.Verification.GetReceipt(w.Ctx, lease)
	require.NoError(t, err)
	require.Equal(t, verificationtypes.ReceiptStateFinal, receipt.State)
	require.EqualValues(t, 100, w.Amount("maker")-maker, "a tenth of 1000")
	require.EqualValues(t, 33, w.Amount("dana")-dana, "333 basis points of 1000, rounded down")
	has, err := k.LeaseRoyalties.Has(w.Ctx, lease.String())
	require.NoError(t, err)
	require.False(t, has, "a lease pays once")

	lease = w.Lease("alice", "bob", w.Terms())
	w.Submit(lease, w.Own, "bob")
	w.Blocks(1)
	g := &game{World: w, t: t, theirs: w.Own, lease: lease}
	w.Fund(w.Addr("carol"), "10000000usure")
	g.open("carol", 1)
	answer, err := g.query().JobGraph(w.Ctx, &types.QueryJobGraphRequest{OrderId: lease.Order.String()})
	require.NoError(t, err)
	kinds := map[string]int{}
	for _, n := range answer.Nodes {
		kinds[n.Kind]++
	}
	require.Equal(t, map[string]int{"order": 1, "program": 1, "artefact": 3, "content": 2, "receipt": 1, "challenge": 1}, kinds)
	for _, want := range []types.JobEdge{
		{From: lease.Order.String(), To: w.ProgramID, Label: "runs"},
		{From: w.ProgramID, To: model, Label: "is"},
		{From: model, To: data, Label: "RELATION_TRAINED_ON"},
		{From: lease.Order.String(), To: w.Terms().InputRoots[0], Label: "input 0"},
		{From: w.Terms().InputRoots[0], To: input, Label: "is"},
		{From: lease.Order.String(), To: lease.String(), Label: "receipt"},
		{From: lease.String() + "/0", To: lease.String(), Label: "contests"},
	} {
		require.Contains(t, answer.Edges, want)
	}
	require.False(t, answer.Truncated)
	_, err = g.query().JobGraph(w.Ctx, &types.QueryJobGraphRequest{OrderId: "x"})
	require.ErrorContains(t, err, "code = InvalidArgument")
	require.NoError(t, k.Invariants(w.Ctx))
}

// A lease that ends without a result owes nothing, and leaves nothing behind.
func TestALeaseWithoutAResultOwesNoRoyalty(t *testing.T) {
	w := court.New(t)
	k := w.AddArtefacts()
	w.Register("bob", 20_000_000)
	model := registered(t, w, k, "maker", "maker/digits", strings.Repeat("cd", 32), artefacttypes.KindModel)
	require.NoError(t, k.LinkProgram(w.Ctx, w.Addr("maker"), model, w.ProgramID))
	require.NoError(t, k.SetRoyalty(w.Ctx, w.Addr("maker"), artefacttypes.RoyaltyTerms{
		ArtefactId: model, PerLease: sdk.NewInt64Coin(court.Denom, 0), ShareBps: 1_000,
	}))
	before := w.Amount("maker")
	lease := w.Lease("alice", "bob", w.Terms())
	has, err := k.LeaseRoyalties.Has(w.Ctx, lease.String())
	require.NoError(t, err)
	require.True(t, has)
	w.Blocks(30) // nobody submits
	require.Equal(t, before, w.Amount("maker"))
	has, err = k.LeaseRoyalties.Has(w.Ctx, lease.String())
	require.NoError(t, err)
	require.False(t, has)
}
