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
	legacy.RegisterAminoMsg(cdc, &MsgRegisterProgram{}, "surety/verification/RegisterProgram")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateProgram{}, "surety/verification/UpdateProgram")
	legacy.RegisterAminoMsg(cdc, &MsgCommitReceipt{}, "surety/verification/CommitReceipt")
	legacy.RegisterAminoMsg(cdc, &MsgSubmitReceipt{}, "surety/verification/SubmitReceipt")
	legacy.RegisterAminoMsg(cdc, &MsgDemandOutput{}, "surety/verification/DemandOutput")
	legacy.RegisterAminoMsg(cdc, &MsgPublishOutput{}, "surety/verification/PublishOutput")
	legacy.RegisterAminoMsg(cdc, &MsgContestOutput{}, "surety/verification/ContestOutput")
	legacy.RegisterAminoMsg(cdc, &MsgProveEquivocation{}, "surety/verification/ProveEquivocation")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateParams{}, "surety/verification/UpdateParams")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil),
		&MsgRegisterProgram{}, &MsgUpdateProgram{}, &MsgCommitReceipt{}, &MsgSubmitReceipt{}, &MsgDemandOutput{},
		&MsgPublishOutput{}, &MsgContestOutput{}, &MsgProveEquivocation{}, &MsgUpdateParams{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
