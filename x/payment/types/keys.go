package types

import (
	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/address"
)

const (
	// ModuleName names the module.
	ModuleName = "payment"
	// StoreKey names the module's store.
	StoreKey = ModuleName
	// DefaultDenom is the chain's own coin.
	DefaultDenom = "usure"
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix            = collections.NewPrefix(0)
	EscrowsPrefix           = collections.NewPrefix(1)
	EscrowsDepositorsPrefix = collections.NewPrefix(2)
	ClaimablesPrefix        = collections.NewPrefix(3)
)

// EscrowAddress returns the sub-account that holds one escrow: 32 bytes, derived as in ADR-028.
func EscrowAddress(id string) sdk.AccAddress {
	return address.Module(ModuleName, []byte("escrow"), []byte(id))
}

// ClaimablesAddress returns the sub-account that holds all undelivered payments.
func ClaimablesAddress() sdk.AccAddress {
	return address.Module(ModuleName, []byte("claimables"))
}
