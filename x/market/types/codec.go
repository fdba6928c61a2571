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
	legacy.RegisterAminoMsg(cdc, &MsgPlaceOrder{}, "surety/market/PlaceOrder")
	legacy.RegisterAminoMsg(cdc, &MsgCancelOrder{}, "surety/market/CancelOrder")
	legacy.RegisterAminoMsg(cdc, &MsgCommitBid{}, "surety/market/CommitBid")
	legacy.RegisterAminoMsg(cdc, &MsgRevealBid{}, "surety/market/RevealBid")
	legacy.RegisterAminoMsg(cdc, &MsgPlaceBid{}, "surety/market/PlaceBid")
	legacy.RegisterAminoMsg(cdc, &MsgAwardOrder{}, "surety/market/AwardOrder")
	legacy.RegisterAminoMsg(cdc, &MsgCloseLease{}, "surety/market/CloseLease")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateParams{}, "surety/market/UpdateParams")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil),
		&MsgPlaceOrder{}, &MsgCancelOrder{}, &MsgCommitBid{}, &MsgRevealBid{}, &MsgPlaceBid{},
		&MsgAwardOrder{}, &MsgCloseLease{}, &MsgUpdateParams{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
