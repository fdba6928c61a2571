// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/provider/types"
)

// RandomGenesis starts without providers, with a short unbonding so that a simulation of a hundred blocks sees it end, and with the
// simulation's coin as the bond denomination.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	genesis.Params.MinBond = math.NewInt(int64(1 + state.Rand.Intn(1_000)))
	genesis.Params.UnbondingBlocks = int64(1 + state.Rand.Intn(20))
	genesis.Params.MaxUnbondingEntries = uint32(1 + state.Rand.Intn(16))
	genesis.Params.MaxUnbondingsPerBlock = uint32(1 + state.Rand.Intn(5))
	genesis.Params.RewardBps = uint32(state.Rand.Intn(types.MaxRewardBps + 1))
	if state.BondDenom != "" {
		genesis.Params.BondDenom = state.BondDenom
	}
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}
