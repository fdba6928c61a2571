package types

import errorsmod "cosmossdk.io/errors"

// Errors of the module. Codes are append-only.
var (
	ErrInvalidParams         = errorsmod.Register(ModuleName, 2, "invalid parameters")
	ErrProviderExists        = errorsmod.Register(ModuleName, 3, "provider exists")
	ErrProviderNotFound      = errorsmod.Register(ModuleName, 4, "provider not found")
	ErrProviderInactive      = errorsmod.Register(ModuleName, 5, "provider takes no new work")
	ErrInvalidProfile        = errorsmod.Register(ModuleName, 6, "invalid provider profile")
	ErrInvalidAttribute      = errorsmod.Register(ModuleName, 7, "invalid attribute")
	ErrInvalidReceiptKey     = errorsmod.Register(ModuleName, 8, "invalid receipt key")
	ErrInvalidMaintenance    = errorsmod.Register(ModuleName, 9, "invalid maintenance window")
	ErrInvalidBond           = errorsmod.Register(ModuleName, 10, "invalid bond")
	ErrBondTooSmall          = errorsmod.Register(ModuleName, 11, "bond too small")
	ErrInsufficientFreeBond  = errorsmod.Register(ModuleName, 12, "not enough free bond")
	ErrLiveAllocations       = errorsmod.Register(ModuleName, 13, "leases are live")
	ErrTooManyUnbondings     = errorsmod.Register(ModuleName, 14, "too many unbondings")
	ErrAllocationExists      = errorsmod.Register(ModuleName, 15, "allocation exists")
	ErrAllocationNotFound    = errorsmod.Register(ModuleName, 16, "allocation not found")
	ErrInvalidAllocation     = errorsmod.Register(ModuleName, 17, "invalid allocation")
	ErrSelfEndorsement       = errorsmod.Register(ModuleName, 18, "a provider cannot endorse itself")
	ErrEndorsementMismatch   = errorsmod.Register(ModuleName, 19, "attribute does not have that value")
	ErrEndorsementNotFound   = errorsmod.Register(ModuleName, 20, "endorsement not found")
	ErrAttributeMissing      = errorsmod.Register(ModuleName, 21, "required attribute missing")
	ErrAttributeNotEndorsed  = errorsmod.Register(ModuleName, 22, "required attribute not endorsed")
	ErrTooManyRequirements   = errorsmod.Register(ModuleName, 23, "too many requirements")
	ErrProviderInMaintenance = errorsmod.Register(ModuleName, 24, "provider is in maintenance")
	ErrInvalidSlash          = errorsmod.Register(ModuleName, 25, "invalid slash")
	ErrInvalidGenesis        = errorsmod.Register(ModuleName, 26, "invalid genesis")
)
