package provider

import (
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/provider/simulation"
)

// GenerateGenesisState makes the state that a simulation starts from.
func (AppModule) GenerateGenesisState(state *module.SimulationState) { simulation.RandomGenesis(state) }

// WeightedOperationsX registers the user's messages.
func (am AppModule) WeightedOperationsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("provider_register", 60), simulation.MsgRegisterProviderFactory(am.keeper))
	reg.Add(weights.Get("provider_update", 20), simulation.MsgUpdateProviderFactory(am.keeper))
	reg.Add(weights.Get("provider_bond", 40), simulation.MsgBondFactory(am.keeper))
	reg.Add(weights.Get("provider_unbond", 30), simulation.MsgUnbondFactory(am.keeper))
	reg.Add(weights.Get("provider_deregister", 5), simulation.MsgDeregisterProviderFactory(am.keeper))
	reg.Add(weights.Get("provider_endorse", 20), simulation.MsgEndorseAttributeFactory(am.keeper))
	reg.Add(weights.Get("provider_revoke", 5), simulation.MsgRevokeEndorsementFactory(am.keeper))
}

// ProposalMsgsX registers the governed messages.
func (am AppModule) ProposalMsgsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("provider_update_params", 5), simulation.MsgUpdateParamsFactory(am.keeper))
}
