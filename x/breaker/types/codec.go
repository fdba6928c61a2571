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
	legacy.RegisterAminoMsg(cdc, &MsgStop{}, "surety/breaker/Stop")
	legacy.RegisterAminoMsg(cdc, &MsgResume{}, "surety/breaker/Resume")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil), &MsgStop{}, &MsgResume{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
