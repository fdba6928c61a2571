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
	legacy.RegisterAminoMsg(cdc, &MsgRegisterSchema{}, "surety/attestation/RegisterSchema")
	legacy.RegisterAminoMsg(cdc, &MsgAttest{}, "surety/attestation/Attest")
	legacy.RegisterAminoMsg(cdc, &MsgMultiAttest{}, "surety/attestation/MultiAttest")
	legacy.RegisterAminoMsg(cdc, &MsgDelegatedAttest{}, "surety/attestation/DelegatedAttest")
	legacy.RegisterAminoMsg(cdc, &MsgRevoke{}, "surety/attestation/Revoke")
	legacy.RegisterAminoMsg(cdc, &MsgMultiRevoke{}, "surety/attestation/MultiRevoke")
	legacy.RegisterAminoMsg(cdc, &MsgDelegatedRevoke{}, "surety/attestation/DelegatedRevoke")
	legacy.RegisterAminoMsg(cdc, &MsgIncreaseNonce{}, "surety/attestation/IncreaseNonce")
	legacy.RegisterAminoMsg(cdc, &MsgSetRevoker{}, "surety/attestation/SetRevoker")
	legacy.RegisterAminoMsg(cdc, &MsgTimestamp{}, "surety/attestation/Timestamp")
	legacy.RegisterAminoMsg(cdc, &MsgRevokeOffchain{}, "surety/attestation/RevokeOffchain")
	legacy.RegisterAminoMsg(cdc, &MsgAnchorBatch{}, "surety/attestation/AnchorBatch")
	legacy.RegisterAminoMsg(cdc, &MsgRevokeAnchored{}, "surety/attestation/RevokeAnchored")
	legacy.RegisterAminoMsg(cdc, &MsgOpenDispute{}, "surety/attestation/OpenDispute")
	legacy.RegisterAminoMsg(cdc, &MsgDecideDispute{}, "surety/attestation/DecideDispute")
	legacy.RegisterAminoMsg(cdc, &MsgUpdateParams{}, "surety/attestation/UpdateParams")
}

// RegisterInterfaces registers the messages as transaction messages.
func RegisterInterfaces(registry codectypes.InterfaceRegistry) {
	registry.RegisterImplementations((*sdk.Msg)(nil),
		&MsgRegisterSchema{}, &MsgAttest{}, &MsgMultiAttest{}, &MsgDelegatedAttest{}, &MsgRevoke{}, &MsgMultiRevoke{},
		&MsgDelegatedRevoke{}, &MsgIncreaseNonce{}, &MsgSetRevoker{}, &MsgTimestamp{}, &MsgRevokeOffchain{}, &MsgAnchorBatch{},
		&MsgRevokeAnchored{}, &MsgOpenDispute{}, &MsgDecideDispute{}, &MsgUpdateParams{})
	msgservice.RegisterMsgServiceDesc(registry, &_Msg_serviceDesc)
}
