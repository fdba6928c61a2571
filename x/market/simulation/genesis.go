// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/market/types"
)

// RandomGenesis starts without orders, with small fees in the simulation's coin, and with few steps per block so that queues build up.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	denom := genesis.Params.OrderFee.Denom
	if state.BondDenom != "" {
		denom = state.BondDenom
	}
	genesis.Params.OrderFee = sdk.NewCoin(denom, math.NewInt(int64(state.Rand.Intn(100))))
	genesis.Params.BidDeposit = sdk.NewCoin(denom, math.NewInt(int64(state.Rand.Intn(100))))
	genesis.Params.MaxBidsPerOrder = uint32(1 + state.Rand.Intn(8))
	genesis.Params.MinWindowBlocks = 1
	genesis.Params.OrdersPerBlock = uint32(1 + state.Rand.Intn(5))
	genesis.Params.LeasesPerBlock = uint32(1 + state.Rand.Intn(5))
	genesis.Params.ClosingNoticeBlocks = int64(1 + state.Rand.Intn(3))
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}
