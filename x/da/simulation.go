package da

import (
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/da/simulation"
)

// GenerateGenesisState makes the state that a simulation starts from.
func (AppModule) GenerateGenesisState(state *module.SimulationState) { simulation.RandomGenesis(state) }

// WeightedOperationsX registers the messages of posters and watchers.
func (am AppModule) WeightedOperationsX(weights simsx.WeightSource, reg simsx.Registry) {
	celestia := simulation.NewCelestia()
	reg.Add(weights.Get("da_update_client", 30), simulation.MsgUpdateClientFactory(am.keeper, celestia))
	reg.Add(weights.Get("da_record_batch", 20), simulation.MsgRecordBatchFactory(am.keeper, celestia))
	reg.Add(weights.Get("da_submit_misbehaviour", 1), simulation.MsgSubmitMisbehaviourFactory(am.keeper, celestia))
}

// ProposalMsgsX registers the governed messages.
func (am AppModule) ProposalMsgsX(weights simsx.WeightSource, reg simsx.Registry) {
	celestia := simulation.NewCelestia()
	reg.Add(weights.Get("da_update_params", 5), simulation.MsgUpdateParamsFactory(am.keeper))
	reg.Add(weights.Get("da_trust_header", 5), simulation.MsgTrustHeaderFactory(am.keeper, celestia))
	reg.Add(weights.Get("da_rewind_batches", 2), simulation.MsgRewindBatchesFactory(am.keeper))
}
