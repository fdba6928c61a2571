package types

import (
	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/address"
)

const (
	// ModuleName names the module and the module account through which slashes burn.
	ModuleName = "provider"
	// StoreKey names the module's store.
	StoreKey = ModuleName
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix         = collections.NewPrefix(0)
	ProvidersPrefix      = collections.NewPrefix(1)
	AttributesPrefix     = collections.NewPrefix(2)
	AllocationsPrefix    = collections.NewPrefix(3)
	UnbondingsPrefix     = collections.NewPrefix(4)
	UnbondingQueuePrefix = collections.NewPrefix(5)
	EndorsementsPrefix   = collections.NewPrefix(6)
)

// BondAddress returns the sub-account that holds one provider's whole bond: 32 bytes, derived as in ADR-028.
func BondAddress(provider sdk.AccAddress) sdk.AccAddress {
	return address.Module(ModuleName, []byte("bond"), provider)
}
