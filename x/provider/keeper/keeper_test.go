package keeper_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"
	sdkmath "cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/provider/keeper"
	"github.com/suretynetwork/surety/x/provider/types"
)

// populated has ada with an allocation, an unbonding and an endorsement by carl, and bob who is leaving.
func populated(t *testing.T, extraStores ...string) (*fixture.Fixture, world) {
	t.Helper()
	f := fixture.New(t, append(extraStores, storeKeys...)...)
	w := newWorld(t, f)
	for _, name := range []string{"ada", "bob"} {
		f.Fund(f.Addr(name), "3000000usure")
		msg := registerMsg(f, name, "3000000usure")
		msg.Attributes = []string{"region=eu"}
		_, err := w.msgs.RegisterProvider(f.Ctx, msg)
		require.NoError(t, err)
	}
	ada, carl := f.Addr("ada"), f.Addr("carl")
	require.NoError(t, w.keeper.Allocate(f.Ctx, ada, "lease/1", sdkmath.NewInt(700_000)))
	_, err := w.keeper.Unbond(f.Ctx, ada, parseCoin("5usure"))
	require.NoError(t, err)
	require.NoError(t, w.keeper.Endorse(f.Ctx, carl, ada, types.Attribute{Key: "region", Value: "eu"}))
	require.NoError(t, w.keeper.Deregister(f.Ctx, f.Addr("bob")))
	require.NoError(t, w.keeper.Invariants(f.Ctx))
	return f, w
}

func TestNewKeeperRefusesAnAuthorityThatIsNoAddress(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	_, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, "governance", f.Account, f.Bank, nil)
	require.ErrorContains(t, err, `provider: authority "governance"`)
}

func TestGenesisComesBackAsItWas(t *testing.T) {
	f, w := populated(t, "second")
	exported, err := w.keeper.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Len(t, exported.Providers, 2)
	require.Len(t, exported.Allocations, 1)
	require.Len(t, exported.Unbondings, 2)
	require.Len(t, exported.Endorsements, 1)

	again := newKeeper(t, f, "second", nil)
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

func TestGenesisWithoutTheMoneyIsRefused(t *testing.T) {
	f, w := populated(t, "second")
	exported, err := w.keeper.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	bond := types.BondAddress(f.Addr("ada"))
	require.NoError(t, f.Bank.SendCoins(f.Ctx, bond, f.Addr("eve"), sdk.NewCoins(parseCoin("1usure"))))
	require.EqualError(t, newKeeper(t, f, "second", nil).InitGenesis(f.Ctx, exported), fmt.Sprintf(
		"provider %s has a bond of 3000000 and its sub-account holds 2999999usure", f.Bech32(f.Addr("ada"))))
}

func TestInvariantsNoticeWhatIsWrong(t *testing.T) {
	change := func(t *testing.T, f *fixture.Fixture, w world, spoil func(*types.Provider)) {
		t.Helper()
		provider, err := w.keeper.GetProvider(f.Ctx, f.Addr("ada"))
		require.NoError(t, err)
		spoil(&provider)
		require.NoError(t, w.keeper.Providers.Set(f.Ctx, f.Addr("ada"), provider))
	}
	for name, spoil := range map[string]func(*testing.T, *fixture.Fixture, world){
		"a bond greater than its sub-account": func(t *testing.T, f *fixture.Fixture, w world) {
			change(t, f, w, func(p *types.Provider) { p.Bond.Free = p.Bond.Free.AddRaw(1) })
		},
		"an allocation less than the bond says": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.keeper.Allocations.Set(f.Ctx, collections.Join(f.Addr("ada"), "lease/1"), sdkmath.OneInt()))
		},
		"a wrong counter": func(t *testing.T, f *fixture.Fixture, w world) {
			change(t, f, w, func(p *types.Provider) { p.Allocations++ })
		},
		"an unbonding that is not in the queue": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.keeper.UnbondingQueue.Clear(f.Ctx, nil))
		},
		"a queue key without an unbonding": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.keeper.UnbondingQueue.Set(f.Ctx, collections.Join3(int64(1), f.Addr("ada"), uint64(9))))
		},
		"an attribute that is not in the index": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.keeper.Attributes.Remove(f.Ctx, collections.Join3("region", "eu", f.Addr("ada"))))
		},
		"an index entry without an attribute": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.keeper.Attributes.Set(f.Ctx, collections.Join3("region", "us", f.Addr("ada"))))
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, w := populated(t)
			spoil(t, f, w)
			require.Error(t, w.keeper.Invariants(f.Ctx))
		})
	}
}

func TestGenesisMakesTheModuleAccount(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	module := f.Account.GetModuleAddress(types.ModuleName)
	f.Account.RemoveAccount(f.Ctx, f.Account.GetAccount(f.Ctx, module))
	newWorld(t, f)
	_, is := f.Account.GetAccount(f.Ctx, module).(sdk.ModuleAccountI)
	require.True(t, is)
}

func TestAGiftToABondChangesNothing(t *testing.T) {
	f, w := populated(t)
	bond := types.BondAddress(f.Addr("ada"))
	before, err := w.keeper.GetProvider(f.Ctx, f.Addr("ada"))
	require.NoError(t, err)
	f.Fund(bond, "999usure")
	require.NoError(t, w.keeper.Invariants(f.Ctx))
	_, err = w.keeper.Slash(f.Ctx, types.SlashRequest{Provider: f.Addr("ada"), AllocationID: "lease/1"})
	require.NoError(t, err)
	after, err := w.keeper.GetProvider(f.Ctx, f.Addr("ada"))
	require.NoError(t, err)
	require.Equal(t, before.Bond.Free, after.Bond.Free)
	require.Equal(t, "2300999", f.Balance(bond, "usure").String(), "the gift stays where it is")
}

func TestQueries(t *testing.T) {
	f, w := populated(t)
	ada := f.Bech32(f.Addr("ada"))

	one, err := w.query.Provider(f.Ctx, &types.QueryProviderRequest{Provider: ada})
	require.NoError(t, err)
	require.Equal(t, "ada", one.Provider.Moniker)

	first, err := w.query.Providers(f.Ctx, &types.QueryProvidersRequest{Pagination: &query.PageRequest{Limit: 1}})
	require.NoError(t, err)
	require.Len(t, first.Providers, 1)
	rest, err := w.query.Providers(f.Ctx, &types.QueryProvidersRequest{Pagination: &query.PageRequest{Key: first.Pagination.NextKey}})
	require.NoError(t, err)
	require.Len(t, rest.Providers, 1)
	require.NotEqual(t, first.Providers[0].Address, rest.Providers[0].Address)

	by, err := w.query.ProvidersByAttribute(f.Ctx, &types.QueryProvidersByAttributeRequest{
		Key: "region", Value: "eu", Pagination: &query.PageRequest{Limit: 1, CountTotal: true},
	})
	require.NoError(t, err)
	require.Len(t, by.Providers, 1)
	require.EqualValues(t, 2, by.Pagination.Total)

	allocations, err := w.query.Allocations(f.Ctx, &types.QueryAllocationsRequest{Provider: ada})
	require.NoError(t, err)
	require.Equal(t, []types.Allocation{{Provider: ada, Id: "lease/1", Amount: sdkmath.NewInt(700_000)}}, allocations.Allocations)

	unbondings, err := w.query.Unbondings(f.Ctx, &types.QueryUnbondingsRequest{Provider: ada})
	require.NoError(t, err)
	require.Len(t, unbondings.Unbondings, 1)

	endorsements, err := w.query.Endorsements(f.Ctx, &types.QueryEndorsementsRequest{Provider: ada})
	require.NoError(t, err)
	require.Len(t, endorsements.Endorsements, 1)

	_, err = w.query.Provider(f.Ctx, &types.QueryProviderRequest{Provider: f.Bech32(f.Addr("eve"))})
	require.ErrorContains(t, err, "code = NotFound")
	_, err = w.query.Unbondings(f.Ctx, &types.QueryUnbondingsRequest{Provider: "x"})
	require.ErrorContains(t, err, "code = InvalidArgument")
	_, err = w.query.ProvidersByAttribute(f.Ctx, &types.QueryProvidersByAttributeRequest{Key: "a\x00b", Value: "c"})
	require.ErrorContains(t, err, "code = InvalidArgument")
}

func TestRecordCountsAndNeverFails(t *testing.T) {
	f, w := populated(t)
	ada := f.Addr("ada")
	for outcome := types.OutcomeLeased; outcome <= types.OutcomeUnresolved; outcome++ {
		w.keeper.Record(f.Ctx, ada, outcome)
	}
	w.keeper.Record(f.Ctx, ada, types.Outcome(99))
	w.keeper.Record(f.Ctx, f.Addr("nobody"), types.OutcomeMissed)
	provider, err := w.keeper.GetProvider(f.Ctx, ada)
	require.NoError(t, err)
	require.Equal(t, types.Reputation{Leases: 1, Completed: 1, Missed: 1, Faulted: 1, Closed: 1, Unresolved: 1}, provider.Reputation)

	provider.Reputation.Missed = math.MaxUint64
	require.NoError(t, w.keeper.Providers.Set(f.Ctx, ada, provider))
	w.keeper.Record(f.Ctx, ada, types.OutcomeMissed)
	provider, err = w.keeper.GetProvider(f.Ctx, ada)
	require.NoError(t, err)
	require.EqualValues(t, uint64(math.MaxUint64), provider.Reputation.Missed)
}

func TestMatchesIsBounded(t *testing.T) {
	f, w := populated(t)
	many := make([]sdk.AccAddress, types.MaxRequiredAttesters+1)
	for _, err := range []error{
		w.keeper.Matches(f.Ctx, f.Addr("ada"), nil, many, nil),
		w.keeper.Matches(f.Ctx, f.Addr("ada"), nil, nil, many),
		w.keeper.Matches(f.Ctx, f.Addr("ada"), make([]types.Attribute, types.MaxRequiredAttributes+1), nil, nil),
	} {
		require.ErrorIs(t, err, types.ErrTooManyRequirements)
	}
}
