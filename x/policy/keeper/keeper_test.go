package keeper_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/policy/keeper"
	"github.com/suretynetwork/surety/x/policy/types"
)

// populated has two policies of ada's, one with two versions, one of bob's, and an approval.
func populated(t *testing.T) (*fixture.Fixture, world) {
	t.Helper()
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	f.Fund(f.Addr("ada"), "100usure")
	f.Fund(f.Addr("bob"), "100usure")
	for _, publish := range [][2]string{{"ada", "a"}, {"ada", "b"}, {"ada", "a"}, {"bob", "a"}} {
		_, err := w.keeper.Publish(f.Ctx, f.Addr(publish[0]), publish[1], aContent(f))
		require.NoError(t, err)
	}
	require.NoError(t, w.keeper.Retire(f.Ctx, f.Addr("ada"), "b", true))
	order := anOrder(f)
	require.NoError(t, w.keeper.Approve(f.Ctx, f.Addr("carl"), order.ID, order.Hash))
	return f, w
}

func aContent(f *fixture.Fixture) types.Content {
	return types.Content{
		Title: "Models we run",
		Rules: []types.Rule{
			{Id: "how", Kind: types.RuleVerification, MinWindowBlocks: 5, MinBond: math.ZeroInt()},
			{
				Id: "region", Kind: types.RuleAttribute, Target: types.TargetProvider, Attribute: "region", Values: []string{"eu"},
				AnyOf: []string{f.Bech32(f.Addr("dora"))}, MinBond: math.ZeroInt(),
			},
		},
		Controls: []types.Mapping{{Framework: types.AIRMF, ControlId: "MEASURE 2.8", RuleIds: []string{"how"}}},
	}
}

func TestNewKeeperRefusesAnAuthorityThatIsNoAddress(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	_, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, "governance", keeper.Deps{})
	require.ErrorContains(t, err, `authority "governance"`)
}

func TestGenesisComesBackAsItWas(t *testing.T) {
	f, w := populated(t)
	exported, err := w.keeper.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Len(t, exported.Policies, 4)
	other := fixture.New(t, storeKeys...)
	again := newWorld(t, other)
	require.NoError(t, again.keeper.InitGenesis(other.Ctx, exported))
	require.NoError(t, again.keeper.Invariants(other.Ctx))
	second, err := again.keeper.ExportGenesis(other.Ctx)
	require.NoError(t, err)
	require.Equal(t, f.Codec.MustMarshalJSON(exported), f.Codec.MustMarshalJSON(second))
}

func TestGenesisValidation(t *testing.T) {
	f, w := populated(t)
	for name, test := range map[string]struct {
		spoil func(*types.GenesisState)
		text  string
	}{
		"a limit of nothing":           {func(g *types.GenesisState) { g.Params.MaxRules = 0 }, "max_rules is 0"},
		"a name twice":                 {func(g *types.GenesisState) { g.Heads = append(g.Heads, g.Heads[0]) }, "is there twice"},
		"a name that is none":          {func(g *types.GenesisState) { g.Heads[0].Name = "A" }, `the name "A"`},
		"a version that is not there":  {func(g *types.GenesisState) { g.Heads[0].Latest++ }, "4 versions, the names say 5"},
		"a version of another name":    {func(g *types.GenesisState) { g.Policies[0].Name = "c" }, "is not a version of"},
		"a policy under another id":    {func(g *types.GenesisState) { g.Policies[0].Id = "x" }, "the policy x is there twice, is not a version"},
		"a policy that breaks a rule":  {func(g *types.GenesisState) { g.Policies[0].Content.Rules[0].Id = "A" }, `the id "A"`},
		"an approval twice":            {func(g *types.GenesisState) { g.Approvals = append(g.Approvals, g.Approvals[0]) }, "is there twice"},
		"an approval of no hash":       {func(g *types.GenesisState) { g.Approvals[0].OrderHash = "12" }, "it has 64 hex digits"},
		"an approval by nobody":        {func(g *types.GenesisState) { g.Approvals[0].Approver = "carl" }, `approver "carl"`},
		"an approval of a long order":  {func(g *types.GenesisState) { g.Approvals[0].OrderId = strings.Repeat("x", 129) }, "1 to 128 bytes"},
		"a height before the first":    {func(g *types.GenesisState) { g.Approvals[0].Height = -1 }, "has the height -1"},
		"a policy's height before one": {func(g *types.GenesisState) { g.Policies[0].Height = -1 }, "has the height -1"},
	} {
		t.Run(name, func(t *testing.T) {
			genesis, err := w.keeper.ExportGenesis(f.Ctx)
			require.NoError(t, err)
			require.NoError(t, genesis.Validate(f.Addresses))
			test.spoil(genesis)
			require.ErrorContains(t, genesis.Validate(f.Addresses), test.text)
		})
	}
}

func TestInvariantsNoticeAPolicyUnderAnotherKey(t *testing.T) {
	f, w := populated(t)
	require.NoError(t, w.keeper.Invariants(f.Ctx))
	iterator, err := w.keeper.Policies.Iterate(f.Ctx, nil)
	require.NoError(t, err)
	stored, err := iterator.KeyValues()
	require.NoError(t, err)
	require.NoError(t, w.keeper.Policies.Set(f.Ctx, stored[0].Key, stored[1].Value))
	require.NoError(t, w.keeper.Policies.Set(f.Ctx, stored[1].Key, stored[0].Value))
	require.ErrorContains(t, w.keeper.Invariants(f.Ctx), stored[1].Value.Id+" is under another key")
}

func TestQueries(t *testing.T) {
	f, w := populated(t)
	ada := f.Bech32(f.Addr("ada"))
	policies, err := w.query.Policies(f.Ctx, &types.QueryPoliciesRequest{Owner: ada})
	require.NoError(t, err)
	require.Len(t, policies.Heads, 2)
	require.True(t, policies.Heads[1].Retired)
	policies, err = w.query.Policies(f.Ctx, &types.QueryPoliciesRequest{Pagination: &query.PageRequest{Limit: 2}})
	require.NoError(t, err)
	require.Len(t, policies.Heads, 2)
	require.NotEmpty(t, policies.Pagination.NextKey)
	order := anOrder(f)
	approvals, err := w.query.Approvals(f.Ctx, &types.QueryApprovalsRequest{OrderId: order.ID})
	require.NoError(t, err)
	require.Len(t, approvals.Approvals, 1)
	params, err := w.query.Params(f.Ctx, &types.QueryParamsRequest{})
	require.NoError(t, err)
	require.EqualValues(t, 32, params.Params.MaxRules)

	_, err = w.query.Policy(f.Ctx, &types.QueryPolicyRequest{PolicyId: ada + "/c"})
	require.Equal(t, codes.NotFound, status.Code(err))
	_, err = w.query.Policy(f.Ctx, &types.QueryPolicyRequest{PolicyId: strings.Repeat("x", 1_000)})
	require.Equal(t, codes.InvalidArgument, status.Code(err))
	_, err = w.query.Policies(f.Ctx, &types.QueryPoliciesRequest{Owner: "ada"})
	require.Equal(t, codes.InvalidArgument, status.Code(err))
	_, err = w.query.Controls(f.Ctx, &types.QueryControlsRequest{Framework: "iso"})
	require.Equal(t, codes.InvalidArgument, status.Code(err))
}

func TestTheFrameworksAreWhole(t *testing.T) {
	rmf, err := types.Controls(types.AIRMF)
	require.NoError(t, err)
	require.Len(t, rmf, 72)
	counts := map[string]int{}
	for _, control := range rmf {
		counts[strings.Fields(control.Id)[0]]++
	}
	require.Equal(t, map[string]int{"GOVERN": 19, "MAP": 18, "MEASURE": 22, "MANAGE": 13}, counts)
	act, err := types.Controls(types.EUAIAct)
	require.NoError(t, err)
	for _, framework := range [][]types.Control{rmf, act} {
		seen := map[string]bool{}
		for _, control := range framework {
			require.False(t, seen[control.Id], control.Id)
			require.NotEmpty(t, control.Title, control.Id)
			seen[control.Id] = true
		}
	}
}

// A policy can map every control there is, and whoever lists it reads what was written.
func TestAPolicyCanMapEverything(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	f.Fund(f.Addr("ada"), "10usure")
	content := aContent(f)
	content.Controls = nil
	for _, framework := range []string{types.AIRMF, types.EUAIAct} {
		controls, err := types.Controls(framework)
		require.NoError(t, err)
		for _, control := range controls {
			content.Controls = append(content.Controls, types.Mapping{Framework: framework, ControlId: control.Id, RuleIds: []string{"how"}})
		}
	}
	id, err := w.keeper.Publish(f.Ctx, f.Addr("ada"), "everything", content)
	require.NoError(t, err)
	response, err := w.query.Policy(f.Ctx, &types.QueryPolicyRequest{PolicyId: id})
	require.NoError(t, err)
	require.Equal(t, content, response.Policy.Content)
}

func TestProvidersAreNotAskedForEverSoMuch(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	f.Fund(f.Addr("ada"), "10usure")
	content := types.Content{Title: "too much"}
	var accounts []string
	for i := range 8 {
		accounts = append(accounts, f.Bech32(f.Addr(fmt.Sprintf("attester %d", i))))
	}
	for i := range 5 {
		content.Rules = append(content.Rules, types.Rule{
			Id: fmt.Sprintf("r%d", i), Kind: types.RuleAttested, Target: types.TargetProvider, Schema: "0x" + hash("schema"), AllOf: accounts,
			AnyOf: accounts, MinBond: math.ZeroInt(),
		})
	}
	id, err := w.keeper.Publish(f.Ctx, f.Addr("ada"), "much", content)
	require.NoError(t, err)
	_, err = w.keeper.Resolve(f.Ctx, []string{id})
	require.EqualError(t, err, "80 records on each provider, at most 64 are possible; name fewer policies: policies look at too many records")
}

func TestGas(t *testing.T) {
	f, w := populated(t)
	f.NextBlock()
	ada, carl, order := f.Bech32(f.Addr("ada")), f.Bech32(f.Addr("carl")), anOrder(f)
	measure := func(name string, run func(ctx sdk.Context) error) {
		golden.Gas(t, "testdata/gas.json", name, f.Gas(run))
	}
	measure("MsgPublishPolicy", func(ctx sdk.Context) error {
		_, err := w.msgs.PublishPolicy(ctx, &types.MsgPublishPolicy{Owner: ada, Name: "new", Content: aContent(f)})
		return err
	})
	measure("MsgRetirePolicy", func(ctx sdk.Context) error {
		_, err := w.msgs.RetirePolicy(ctx, &types.MsgRetirePolicy{Owner: ada, Name: "a", Retired: true})
		return err
	})
	measure("MsgApproveOrder", func(ctx sdk.Context) error {
		_, err := w.msgs.ApproveOrder(ctx, &types.MsgApproveOrder{Approver: ada, OrderId: order.ID, OrderHash: order.Hash})
		return err
	})
	measure("MsgWithdrawApproval", func(ctx sdk.Context) error {
		_, err := w.msgs.WithdrawApproval(ctx, &types.MsgWithdrawApproval{Approver: carl, OrderId: order.ID})
		return err
	})
	measure("MsgUpdateParams", func(ctx sdk.Context) error {
		_, err := w.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: f.Authority, Params: types.DefaultParams()})
		return err
	})
}
