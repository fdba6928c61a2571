package types

import errorsmod "cosmossdk.io/errors"

// Errors of the module. Codes are append-only.
var (
	ErrInvalidParams      = errorsmod.Register(ModuleName, 2, "invalid parameters")
	ErrInvalidID          = errorsmod.Register(ModuleName, 3, "invalid challenge id")
	ErrInvalidCommitment  = errorsmod.Register(ModuleName, 4, "invalid commitment")
	ErrCommitmentExists   = errorsmod.Register(ModuleName, 5, "commitment exists")
	ErrCommitmentNotFound = errorsmod.Register(ModuleName, 6, "commitment not found")
	ErrChallengeNotFound  = errorsmod.Register(ModuleName, 7, "challenge not found")
	ErrChallengeState     = errorsmod.Register(ModuleName, 8, "not the challenge's next move")
	ErrNotChallenger      = errorsmod.Register(ModuleName, 9, "not the challenger")
	ErrTooLate            = errorsmod.Register(ModuleName, 10, "too late")
	ErrInvalidNode        = errorsmod.Register(ModuleName, 11, "node cannot be challenged")
	ErrBadOpening         = errorsmod.Register(ModuleName, 12, "commitment does not open")
	ErrTraceExists        = errorsmod.Register(ModuleName, 13, "trace is demanded or published already")
	ErrTraceNotFound      = errorsmod.Register(ModuleName, 14, "trace is not demanded")
	ErrInvalidTrace       = errorsmod.Register(ModuleName, 15, "invalid trace")
	ErrNotChallenged      = errorsmod.Register(ModuleName, 16, "node is not challenged")
	ErrDisclosed          = errorsmod.Register(ModuleName, 17, "disclosed already")
	ErrNotDisclosed       = errorsmod.Register(ModuleName, 18, "not disclosed yet")
	ErrInvalidDisclosure  = errorsmod.Register(ModuleName, 19, "invalid disclosure")
	ErrInvalidProof       = errorsmod.Register(ModuleName, 20, "proof decides nothing")
	ErrNoMismatch         = errorsmod.Register(ModuleName, 21, "no mismatch")
	ErrVerdictNotFound    = errorsmod.Register(ModuleName, 22, "verdict not found")
	ErrInvalidGenesis     = errorsmod.Register(ModuleName, 23, "invalid genesis")
	ErrNotProvider        = errorsmod.Register(ModuleName, 24, "not the provider")
)
