// Package chain is the off-chain roles' way to a node: typed queries over gRPC, and transactions that need no sequence numbers,
// so that a role that restarts in the middle of anything can simply go on.
package chain

import (
	"fmt"

	"github.com/cosmos/gogoproto/proto"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/codec/address"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	cryptocodec "github.com/cosmos/cosmos-sdk/crypto/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"
	authtx "github.com/cosmos/cosmos-sdk/x/auth/tx"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	"github.com/cosmos/cosmos-sdk/x/tx/signing"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	datypes "github.com/suretynetwork/surety/x/da/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Prefix is the bech32 prefix of accounts.
const Prefix = "surety"

// Encoding holds what encodes and signs transactions.
type Encoding struct {
	Registry codectypes.InterfaceRegistry
	Codec    codec.Codec
	TxConfig client.TxConfig
}

// NewEncoding returns the encoding of the messages that the roles send. It sets the process's bech32 prefixes.
func NewEncoding() (Encoding, error) {
	cfg := sdk.GetConfig()
	cfg.SetBech32PrefixForAccount(Prefix, Prefix+"pub")
	cfg.SetBech32PrefixForValidator(Prefix+"valoper", Prefix+"valoperpub")
	cfg.SetBech32PrefixForConsensusNode(Prefix+"valcons", Prefix+"valconspub")
	registry, err := codectypes.NewInterfaceRegistryWithOptions(codectypes.InterfaceRegistryOptions{
		ProtoFiles: proto.HybridResolver,
		SigningOptions: signing.Options{
			AddressCodec:          address.NewBech32Codec(Prefix),
			ValidatorAddressCodec: address.NewBech32Codec(Prefix + "valoper"),
		},
	})
	if err != nil {
		return Encoding{}, fmt.Errorf("chain: %w", err)
	}
	for _, register := range []func(codectypes.InterfaceRegistry){
		cryptocodec.RegisterInterfaces, authtypes.RegisterInterfaces, banktypes.RegisterInterfaces,
		paymenttypes.RegisterInterfaces, providertypes.RegisterInterfaces, markettypes.RegisterInterfaces,
		verificationtypes.RegisterInterfaces, challengetypes.RegisterInterfaces, artefacttypes.RegisterInterfaces, datypes.RegisterInterfaces,
		attestationtypes.RegisterInterfaces, policytypes.RegisterInterfaces,
	} {
		register(registry)
	}
	cdc := codec.NewProtoCodec(registry)
	return Encoding{Registry: registry, Codec: cdc, TxConfig: authtx.NewTxConfig(cdc, authtx.DefaultSignModes)}, nil
}
