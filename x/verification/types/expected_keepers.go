package types

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// BankKeeper is what the module needs of x/bank: fees of demands move in.
type BankKeeper interface {
	SendCoins(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coins) error
	GetBalance(ctx context.Context, addr sdk.AccAddress, denom string) sdk.Coin
}

// PaymentKeeper is what the module needs of x/payment. Pay never fails because of the recipient.
type PaymentKeeper interface {
	Pay(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coin) error
}

// MarketKeeper is what the module needs of x/market.
type MarketKeeper interface {
	GetOrder(ctx context.Context, id markettypes.OrderID) (markettypes.Order, error)
	GetLease(ctx context.Context, id markettypes.LeaseID) (markettypes.Lease, error)
	LeasesOf(ctx context.Context, id markettypes.OrderID) ([]markettypes.Lease, error)
	CheckReceipt(ctx context.Context, id markettypes.LeaseID, order markettypes.Order) error
	SubmitLease(ctx context.Context, id markettypes.LeaseID) error
	SetLeaseDeadline(ctx context.Context, id markettypes.LeaseID, deadline int64) error
	LeaseEnder
}

// LeaseEnder is how a lease ends by what was found of its receipt.
type LeaseEnder interface {
	SettleLease(ctx context.Context, id markettypes.LeaseID) error
	FaultLease(ctx context.Context, id markettypes.LeaseID, challenger sdk.AccAddress, reason string) (providertypes.SlashSplit, error)
	RefundLease(ctx context.Context, id markettypes.LeaseID, reason string) error
}

// VerificationHooks is how a module above this one hears of receipts.
type VerificationHooks interface {
	// AfterReceiptConcluded is told of every receipt that is concluded, when its money has moved.
	AfterReceiptConcluded(ctx context.Context, id markettypes.LeaseID, state ReceiptState) error
}

// NoHooks hears nothing.
type NoHooks struct{}

// AfterReceiptConcluded does nothing.
func (NoHooks) AfterReceiptConcluded(context.Context, markettypes.LeaseID, ReceiptState) error {
	return nil
}
