package types

import (
	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/address"
)

const (
	// ModuleName names the module.
	ModuleName = "market"
	// StoreKey names the module's store.
	StoreKey = ModuleName
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix           = collections.NewPrefix(0)
	OwnersPrefix           = collections.NewPrefix(1)
	OrdersPrefix           = collections.NewPrefix(2)
	OrdersByStatePrefix    = collections.NewPrefix(3)
	OrdersByProgramPrefix  = collections.NewPrefix(4)
	OrderQueuePrefix       = collections.NewPrefix(5)
	BidsPrefix             = collections.NewPrefix(6)
	BidsByBidderPrefix     = collections.NewPrefix(7)
	LeasesPrefix           = collections.NewPrefix(8)
	LeasesByProviderPrefix = collections.NewPrefix(9)
	LeasesByStatePrefix    = collections.NewPrefix(10)
	DeadlineQueuePrefix    = collections.NewPrefix(11)
)

// HoldingAddress returns the sub-account that holds one order's fee and its bids' deposits: 32 bytes, derived as in ADR-028. The
// escrow is not there but with x/payment.
func HoldingAddress(id OrderID) sdk.AccAddress {
	return address.Module(ModuleName, []byte("order"), []byte(id.String()))
}
