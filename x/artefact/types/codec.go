package types

import (
	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/codec/legacy"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/msgservice"
)

// RegisterLegacyAminoCodec registers the messages for hardware wallets.
func RegisterLegacyAminoCodec(cdc *codec.LegacyAmino) {
	legacy.RegisterAminoMsg(cdc, &MsgRegisterArtefact{}, "surety/artefact/RegisterArtefact")
	legacy.RegisterAminoMsg(cdc, &MsgAddVersion{}, "surety/artefact/AddVersion")
	legacy.RegisterAminoMsg(cdc, &MsgDeclareParent{}, "surety/artefact/DeclareParent")
	legacy.RegisterAminoMsg(cdc, &MsgAnswerEdge{}, "surety/artefact/AnswerEdge")
	legacy.RegisterAminoMsg(cdc, &MsgSetStatus{}, "surety/artefact/SetStatus")
	legacy.RegisterAminoMsg(cdc, &MsgOfferTransfer{}, "surety/artefact/OfferTransfer")
	legacy.RegisterAminoMsg(cdc, &MsgAcceptTransfer{}, "surety/artefact/AcceptTransfer")
	legacy.RegisterAminoMsg(cdc, &MsgLinkProgram{}, "surety/artefact/LinkProgram")
	legacy.RegisterAminoMsg(cdc, &MsgSetRoyalty{}, "surety/artefact/SetRoyalty")
	legacy.RegisterAminoMsg(cdc, &MsgSetGate{}, "surety/artefact/SetGate")
	legacy.RegisterAminoMsg(cdc, &MsgRequestLicence{}, "surety/artefact/RequestLicence")
	legacy.RegisterAminoMsg(cdc, &MsgGrantLicence{}, "surety/artefact/GrantLicence")
	legacy.RegisterAminoMsg(cdc, &MsgOfferStorage{}, "surety/artefact/OfferStorage")
	legacy.RegisterAminoMsg(cdc, &MsgWithdrawOffer{}, "surety/artefact/WithdrawOffer")
	legacy.RegisterAminoMsg(cdc, &MsgPledgeStorage{}, "surety/artefact/PledgeStorage")
	legacy.RegisterAminoMsg(cdc, &MsgProvePossession{}, "surety/artefact/ProvePossession")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateParams{}, "surety/artefact/UpdateParams")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil),
		&MsgRegisterArtefact{}, &MsgAddVersion{}, &MsgDeclareParent{}, &MsgAnswerEdge{}, &MsgSetStatus{}, &MsgOfferTransfer{}, &MsgAcceptTransfer{}, &MsgLinkProgram{}, &MsgSetRoyalty{}, &MsgSetGate{}, &MsgRequestLicence{}, &MsgGrantLicence{}, &MsgOfferStorage{}, &MsgWithdrawOffer{}, &MsgPledgeStorage{}, &MsgProvePossession{}, &MsgUpdateParams{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
