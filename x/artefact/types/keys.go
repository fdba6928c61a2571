package types

import (
	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/address"
)

const (
	// ModuleName names the module.
	ModuleName = "artefact"
	// StoreKey names the module's store.
	StoreKey = ModuleName
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix         = collections.NewPrefix(0)
	ClaimsPrefix         = collections.NewPrefix(1)
	NamesPrefix          = collections.NewPrefix(2)
	NamesByOwnerPrefix   = collections.NewPrefix(3)
	ArtefactsPrefix      = collections.NewPrefix(4)
	VersionsPrefix       = collections.NewPrefix(5)
	DigestsPrefix        = collections.NewPrefix(6)
	EdgesPrefix          = collections.NewPrefix(7)
	ChildrenPrefix       = collections.NewPrefix(8)
	LinksPrefix          = collections.NewPrefix(9)
	RoyaltiesPrefix      = collections.NewPrefix(10)
	LeaseRoyaltiesPrefix = collections.NewPrefix(11)
	GatesPrefix          = collections.NewPrefix(12)
	RequestsPrefix       = collections.NewPrefix(13)
	RequestQueuePrefix   = collections.NewPrefix(14)
	GrantsPrefix         = collections.NewPrefix(15)
	DealsPrefix          = collections.NewPrefix(16)
	DealQueuePrefix      = collections.NewPrefix(17)
	SequencesPrefix      = collections.NewPrefix(18)
)

// RequestAddress returns the sub-account that holds the price of one request for a licence: 32 bytes, derived as in ADR-028.
func RequestAddress(artefactID string, licensee sdk.AccAddress) sdk.AccAddress {
	return address.Module(ModuleName, []byte("request"), []byte(artefactID), licensee)
}

// RewardAddress returns the sub-account that holds a deal's reward.
func RewardAddress(id DealID) sdk.AccAddress {
	return address.Module(ModuleName, []byte("reward"), []byte(id.String()))
}

// BondAddress returns the sub-account that holds a deal's bond.
func BondAddress(id DealID) sdk.AccAddress {
	return address.Module(ModuleName, []byte("bond"), []byte(id.String()))
}
