package types

import errorsmod "cosmossdk.io/errors"

// Errors of the module. Codes are append-only.
var (
	ErrInvalidMessages = errorsmod.Register(ModuleName, 2, "invalid list of messages")
	ErrUnknownMessage  = errorsmod.Register(ModuleName, 3, "no such message")
	ErrNeverStopped    = errorsmod.Register(ModuleName, 4, "message is never stopped")
	ErrAlreadyStopped  = errorsmod.Register(ModuleName, 5, "message is stopped already")
	ErrNotStopped      = errorsmod.Register(ModuleName, 6, "message is not stopped")
)
