package artefact

import (
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/artefact/simulation"
)

// GenerateGenesisState makes the state that a simulation starts from.
func (AppModule) GenerateGenesisState(state *module.SimulationState) { simulation.RandomGenesis(state) }

// WeightedOperationsX registers the user's messages. A program is linked in tests of the application: no simulation registers one.
func (am AppModule) WeightedOperationsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("artefact_register_artefact", 60), simulation.MsgRegisterArtefactFactory(am.keeper))
	reg.Add(weights.Get("artefact_add_version", 30), simulation.MsgAddVersionFactory(am.keeper))
	reg.Add(weights.Get("artefact_declare_parent", 10), simulation.MsgDeclareParentFactory(am.keeper))
	reg.Add(weights.Get("artefact_answer_edge", 10), simulation.MsgAnswerEdgeFactory(am.keeper))
	reg.Add(weights.Get("artefact_set_status", 10), simulation.MsgSetStatusFactory(am.keeper))
	reg.Add(weights.Get("artefact_offer_transfer", 10), simulation.MsgOfferTransferFactory(am.keeper))
	reg.Add(weights.Get("artefact_accept_transfer", 10), simulation.MsgAcceptTransferFactory(am.keeper))
	reg.Add(weights.Get("artefact_set_royalty", 20), simulation.MsgSetRoyaltyFactory(am.keeper))
	reg.Add(weights.Get("artefact_set_gate", 15), simulation.MsgSetGateFactory(am.keeper))
	reg.Add(weights.Get("artefact_request_licence", 20), simulation.MsgRequestLicenceFactory(am.keeper))
	reg.Add(weights.Get("artefact_grant_licence", 20), simulation.MsgGrantLicenceFactory(am.keeper))
	reg.Add(weights.Get("artefact_offer_storage", 20), simulation.MsgOfferStorageFactory(am.keeper))
	reg.Add(weights.Get("artefact_withdraw_offer", 5), simulation.MsgWithdrawOfferFactory(am.keeper))
	reg.Add(weights.Get("artefact_pledge_storage", 20), simulation.MsgPledgeStorageFactory(am.keeper))
	reg.Add(weights.Get("artefact_prove_possession", 40), simulation.MsgProvePossessionFactory(am.keeper))
}

// ProposalMsgsX registers the governed messages.
func (am AppModule) ProposalMsgsX(weights simsx.WeightSource, reg simsx.Registry) {
	reg.Add(weights.Get("artefact_update_params", 5), simulation.MsgUpdateParamsFactory(am.keeper))
}
