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
	legacy.RegisterAminoMsg(cdc, &MsgPublishPolicy{}, "surety/policy/PublishPolicy")
	legacy.RegisterAminoMsg(cdc, &MsgRetirePolicy{}, "surety/policy/RetirePolicy")
	legacy.RegisterAminoMsg(cdc, &MsgApproveOrder{}, "surety/policy/ApproveOrder")
	legacy.RegisterAminoMsg(cdc, &MsgWithdrawApproval{}, "surety/policy/WithdrawApproval")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateParams{}, "surety/policy/UpdateParams")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil),
		&MsgPublishPolicy{}, &MsgRetirePolicy{}, &MsgApproveOrder{}, &MsgWithdrawApproval{}, &MsgUpdateParams{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
