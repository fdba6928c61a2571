package types_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/codec/address"

	"github.com/suretynetwork/surety/x/provider/types"
)

func provideBond() math.Int { return math.NewInt(1_000_000) }

var (
	addresses = address.NewBech32Codec("surety")
	ada       = mustText(make([]byte, 20))
	carl      = mustText(append(make([]byte, 19), 1))
)

func mustText(addr []byte) string {
	text, err := addresses.BytesToString(addr)
	if err != nil {
		panic(err)
	}
	return text
}

// genesis has one provider with 5 allocated and 3 unbonding.
func genesis(t *testing.T) types.GenesisState {
	t.Helper()
	p := profile()
	p.Attributes = []types.Attribute{{Key: "region", Value: "eu"}}
	provider, err := types.NewProvider(ada, p, provideBond(), 7)
	require.NoError(t, err)
	provider.Bond.Allocated, provider.Allocations = math.NewInt(5), 1
	provider.Bond.Unbonding, provider.UnbondingEntries, provider.UnbondingSequence = math.NewInt(3), 1, 4
	return types.GenesisState{
		Params:       types.DefaultParams(),
		Providers:    []types.Provider{provider},
		Allocations:  []types.Allocation{{Provider: ada, Id: "lease/1", Amount: math.NewInt(5)}},
		Unbondings:   []types.Unbonding{{Provider: ada, Sequence: 3, Amount: math.NewInt(3), CompletionHeight: 9}},
		Endorsements: []types.Endorsement{{Provider: ada, Attester: carl, Key: "region", Value: "eu", Height: 8}},
	}
}

func TestGenesisValidation(t *testing.T) {
	require.NoError(t, types.DefaultGenesis().Validate(addresses))
	require.NoError(t, genesis(t).Validate(addresses))
	for name, spoil := range map[string]func(*types.GenesisState){
		"parameters out of range":          func(g *types.GenesisState) { g.Params.RewardBps = 5_000 },
		"parameters without a bond":        func(g *types.GenesisState) { g.Params.MinBond = math.Int{} },
		"a provider twice":                 func(g *types.GenesisState) { g.Providers = append(g.Providers, g.Providers[0]) },
		"a provider without an address":    func(g *types.GenesisState) { g.Providers[0].Address = "" },
		"a provider without a state":       func(g *types.GenesisState) { g.Providers[0].State = 0 },
		"a provider without a bond":        func(g *types.GenesisState) { g.Providers[0].Bond = types.Bond{} },
		"a negative bond":                  func(g *types.GenesisState) { g.Providers[0].Bond.Free = math.NewInt(-1) },
		"a bond that overflows":            func(g *types.GenesisState) { g.Providers[0].Bond.Free = largest() },
		"attributes without their heights": func(g *types.GenesisState) { g.Providers[0].AttributeHeights = nil },
		"attributes out of order": func(g *types.GenesisState) {
			g.Providers[0].Attributes = []types.Attribute{{Key: "b", Value: "1"}, {Key: "a", Value: "1"}}
		},
		"a window backwards":                func(g *types.GenesisState) { g.Providers[0].MaintenanceFrom = 9 },
		"a leaving provider with free bond": func(g *types.GenesisState) { g.Providers[0].State = types.ProviderStateDeregistering },
		"a wrong number of allocations":     func(g *types.GenesisState) { g.Providers[0].Allocations = 2 },
		"a wrong sum of allocations":        func(g *types.GenesisState) { g.Allocations[0].Amount = math.NewInt(6) },
		"an allocation of nobody":           func(g *types.GenesisState) { g.Allocations[0].Provider = carl },
		"an allocation twice":               func(g *types.GenesisState) { g.Allocations = append(g.Allocations, g.Allocations[0]) },
		"an allocation without an id":       func(g *types.GenesisState) { g.Allocations[0].Id = "" },
		"an allocation without an amount":   func(g *types.GenesisState) { g.Allocations[0].Amount = math.Int{} },
		"a wrong sum of unbondings":         func(g *types.GenesisState) { g.Unbondings[0].Amount = math.NewInt(2) },
		"an unbonding of nothing":           func(g *types.GenesisState) { g.Unbondings[0].Amount = math.ZeroInt() },
		"an unbonding twice":                func(g *types.GenesisState) { g.Unbondings = append(g.Unbondings, g.Unbondings[0]) },
		"an unbonding of nobody":            func(g *types.GenesisState) { g.Unbondings[0].Provider = carl },
		"a sequence yet to come":            func(g *types.GenesisState) { g.Providers[0].UnbondingSequence = 3 },
		"an endorsement twice":              func(g *types.GenesisState) { g.Endorsements = append(g.Endorsements, g.Endorsements[0]) },
		"an endorsement of oneself":         func(g *types.GenesisState) { g.Endorsements[0].Attester = ada },
		"an endorsement by nobody":          func(g *types.GenesisState) { g.Endorsements[0].Attester = "x" },
		"an endorsement of nothing":         func(g *types.GenesisState) { g.Endorsements[0].Key = "" },
	} {
		t.Run(name, func(t *testing.T) {
			g := genesis(t)
			spoil(&g)
			require.Error(t, g.Validate(addresses))
		})
	}
}

func TestAllocationIDs(t *testing.T) {
	require.NoError(t, types.ValidateAllocationID("surety1x/7/surety1y"))
	for _, id := range []string{"", "a b", "a\x00", string(make([]byte, 257))} {
		require.ErrorIs(t, types.ValidateAllocationID(id), types.ErrInvalidAllocation)
	}
}
