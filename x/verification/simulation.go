package verification

import (
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/verification/simulation"
)

// GenerateGenesisState makes the state that a simulation starts from.
func (AppModule) GenerateGenesisState(state *module.SimulationState) { simulation.RandomGenesis(state) }

// WeightedOperationsX registers the users' and providers' messages.
func (am AppModule) WeightedOperationsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("verification_register_program", 20), simulation.MsgRegisterProgramFactory(am.keeper))
	reg.Add(weights.Get("verification_update_program", 5), simulation.MsgUpdateProgramFactory(am.keeper))
	reg.Add(weights.Get("verification_commit_receipt", 200), simulation.MsgCommitReceiptFactory(am.keeper))
	reg.Add(weights.Get("verification_submit_receipt", 300), simulation.MsgSubmitReceiptFactory(am.keeper))
	reg.Add(weights.Get("verification_demand_output", 30), simulation.MsgDemandOutputFactory(am.keeper))
	reg.Add(weights.Get("verification_publish_output", 60), simulation.MsgPublishOutputFactory(am.keeper))
	reg.Add(weights.Get("verification_prove_equivocation", 5), simulation.MsgProveEquivocationFactory(am.keeper))
}
