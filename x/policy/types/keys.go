package types

import "cosmossdk.io/collections"

const (
	// ModuleName names the module.
	ModuleName = "policy"
	// StoreKey names the module's store.
	StoreKey = ModuleName
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix    = collections.NewPrefix(0)
	HeadsPrefix     = collections.NewPrefix(1)
	PoliciesPrefix  = collections.NewPrefix(2)
	ApprovalsPrefix = collections.NewPrefix(3)
)
