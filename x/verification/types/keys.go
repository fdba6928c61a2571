package types

import (
	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/address"

	markettypes "github.com/suretynetwork/surety/x/market/types"
)

const (
	// ModuleName names the module.
	ModuleName = "verification"
	// StoreKey names the module's store.
	StoreKey = ModuleName
)

// Prefixes of the store. A number is used once and never again.
var (
	ParamsPrefix             = collections.NewPrefix(0)
	ProgramsPrefix           = collections.NewPrefix(1)
	ProgramsByCreatorPrefix  = collections.NewPrefix(2)
	NodesPrefix              = collections.NewPrefix(3)
	ReceiptsPrefix           = collections.NewPrefix(4)
	ReceiptsByStatePrefix    = collections.NewPrefix(5)
	ReceiptsByProviderPrefix = collections.NewPrefix(6)
	ReceiptsByProgramPrefix  = collections.NewPrefix(7)
	FinalQueuePrefix         = collections.NewPrefix(8)
	OutputsPrefix            = collections.NewPrefix(9)
	DemandsPrefix            = collections.NewPrefix(10)
	DemandQueuePrefix        = collections.NewPrefix(11)
	CommitmentsPrefix        = collections.NewPrefix(12)
	RoundsPrefix             = collections.NewPrefix(13)
)

// DemandAddress returns the sub-account that holds the fee of one demand for an output: 32 bytes, derived as in ADR-028.
func DemandAddress(id markettypes.LeaseID) sdk.AccAddress {
	return address.Module(ModuleName, []byte("demand"), []byte(id.String()))
}
