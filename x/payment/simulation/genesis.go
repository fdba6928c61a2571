// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/payment/types"
)

// RandomGenesis starts with the simulation's coin allowed, so that other modules' orders can be paid, and no money in flight: the
// simulated bank knows nothing of sub-accounts.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	if state.BondDenom != types.DefaultDenom && state.BondDenom != "" {
		genesis.Params.AllowedDenoms = append(genesis.Params.AllowedDenoms, state.BondDenom)
	}
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}
