// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/artefact/types"
)

// RandomGenesis starts without artefacts, with short times so that a simulation of a hundred blocks sees them end.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	denom := genesis.Params.ClaimFee.Denom
	if state.BondDenom != "" {
		denom = state.BondDenom
	}
	genesis.Params.ClaimFee = sdk.NewCoin(denom, math.NewInt(int64(state.Rand.Intn(100))))
	genesis.Params.RequestBlocks = int64(1 + state.Rand.Intn(20))
	genesis.Params.OfferBlocks = int64(1 + state.Rand.Intn(20))
	genesis.Params.AnswerBlocks = int64(1 + state.Rand.Intn(5))
	genesis.Params.MinPeriodBlocks = 1
	genesis.Params.ItemsPerBlock = uint32(1 + state.Rand.Intn(5))
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}
