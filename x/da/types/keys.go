package types

import "cosmossdk.io/collections"

const (
	// ModuleName names the module.
	ModuleName = "da"
	// StoreKey names the module's store.
	StoreKey = ModuleName
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix   = collections.NewPrefix(0)
	ClientPrefix   = collections.NewPrefix(1)
	HeadersPrefix  = collections.NewPrefix(2)
	ProgressPrefix = collections.NewPrefix(3)
	DigestsPrefix  = collections.NewPrefix(4)
	BatchesPrefix  = collections.NewPrefix(5)
	BatchEndPrefix = collections.NewPrefix(6)
)
