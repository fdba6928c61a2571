package challenge

import (
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/challenge/simulation"
)

// GenerateGenesisState makes the state that a simulation starts from.
func (AppModule) GenerateGenesisState(state *module.SimulationState) { simulation.RandomGenesis(state) }

// WeightedOperationsX registers the moves of both sides. Those that end a game early are rarer.
func (am AppModule) WeightedOperationsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("challenge_commit", 20), simulation.MsgCommitChallengeFactory(am.keeper))
	reg.Add(weights.Get("challenge_open", 100), simulation.MsgOpenChallengeFactory(am.keeper))
	reg.Add(weights.Get("challenge_demand_trace", 20), simulation.MsgDemandTraceFactory(am.keeper))
	reg.Add(weights.Get("challenge_publish_trace", 60), simulation.MsgPublishTraceFactory(am.keeper))
	reg.Add(weights.Get("challenge_disclose_hashes", 200), simulation.MsgDiscloseHashesFactory(am.keeper))
	reg.Add(weights.Get("challenge_pick_group", 100), simulation.MsgPickGroupFactory(am.keeper))
	reg.Add(weights.Get("challenge_disclose_group", 100), simulation.MsgDiscloseGroupFactory(am.keeper))
	reg.Add(weights.Get("challenge_prove_element", 40), simulation.MsgProveElementFactory(am.keeper))
}
