package types

import errorsmod "cosmossdk.io/errors"

// Errors of the module. Codes are append-only.
var (
	ErrInvalidParams     = errorsmod.Register(ModuleName, 2, "invalid parameters")
	ErrInvalidEscrow     = errorsmod.Register(ModuleName, 3, "invalid escrow")
	ErrEscrowExists      = errorsmod.Register(ModuleName, 4, "escrow exists")
	ErrEscrowNotFound    = errorsmod.Register(ModuleName, 5, "escrow not found")
	ErrDenomNotAllowed   = errorsmod.Register(ModuleName, 6, "denomination not allowed")
	ErrInsufficientFunds = errorsmod.Register(ModuleName, 7, "not enough in escrow")
	ErrNothingToClaim    = errorsmod.Register(ModuleName, 8, "nothing to claim")
	ErrInvalidAmount     = errorsmod.Register(ModuleName, 9, "invalid amount")
	ErrInvalidRecipient  = errorsmod.Register(ModuleName, 10, "recipient cannot be paid")
	ErrSendDisabled      = errorsmod.Register(ModuleName, 11, "transfers of the denomination are disabled")
)
