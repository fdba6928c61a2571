package attestation

import (
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/attestation/simulation"
)

// GenerateGenesisState makes the state that a simulation starts from.
func (AppModule) GenerateGenesisState(state *module.SimulationState) { simulation.RandomGenesis(state) }

// WeightedOperationsX registers the user's messages.
func (am AppModule) WeightedOperationsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("attestation_register_schema", 20), simulation.MsgRegisterSchemaFactory(am.keeper))
	reg.Add(weights.Get("attestation_attest", 60), simulation.MsgAttestFactory(am.keeper))
	reg.Add(weights.Get("attestation_multi_attest", 20), simulation.MsgMultiAttestFactory(am.keeper))
	reg.Add(weights.Get("attestation_delegated_attest", 20), simulation.MsgDelegatedAttestFactory(am.keeper))
	reg.Add(weights.Get("attestation_revoke", 20), simulation.MsgRevokeFactory(am.keeper))
	reg.Add(weights.Get("attestation_set_revoker", 5), simulation.MsgSetRevokerFactory(am.keeper))
	reg.Add(weights.Get("attestation_timestamp", 10), simulation.MsgTimestampFactory())
	reg.Add(weights.Get("attestation_revoke_offchain", 10), simulation.MsgRevokeOffchainFactory())
	reg.Add(weights.Get("attestation_anchor", 10), simulation.MsgAnchorBatchFactory())
	reg.Add(weights.Get("attestation_revoke_anchored", 10), simulation.MsgRevokeAnchoredFactory(am.keeper))
	reg.Add(weights.Get("attestation_dispute", 20), simulation.MsgOpenDisputeFactory(am.keeper))
	reg.Add(weights.Get("attestation_nonce", 5), simulation.MsgIncreaseNonceFactory(am.keeper))
}

// ProposalMsgsX registers the governed messages.
func (am AppModule) ProposalMsgsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("attestation_decide", 10), simulation.MsgDecideDisputeFactory(am.keeper))
	reg.Add(weights.Get("attestation_update_params", 5), simulation.MsgUpdateParamsFactory(am.keeper))
}
