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
	legacy.RegisterAminoMsg(cdc, &MsgUpdateClient{}, "surety/da/UpdateClient")
	legacy.RegisterAminoMsg(cdc, &MsgSubmitMisbehaviour{}, "surety/da/SubmitMisbehaviour")
	legacy.RegisterAminoMsg(cdc, &MsgRecordBatch{}, "surety/da/RecordBatch")
	legacy.RegisterAminoMsg(cdc, &MsgTrustHeader{}, "surety/da/TrustHeader")
	legacy.RegisterAminoMsg(cdc, &MsgRewindBatches{}, "surety/da/RewindBatches")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateParams{}, "surety/da/UpdateParams")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil), &MsgUpdateClient{}, &MsgSubmitMisbehaviour{}, &MsgRecordBatch{}, &MsgTrustHeader{},
		&MsgRewindBatches{}, &MsgUpdateParams{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
