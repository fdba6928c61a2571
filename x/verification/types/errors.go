package types

import errorsmod "cosmossdk.io/errors"

// Errors of the module. Codes are append-only.
var (
	ErrInvalidParams     = errorsmod.Register(ModuleName, 2, "invalid parameters")
	ErrInvalidProgram    = errorsmod.Register(ModuleName, 3, "invalid program")
	ErrProgramExists     = errorsmod.Register(ModuleName, 4, "program exists")
	ErrProgramNotFound   = errorsmod.Register(ModuleName, 5, "program not found")
	ErrNotCreator        = errorsmod.Register(ModuleName, 6, "not the program's creator")
	ErrInvalidReceipt    = errorsmod.Register(ModuleName, 7, "invalid receipt")
	ErrInvalidSignature  = errorsmod.Register(ModuleName, 8, "invalid receipt signature")
	ErrReceiptExists     = errorsmod.Register(ModuleName, 9, "receipt exists")
	ErrReceiptNotFound   = errorsmod.Register(ModuleName, 10, "receipt not found")
	ErrReceiptState      = errorsmod.Register(ModuleName, 11, "receipt is not open")
	ErrWindowClosed      = errorsmod.Register(ModuleName, 12, "challenge window closed")
	ErrInvalidCommitment = errorsmod.Register(ModuleName, 13, "invalid commitment")
	ErrCommitmentExists  = errorsmod.Register(ModuleName, 14, "commitment exists")
	ErrRound             = errorsmod.Register(ModuleName, 15, "round does not take this now")
	ErrInvalidOutput     = errorsmod.Register(ModuleName, 16, "invalid output")
	ErrOutputExists      = errorsmod.Register(ModuleName, 17, "output is on chain")
	ErrOutputNotFound    = errorsmod.Register(ModuleName, 18, "output not found")
	ErrDemandExists      = errorsmod.Register(ModuleName, 19, "output is demanded already")
	ErrDemandNotFound    = errorsmod.Register(ModuleName, 20, "output is not demanded")
	ErrNotOwner          = errorsmod.Register(ModuleName, 21, "not the order's owner")
	ErrNoEquivocation    = errorsmod.Register(ModuleName, 22, "no equivocation")
	ErrOutputHonest      = errorsmod.Register(ModuleName, 23, "output decrypts to what the receipt says")
	ErrInvalidKey        = errorsmod.Register(ModuleName, 24, "invalid key")
	ErrInvalidGenesis    = errorsmod.Register(ModuleName, 25, "invalid genesis")
	ErrInvalidTerms      = errorsmod.Register(ModuleName, 26, "terms do not fit the program")
	ErrNotProvider       = errorsmod.Register(ModuleName, 27, "not the lease's provider")
)
