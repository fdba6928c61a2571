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
	legacy.RegisterAminoMsg(cdc, &MsgRegisterProvider{}, "surety/provider/RegisterProvider")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateProvider{}, "surety/provider/UpdateProvider")
	legacy.RegisterAminoMsg(cdc, &MsgDeregisterProvider{}, "surety/provider/DeregisterProvider")
	legacy.RegisterAminoMsg(cdc, &MsgBond{}, "surety/provider/Bond")
	legacy.RegisterAminoMsg(cdc, &MsgUnbond{}, "surety/provider/Unbond")
	legacy.RegisterAminoMsg(cdc, &MsgEndorseAttribute{}, "surety/provider/EndorseAttribute")
	legacy.RegisterAminoMsg(cdc, &MsgRevokeEndorsement{}, "surety/provider/RevokeEndorsement")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateParams{}, "surety/provider/UpdateParams")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil),
		&MsgRegisterProvider{}, &MsgUpdateProvider{}, &MsgDeregisterProvider{}, &MsgBond{}, &MsgUnbond{},
		&MsgEndorseAttribute{}, &MsgRevokeEndorsement{}, &MsgUpdateParams{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
