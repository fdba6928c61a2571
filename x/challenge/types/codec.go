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
	legacy.RegisterAminoMsg(cdc, &MsgCommitChallenge{}, "surety/challenge/CommitChallenge")
	legacy.RegisterAminoMsg(cdc, &MsgOpenChallenge{}, "surety/challenge/OpenChallenge")
	legacy.RegisterAminoMsg(cdc, &MsgDemandTrace{}, "surety/challenge/DemandTrace")
	legacy.RegisterAminoMsg(cdc, &MsgPublishTrace{}, "surety/challenge/PublishTrace")
	legacy.RegisterAminoMsg(cdc, &MsgPublishTraceBlob{}, "surety/challenge/PublishTraceBlob")
	legacy.RegisterAminoMsg(cdc, &MsgProveFalseTrace{}, "surety/challenge/ProveFalseTrace")
	legacy.RegisterAminoMsg(cdc, &MsgDiscloseHashes{}, "surety/challenge/DiscloseHashes")
	legacy.RegisterAminoMsg(cdc, &MsgPickGroup{}, "surety/challenge/PickGroup")
	legacy.RegisterAminoMsg(cdc, &MsgDiscloseGroup{}, "surety/challenge/DiscloseGroup")
	legacy.RegisterAminoMsg(cdc, &MsgProveElement{}, "surety/challenge/ProveElement")
	legacy.RegisterAminoMsg(cdc, &MsgProveMismatch{}, "surety/challenge/ProveMismatch")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateParams{}, "surety/challenge/UpdateParams")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil),
		&MsgCommitChallenge{}, &MsgOpenChallenge{}, &MsgDemandTrace{}, &MsgPublishTrace{}, &MsgDiscloseHashes{},
		&MsgPickGroup{}, &MsgDiscloseGroup{}, &MsgProveElement{}, &MsgProveMismatch{}, &MsgUpdateParams{},
		&MsgPublishTraceBlob{}, &MsgProveFalseTrace{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
