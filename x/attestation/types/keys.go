package types

import (
	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/address"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

const (
	// ModuleName names the module and the module account through which resolvers are called and paid.
	ModuleName = "attestation"
	// StoreKey names the module's store.
	StoreKey = ModuleName
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix       = collections.NewPrefix(0)
	RecordsPrefix      = collections.NewPrefix(1)
	BatchesPrefix      = collections.NewPrefix(2)
	MembersPrefix      = collections.NewPrefix(3)
	BatchNumberPrefix  = collections.NewPrefix(4)
	BySchemaPrefix     = collections.NewPrefix(5)
	ByAttesterPrefix   = collections.NewPrefix(6)
	BySubjectPrefix    = collections.NewPrefix(7)
	ByReferencePrefix  = collections.NewPrefix(8)
	SchemasPrefix      = collections.NewPrefix(9)
	SchemaListPrefix   = collections.NewPrefix(10)
	SchemaNumberPrefix = collections.NewPrefix(11)
	VersionsPrefix     = collections.NewPrefix(12)
	AccountsPrefix     = collections.NewPrefix(13)
	SpentPrefix        = collections.NewPrefix(14)
	RevokersPrefix     = collections.NewPrefix(15)
	TimestampsPrefix   = collections.NewPrefix(16)
	OffchainPrefix     = collections.NewPrefix(17)
	AnchorsPrefix      = collections.NewPrefix(18)
	StatusPrefix       = collections.NewPrefix(19)
	DisputesPrefix     = collections.NewPrefix(20)
	DisputeQueuePrefix = collections.NewPrefix(21)
)

// Address is the module's account.
func Address() sdk.AccAddress { return authtypes.NewModuleAddress(ModuleName) }

// Contract is the module's account where EAS has the address of its contract.
func Contract() eas.Address { return eas.ShortAddress(Address()) }

// ProxyContract stands where EAS has the address of its proxy, so that a request with a nonce and one without are never the same bytes.
func ProxyContract() eas.Address {
	return eas.ShortAddress(address.Module(ModuleName, []byte("proxy")))
}

// DisputeAddress returns the sub-account that holds a dispute's bond: 32 bytes, derived as in ADR-028.
func DisputeAddress(uid eas.Hash) sdk.AccAddress {
	return address.Module(ModuleName, []byte("dispute"), uid[:])
}

// RecordKey is the key of an attestation in the module's store, for proofs.
func RecordKey(uid eas.Hash) []byte { return append(RecordsPrefix.Bytes(), uid[:]...) }
