package types

import errorsmod "cosmossdk.io/errors"

// Errors of the module. Codes are append-only.
var (
	ErrInvalidParams     = errorsmod.Register(ModuleName, 2, "invalid parameters")
	ErrInvalidID         = errorsmod.Register(ModuleName, 3, "invalid id")
	ErrInvalidTerms      = errorsmod.Register(ModuleName, 4, "invalid terms")
	ErrInvalidBid        = errorsmod.Register(ModuleName, 5, "invalid bid")
	ErrOrderNotFound     = errorsmod.Register(ModuleName, 6, "order not found")
	ErrOrderState        = errorsmod.Register(ModuleName, 7, "order is in another state")
	ErrTooManyOrders     = errorsmod.Register(ModuleName, 8, "too many live orders")
	ErrNotOwner          = errorsmod.Register(ModuleName, 9, "not the owner")
	ErrWrongTrade        = errorsmod.Register(ModuleName, 10, "order is traded another way")
	ErrTooLate           = errorsmod.Register(ModuleName, 11, "too late")
	ErrBidExists         = errorsmod.Register(ModuleName, 12, "bid exists")
	ErrBidNotFound       = errorsmod.Register(ModuleName, 13, "bid not found")
	ErrTooManyBids       = errorsmod.Register(ModuleName, 14, "too many bids")
	ErrBidState          = errorsmod.Register(ModuleName, 15, "bid is in another state")
	ErrWrongOpening      = errorsmod.Register(ModuleName, 16, "opening does not match the commitment")
	ErrPriceTooHigh      = errorsmod.Register(ModuleName, 17, "price above the order's highest")
	ErrLeaseExists       = errorsmod.Register(ModuleName, 18, "lease exists")
	ErrLeaseNotFound     = errorsmod.Register(ModuleName, 19, "lease not found")
	ErrLeaseState        = errorsmod.Register(ModuleName, 20, "lease is in another state")
	ErrNotParty          = errorsmod.Register(ModuleName, 21, "not a party to the lease")
	ErrAlreadyClosing    = errorsmod.Register(ModuleName, 22, "lease is closing already")
	ErrInvalidDeadline   = errorsmod.Register(ModuleName, 23, "invalid deadline")
	ErrInvalidGenesis    = errorsmod.Register(ModuleName, 24, "invalid genesis")
	ErrSequenceExhausted = errorsmod.Register(ModuleName, 25, "no order numbers left")
)
