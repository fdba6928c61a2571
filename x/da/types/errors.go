package types

import errorsmod "cosmossdk.io/errors"

// Errors of the module. Codes are append-only.
var (
	ErrInvalidParams       = errorsmod.Register(ModuleName, 2, "invalid parameters")
	ErrInvalidGenesis      = errorsmod.Register(ModuleName, 3, "invalid genesis")
	ErrInvalidHeader       = errorsmod.Register(ModuleName, 4, "invalid header")
	ErrHeaderNotFound      = errorsmod.Register(ModuleName, 5, "header not found")
	ErrHeaderKnown         = errorsmod.Register(ModuleName, 6, "header is known")
	ErrNoClient            = errorsmod.Register(ModuleName, 7, "no light client")
	ErrClientFrozen        = errorsmod.Register(ModuleName, 8, "the light client is frozen")
	ErrNoMisbehaviour      = errorsmod.Register(ModuleName, 9, "no misbehaviour")
	ErrInvalidReference    = errorsmod.Register(ModuleName, 10, "invalid reference")
	ErrInvalidBlobProof    = errorsmod.Register(ModuleName, 11, "invalid blob proof")
	ErrInvalidBatch        = errorsmod.Register(ModuleName, 12, "invalid batch")
	ErrNotPoster           = errorsmod.Register(ModuleName, 13, "not a poster")
	ErrBatchNotFound       = errorsmod.Register(ModuleName, 14, "batch not found")
	ErrBatchOutOfOrder     = errorsmod.Register(ModuleName, 15, "batch is out of order")
	ErrDataBehind          = errorsmod.Register(ModuleName, 16, "published data is too far behind")
	ErrDigestNotFound      = errorsmod.Register(ModuleName, 17, "digest not found")
	ErrInvalidNamespace    = errorsmod.Register(ModuleName, 18, "invalid namespace")
	ErrTrustedHeaderTooOld = errorsmod.Register(ModuleName, 19, "trusted header is too old")
	ErrBlobTooOld          = errorsmod.Register(ModuleName, 20, "blob is too old")
)
