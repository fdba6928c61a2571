package keeper_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/artefact/keeper"
	"github.com/suretynetwork/surety/x/artefact/types"
)

// ids are the artefacts of a populated state.
type ids struct{ images, base, tuned string }

// populated has a dataset, a model trained on it, a model tuned from that, and one record of every other kind.
func populated(t *testing.T, extraStores ...string) (*fixture.Fixture, world, ids) {
	t.Helper()
	f := fixture.New(t, append(extraStores, storeKeys...)...)
	w := newWorld(t, f)
	made := ids{}
	for _, name := range []string{"ada", "bob", "carl"} {
		f.Fund(f.Addr(name), "100000usure")
	}
	register := func(owner, name string, core types.Core, parents ...types.Parent) string {
		response, err := w.msgs.RegisterArtefact(f.Ctx, &types.MsgRegisterArtefact{
			Owner: f.Bech32(f.Addr(owner)), Name: name, Core: core, Parents: parents,
		})
		require.NoError(t, err)
		return response.ArtefactId
	}
	made.images = register("ada", "ada/images", coreOf(types.KindDataset, "ada/images", "1.0.0", "CC-BY-4.0"))
	made.base = register("bob", "bob/base", coreOf(types.KindModel, "bob/base", "1.0.0", "approval"),
		types.Parent{ParentId: made.images, Relation: types.RelationTrainedOn, WeightBps: 10_000})
	made.tuned = register("carl", "carl/tuned", coreOf(types.KindModel, "carl/tuned", "1.0.0", "MIT"),
		types.Parent{ParentId: made.base, Relation: types.RelationFinetune})
	bob, carl := f.Addr("bob"), f.Addr("carl")
	require.NoError(t, w.keeper.AnswerEdge(f.Ctx, bob, collections.Join(made.tuned, made.base), true, ""))
	w.programs[programID("digits")] = f.Bech32(carl)
	require.NoError(t, w.keeper.LinkProgram(f.Ctx, carl, made.tuned, programID("digits")))
	require.NoError(t, w.keeper.SetRoyalty(f.Ctx, carl, types.RoyaltyTerms{ArtefactId: made.tuned, PerLease: coin(5), ShareBps: 100}))
	require.NoError(t, w.keeper.OpenRoyalty(f.Ctx, leaseID, programID("digits")))
	_, err := w.msgs.SetGate(f.Ctx, &types.MsgSetGate{
		Owner: f.Bech32(bob), ArtefactId: made.base, CiphertextRoot: programID("secret"), CiphertextSize: 9, Price: coin(30),
	})
	require.NoError(t, err)
	_, err = w.keeper.RequestLicence(f.Ctx, carl, made.base, recipient, coin(30))
	require.NoError(t, err)
	ada := types.LicenceGrant{ArtefactId: made.base, Licensee: f.Bech32(f.Addr("ada")), GrantedBy: f.Bech32(bob), Recipient: recipient, Capsule: capsule}
	require.NoError(t, w.keeper.GrantLicence(f.Ctx, bob, f.Addr("ada"), ada))
	for range 2 {
		_, err = w.keeper.OfferStorage(f.Ctx, carl, types.Deal{
			ArtefactId: made.images, Reward: coin(100), Bond: coin(500), Periods: 3, PeriodBlocks: 600,
		})
		require.NoError(t, err)
	}
	require.NoError(t, w.keeper.PledgeStorage(f.Ctx, bob, types.DealID{Sponsor: carl, Sequence: 2}))
	require.NoError(t, w.keeper.OfferTransfer(f.Ctx, f.Addr("ada"), "ada/images", f.Bech32(bob)))
	require.NoError(t, w.keeper.Invariants(f.Ctx))
	return f, w, made
}

func TestNewKeeperRefusesAnAuthorityThatIsNoAddress(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	_, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, "governance", f.Bank, nil)
	require.ErrorContains(t, err, `artefact: authority "governance"`)
}

func TestHooksAreSetOnce(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	require.PanicsWithValue(t, "artefact: hooks are set twice", func() { w.keeper.SetHooks(w.programs) })
	require.ErrorIs(t, types.NoHooks{}.BeforeProgramLinked(f.Ctx, "x", "y"), types.ErrNotFound)
}

func TestGenesisComesBackAsItWas(t *testing.T) {
	f, w, _ := populated(t, "second")
	exported, err := w.keeper.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	again := newKeeper(t, f, "second")
	require.NoError(t, again.InitGenesis(f.Ctx, exported))
	reexported, err := again.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Equal(t, string(f.Codec.MustMarshalJSON(exported)), string(f.Codec.MustMarshalJSON(reexported)))
	require.Equal(t, dump(t, f, types.StoreKey), dump(t, f, "second"))
}

// dump lists a store's keys and values, indexes and queues included.
func dump(t *testing.T, f *fixture.Fixture, store string) []string {
	t.Helper()
	iterator, err := f.StoreService(store).OpenKVStore(f.Ctx).Iterator(nil, nil)
	require.NoError(t, err)
	defer iterator.Close()
	var pairs []string
	for ; iterator.Valid(); iterator.Next() {
		pairs = append(pairs, fmt.Sprintf("%x=%x", iterator.Key(), iterator.Value()))
	}
	return pairs
}

func TestInvariantsNoticeWhatIsWrong(t *testing.T) {
	for name, spoil := range map[string]func(*fixture.Fixture, world, ids) error{
		"a counter of children": func(f *fixture.Fixture, w world, made ids) error {
			a, err := w.keeper.GetArtefact(f.Ctx, made.images)
			a.Children++
			require.NoError(t, err)
			return w.keeper.Artefacts.Set(f.Ctx, made.images, a)
		},
		"a circle": func(f *fixture.Fixture, w world, made ids) error {
			return w.keeper.Edges.Set(f.Ctx, collections.Join(made.images, made.tuned), types.Edge{
				ChildId: made.images, Parent: types.Parent{ParentId: made.tuned, Relation: types.RelationMerge}, State: types.EdgeStateDeclared,
			})
		},
		"a digest that is not found": func(f *fixture.Fixture, w world, made ids) error { return w.keeper.Digests.Clear(f.Ctx, nil) },
		"a child that is not found":  func(f *fixture.Fixture, w world, made ids) error { return w.keeper.Children.Clear(f.Ctx, nil) },
		"a name without its owner":   func(f *fixture.Fixture, w world, made ids) error { return w.keeper.NamesByOwner.Clear(f.Ctx, nil) },
		"a version that is not found": func(f *fixture.Fixture, w world, made ids) error {
			return w.keeper.Versions.Remove(f.Ctx, collections.Join("ada/images", "1.0.0"))
		},
		"a request that nobody will give back": func(f *fixture.Fixture, w world, _ ids) error { return w.keeper.RequestQueue.Clear(f.Ctx, nil) },
		"a deal that never goes on":            func(f *fixture.Fixture, w world, _ ids) error { return w.keeper.DealQueue.Clear(f.Ctx, nil) },
		"a request's money": func(f *fixture.Fixture, w world, made ids) error {
			return f.Bank.SendCoins(f.Ctx, types.RequestAddress(made.base, f.Addr("carl")), f.Addr("eve"), sdk.NewCoins(coin(1)))
		},
		"a deal's bond": func(f *fixture.Fixture, w world, _ ids) error {
			return f.Bank.SendCoins(f.Ctx, types.BondAddress(types.DealID{Sponsor: f.Addr("carl"), Sequence: 2}), f.Addr("eve"), sdk.NewCoins(coin(1)))
		},
		"a claim of nobody's": func(f *fixture.Fixture, w world, _ ids) error { return w.keeper.Claims.Clear(f.Ctx, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			f, w, made := populated(t)
			require.NoError(t, spoil(f, w, made))
			require.Error(t, w.keeper.Invariants(f.Ctx))
		})
	}
}

func TestQueries(t *testing.T) {
	f, w, made := populated(t)
	one, err := w.query.Artefact(f.Ctx, &types.QueryArtefactRequest{ArtefactId: made.tuned})
	require.NoError(t, err)
	require.Equal(t, f.Bech32(f.Addr("carl")), one.Owner)
	require.EqualValues(t, 2, one.Artefact.Depth)

	byName, err := w.query.ArtefactByName(f.Ctx, &types.QueryArtefactByNameRequest{Name: "bob/base", Version: "1.0.0"})
	require.NoError(t, err)
	require.Equal(t, made.base, byName.Artefact.Id)
	_, err = w.query.ArtefactByName(f.Ctx, &types.QueryArtefactByNameRequest{Name: "bob/base", Version: "2.0.0"})
	require.ErrorContains(t, err, `code = NotFound desc = bob/base has no version "2.0.0"`)

	byDigest, err := w.query.ArtefactsByDigest(f.Ctx, &types.QueryArtefactsByDigestRequest{Digest: one.Artefact.Core.Digests.Sha256})
	require.NoError(t, err)
	require.Len(t, byDigest.Artefacts, 1)
	require.Equal(t, made.tuned, byDigest.Artefacts[0].Id)

	lineage, err := w.query.Lineage(f.Ctx, &types.QueryLineageRequest{ArtefactId: made.tuned})
	require.NoError(t, err)
	require.Equal(t, []string{made.tuned, made.base, made.images},
		[]string{lineage.Artefacts[0].Id, lineage.Artefacts[1].Id, lineage.Artefacts[2].Id})
	require.Len(t, lineage.Edges, 2)
	require.False(t, lineage.Truncated)
	near, err := w.query.Lineage(f.Ctx, &types.QueryLineageRequest{ArtefactId: made.tuned, Depth: 1})
	require.NoError(t, err)
	require.Len(t, near.Artefacts, 2)
	require.True(t, near.Truncated)

	children, err := w.query.Children(f.Ctx, &types.QueryChildrenRequest{ArtefactId: made.images})
	require.NoError(t, err)
	require.Len(t, children.Edges, 1)
	require.Equal(t, made.base, children.Edges[0].ChildId)

	check, err := w.query.CheckLicence(f.Ctx, &types.QueryCheckLicenceRequest{
		ParentId: made.base, Relation: types.RelationFinetune, Licence: types.Licence{Spdx: "MIT"},
	})
	require.NoError(t, err)
	require.True(t, check.Compatible && check.NeedsApproval)
	check, err = w.query.CheckLicence(f.Ctx, &types.QueryCheckLicenceRequest{
		ParentId: made.images, Relation: types.RelationDerivedFrom, Licence: types.Licence{Spdx: "CC0-1.0"},
	})
	require.NoError(t, err)
	require.Contains(t, check.Reason, "wants its author named")

	quote, err := w.query.RoyaltyQuote(f.Ctx, &types.QueryRoyaltyQuoteRequest{ProgramId: programID("digits"), Price: "1000usure"})
	require.NoError(t, err)
	require.Equal(t, "985usure", quote.Provider.String())
	names, err := w.query.NamesByOwner(f.Ctx, &types.QueryNamesByOwnerRequest{Owner: f.Bech32(f.Addr("bob"))})
	require.NoError(t, err)
	require.Len(t, names.Names, 1)
	deals, err := w.query.Deals(f.Ctx, &types.QueryDealsRequest{Pagination: &query.PageRequest{Limit: 1}})
	require.NoError(t, err)
	require.Len(t, deals.Deals, 1)
	require.NotEmpty(t, deals.Pagination.NextKey)
	grants, err := w.query.Grants(f.Ctx, &types.QueryGrantsRequest{ArtefactId: made.base})
	require.NoError(t, err)
	require.Len(t, grants.Grants, 1)
	for _, missing := range []func() error{
		func() error {
			_, err := w.query.Artefact(f.Ctx, &types.QueryArtefactRequest{ArtefactId: "x"})
			return err
		},
		func() error { _, err := w.query.Name(f.Ctx, &types.QueryNameRequest{Name: "x"}); return err },
		func() error {
			_, err := w.query.ProgramArtefact(f.Ctx, &types.QueryProgramArtefactRequest{ProgramId: "x"})
			return err
		},
		func() error {
			_, err := w.query.Gate(f.Ctx, &types.QueryGateRequest{ArtefactId: made.images})
			return err
		},
	} {
		require.ErrorContains(t, missing(), "code = NotFound")
	}
}

// A lineage bomb: the longest and widest there can be, each layer made from every one of the layer before. What one answer and one royalty
// look at stays bounded.
func TestALineageBombIsTruncated(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	ada := f.Addr("ada")
	f.Fund(ada, "1000usure")
	const width = 16
	var above []types.Parent
	var last string
	for layer := range 20 {
		var made []types.Parent
		for i := range width {
			name := fmt.Sprintf("ada-bomb/l%d-%d", layer, i)
			id, err := w.keeper.Register(f.Ctx, ada, name, coreOf(types.KindModel, name, "1.0.0", "MIT"), above)
			require.NoError(t, err)
			made = append(made, types.Parent{ParentId: id, Relation: types.RelationMerge})
			last = id
		}
		above = made
	}
	lineage, err := w.query.Lineage(f.Ctx, &types.QueryLineageRequest{ArtefactId: last})
	require.NoError(t, err)
	require.True(t, lineage.Truncated)
	require.Len(t, lineage.Artefacts, 256)
	w.programs[programID("bomb")] = f.Bech32(ada)
	require.NoError(t, w.keeper.LinkProgram(f.Ctx, ada, last, programID("bomb")))
	gas := f.Gas(func(ctx sdk.Context) error { return w.keeper.OpenRoyalty(ctx, leaseID, programID("bomb")) })
	require.Less(t, gas, uint64(8_000_000), "the dearest lease there can be")
}

// The work of a block is what items_per_block deals cost, however many are due.
func TestManyDealsDueInOneBlockAreDrainedByTheFifty(t *testing.T) {
	deals := func(number int) (*fixture.Fixture, world) {
		f, w, made := populated(t)
		sam := f.Addr("sam")
		f.Fund(sam, "1000000usure")
		for range number {
			_, err := w.keeper.OfferStorage(f.Ctx, sam, types.Deal{ArtefactId: made.images, Reward: coin(1), Bond: coin(1), Periods: 1, PeriodBlocks: 600})
			require.NoError(t, err)
		}
		f.AtHeight(700_000)
		return f, w
	}
	few, small := deals(50)
	bound := few.Gas(func(ctx sdk.Context) error { return small.keeper.EndBlock(ctx) })
	f, w := deals(1_000)
	used := f.Gas(func(ctx sdk.Context) error { return w.keeper.EndBlock(ctx) })
	require.LessOrEqual(t, used, bound+bound/10)
	for range 40 {
		f.NextBlock()
		require.NoError(t, w.keeper.EndBlock(f.Ctx))
	}
	require.NoError(t, w.keeper.Invariants(f.Ctx))
}
