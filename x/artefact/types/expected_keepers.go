package types

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// BankKeeper is what the module needs of x/bank: fees, prices, rewards and bonds move in.
type BankKeeper interface {
	SendCoins(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coins) error
	SendCoinsFromAccountToModule(ctx context.Context, from sdk.AccAddress, module string, amount sdk.Coins) error
	GetBalance(ctx context.Context, addr sdk.AccAddress, denom string) sdk.Coin
}

// PaymentKeeper is what the module needs of x/payment. Pay never fails because of the recipient.
type PaymentKeeper interface {
	Pay(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coin) error
}
