package app

import (
	"github.com/cosmos/gogoproto/proto"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/codec/address"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/std"
	authtx "github.com/cosmos/cosmos-sdk/x/auth/tx"
	"github.com/cosmos/cosmos-sdk/x/tx/signing"
)

// Encoding is everything that turns messages and transactions into bytes and back.
type Encoding struct {
	Registry codectypes.InterfaceRegistry
	Codec    codec.Codec
	TxConfig client.TxConfig
	Amino    *codec.LegacyAmino
}

// NewEncoding returns the chain's encoding with every module's types registered.
// It fails only when a registered message is malformed, for instance names no signer.
func NewEncoding() (Encoding, error) {
	enc, err := newBareEncoding()
	if err != nil {
		return Encoding{}, err
	}
	basics := NewBasicManager(enc)
	basics.RegisterLegacyAminoCodec(enc.Amino)
	basics.RegisterInterfaces(enc.Registry)
	return enc, enc.Registry.SigningContext().Validate()
}

// newBareEncoding knows the SDK's own base types and no module's.
func newBareEncoding() (Encoding, error) {
	ConfigureSDK()
	registry, err := codectypes.NewInterfaceRegistryWithOptions(codectypes.InterfaceRegistryOptions{
		ProtoFiles: proto.HybridResolver,
		SigningOptions: signing.Options{
			AddressCodec:          address.NewBech32Codec(Bech32Prefix),
			ValidatorAddressCodec: address.NewBech32Codec(valoperPrefix()),
		},
	})
	if err != nil {
		return Encoding{}, err
	}
	cdc := codec.NewProtoCodec(registry)
	txConfig, err := authtx.NewTxConfigWithOptions(cdc, authtx.ConfigOptions{
		// Textual signing is left out: the next SDK release deletes it.
		EnabledSignModes: authtx.DefaultSignModes,
		SigningContext:   registry.SigningContext(),
		ProtoDecoder:     depthLimited(authtx.DefaultTxDecoder(cdc)),
	})
	if err != nil {
		return Encoding{}, err
	}
	amino := codec.NewLegacyAmino()
	std.RegisterLegacyAminoCodec(amino)
	std.RegisterInterfaces(registry)
	return Encoding{Registry: registry, Codec: cdc, TxConfig: txConfig, Amino: amino}, nil
}
