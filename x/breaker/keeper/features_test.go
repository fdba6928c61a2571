package keeper_test

import (
	"strings"
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/testutil/features"
	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/breaker/keeper"
	"github.com/suretynetwork/surety/x/breaker/types"
)

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature")
	features.Common(runner, func(s *suite) *features.World { return &s.World }).
		Step(`^([a-z]+) stops "([^"]*)"$`, (*suite).stop).
		Step(`^([a-z]+) resumes "([^"]*)"$`, (*suite).resume).
		Step(`^"([^"]*)" is refused$`, func(s *suite, url string) { s.allowed(url, false) }).
		Step(`^"([^"]*)" is accepted$`, func(s *suite, url string) { s.allowed(url, true) }).
		Step(`^it fails as unauthorised$`, func(s *suite) { require.ErrorIs(s, s.Err(), sdkerrors.ErrUnauthorized) }).
		Run()
}

type suite struct {
	gocuke.TestingT
	features.World

	keeper *keeper.Keeper
}

func newKeeper(tb fixture.TB, f *fixture.Fixture) *keeper.Keeper {
	sdk.RegisterInterfaces(f.Registry)
	types.RegisterInterfaces(f.Registry)
	k, err := keeper.NewKeeper(f.Registry, f.StoreService(types.StoreKey), f.Authority)
	require.NoError(tb, err)
	return k
}

func (s *suite) Before() {
	s.Open(s.TestingT, types.StoreKey)
	s.keeper = newKeeper(s.TestingT, s.Fixture)
}

func (s *suite) After() { s.Close() }

func (s *suite) signer(name string) string {
	if name == "governance" {
		return s.Authority
	}
	return s.Bech32(s.Who(name))
}

func (s *suite) stop(who, urls string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := keeper.NewMsgServer(s.keeper).Stop(ctx, &types.MsgStop{Authority: s.signer(who), TypeUrls: strings.Fields(urls)})
		return err
	})
}

func (s *suite) resume(who, urls string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := keeper.NewMsgServer(s.keeper).Resume(ctx, &types.MsgResume{Authority: s.signer(who), TypeUrls: strings.Fields(urls)})
		return err
	})
}

func (s *suite) allowed(url string, want bool) {
	allowed, err := s.keeper.IsAllowed(s.Ctx, url)
	require.NoError(s, err)
	require.Equal(s, want, allowed, url)
}

func TestGenesisAndQuery(t *testing.T) {
	state := &types.GenesisState{Stopped: []string{"/cosmos.bank.v1beta1.MsgMultiSend", "/cosmos.bank.v1beta1.MsgSend"}}
	f := fixture.New(t, types.StoreKey)
	k := newKeeper(t, f)
	require.NoError(t, k.InitGenesis(f.Ctx, state))
	exported, err := k.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Equal(t, state, exported)

	first, err := keeper.NewQueryServer(k).Stopped(f.Ctx, &types.QueryStoppedRequest{Pagination: &query.PageRequest{Limit: 1}})
	require.NoError(t, err)
	require.Equal(t, state.Stopped[:1], first.TypeUrls)
	rest, err := keeper.NewQueryServer(k).Stopped(f.Ctx,
		&types.QueryStoppedRequest{Pagination: &query.PageRequest{Key: first.Pagination.NextKey}})
	require.NoError(t, err)
	require.Equal(t, state.Stopped[1:], rest.TypeUrls)

	unsorted := &types.GenesisState{Stopped: []string{"/b", "/a"}}
	require.ErrorIs(t, k.InitGenesis(f.Ctx, unsorted), types.ErrInvalidMessages)
	guarded := &types.GenesisState{Stopped: []string{"/cosmos.gov.v1.MsgVote"}}
	require.ErrorIs(t, k.InitGenesis(f.Ctx, guarded), types.ErrNeverStopped)
}
