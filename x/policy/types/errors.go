package types

import errorsmod "cosmossdk.io/errors"

// Errors of the module. Codes are append-only.
var (
	ErrInvalidParams    = errorsmod.Register(ModuleName, 2, "invalid parameters")
	ErrInvalidGenesis   = errorsmod.Register(ModuleName, 3, "invalid genesis")
	ErrInvalidPolicy    = errorsmod.Register(ModuleName, 4, "invalid policy")
	ErrInvalidRule      = errorsmod.Register(ModuleName, 5, "invalid rule")
	ErrInvalidMapping   = errorsmod.Register(ModuleName, 6, "invalid control mapping")
	ErrInvalidID        = errorsmod.Register(ModuleName, 7, "invalid policy id")
	ErrPolicyNotFound   = errorsmod.Register(ModuleName, 8, "policy not found")
	ErrPolicyRetired    = errorsmod.Register(ModuleName, 9, "policy is retired")
	ErrTooManyPolicies  = errorsmod.Register(ModuleName, 10, "too many policies")
	ErrTooMuchWork      = errorsmod.Register(ModuleName, 11, "policies look at too many records")
	ErrRuleBroken       = errorsmod.Register(ModuleName, 12, "rule broken")
	ErrUnchanged        = errorsmod.Register(ModuleName, 13, "nothing would change")
	ErrInvalidApproval  = errorsmod.Register(ModuleName, 14, "invalid approval")
	ErrApprovalNotFound = errorsmod.Register(ModuleName, 15, "approval not found")
	ErrUnknownFramework = errorsmod.Register(ModuleName, 16, "unknown framework")
)
