package types

import (
	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/address"

	markettypes "github.com/suretynetwork/surety/x/market/types"
)

const (
	// ModuleName names the module.
	ModuleName = "challenge"
	// StoreKey names the module's store.
	StoreKey = ModuleName
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix         = collections.NewPrefix(0)
	LeasesPrefix         = collections.NewPrefix(1)
	CommitmentsPrefix    = collections.NewPrefix(2)
	CommitQueuePrefix    = collections.NewPrefix(3)
	ChallengesPrefix     = collections.NewPrefix(4)
	ByChallengerPrefix   = collections.NewPrefix(5)
	LiveByProviderPrefix = collections.NewPrefix(6)
	PriorityPrefix       = collections.NewPrefix(7)
	DeadlineQueuePrefix  = collections.NewPrefix(8)
	DisclosuresPrefix    = collections.NewPrefix(9)
	GroupsPrefix         = collections.NewPrefix(10)
	TracesPrefix         = collections.NewPrefix(11)
	TraceQueuePrefix     = collections.NewPrefix(12)
	TraceDemandsPrefix   = collections.NewPrefix(13)
	VerdictsPrefix       = collections.NewPrefix(14)
	CleanQueuePrefix     = collections.NewPrefix(15)
)

// BondAddress returns the sub-account that holds one challenge's bond: 32 bytes, derived as in ADR-028.
func BondAddress(id ChallengeID) sdk.AccAddress {
	return address.Module(ModuleName, []byte("bond"), []byte(id.String()))
}

// ClaimAddress returns the sub-account that holds the bond of a sealed claim.
func ClaimAddress(commitment string) sdk.AccAddress {
	return address.Module(ModuleName, []byte("claim"), []byte(commitment))
}

// TraceAddress returns the sub-account that holds the fee of a demand for a trace.
func TraceAddress(lease markettypes.LeaseID) sdk.AccAddress {
	return address.Module(ModuleName, []byte("trace"), []byte(lease.String()))
}
