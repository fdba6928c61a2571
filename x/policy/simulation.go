package policy

import (
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/policy/simulation"
)

// GenerateGenesisState makes the state that a simulation starts from.
func (AppModule) GenerateGenesisState(state *module.SimulationState) { simulation.RandomGenesis(state) }

// WeightedOperationsX registers the user's messages.
func (am AppModule) WeightedOperationsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("policy_publish", 20), simulation.MsgPublishPolicyFactory(am.keeper))
	reg.Add(weights.Get("policy_retire", 5), simulation.MsgRetirePolicyFactory(am.keeper))
	reg.Add(weights.Get("policy_approve", 20), simulation.MsgApproveOrderFactory(am.keeper))
	reg.Add(weights.Get("policy_withdraw", 5), simulation.MsgWithdrawApprovalFactory(am.keeper))
}

// ProposalMsgsX registers the governed messages.
func (am AppModule) ProposalMsgsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("policy_update_params", 5), simulation.MsgUpdateParamsFactory(am.keeper))
}
