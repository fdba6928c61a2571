package market

import (
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/market/simulation"
)

// GenerateGenesisState makes the state that a simulation starts from.
func (AppModule) GenerateGenesisState(state *module.SimulationState) { simulation.RandomGenesis(state) }

// WeightedOperationsX registers the user's messages.
func (am AppModule) WeightedOperationsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("market_place_order", 80), simulation.MsgPlaceOrderFactory(am.keeper))
	reg.Add(weights.Get("market_cancel_order", 5), simulation.MsgCancelOrderFactory(am.keeper))
	reg.Add(weights.Get("market_commit_bid", 100), simulation.MsgCommitBidFactory(am.keeper))
	reg.Add(weights.Get("market_reveal_bid", 120), simulation.MsgRevealBidFactory(am.keeper))
	reg.Add(weights.Get("market_place_bid", 60), simulation.MsgPlaceBidFactory(am.keeper))
	reg.Add(weights.Get("market_award_order", 60), simulation.MsgAwardOrderFactory(am.keeper))
	reg.Add(weights.Get("market_close_lease", 15), simulation.MsgCloseLeaseFactory(am.keeper))
}

// ProposalMsgsX registers the governed messages.
func (am AppModule) ProposalMsgsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("market_update_params", 5), simulation.MsgUpdateParamsFactory(am.keeper))
}
