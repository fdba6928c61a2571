// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/attestation/types"
)

// RandomGenesis starts without attestations, with short disputes so that a simulation of a hundred blocks sees them lapse, and with the
// simulation's coin for values and bonds.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	genesis.Params.MaxBatch = uint32(4 + state.Rand.Intn(20))
	genesis.Params.DisputeBlocks = int64(1 + state.Rand.Intn(20))
	genesis.Params.MaxDrainedPerBlock = uint32(1 + state.Rand.Intn(3))
	denom := genesis.Params.ValueDenom
	if state.BondDenom != "" {
		denom = state.BondDenom
	}
	genesis.Params.ValueDenom = denom
	genesis.Params.DisputeBond = sdk.NewCoin(denom, math.NewInt(int64(1+state.Rand.Intn(1_000))))
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}
