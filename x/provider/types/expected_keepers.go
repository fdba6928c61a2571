package types

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// BankKeeper is what the module needs of x/bank: bonds move in, slashes burn.
type BankKeeper interface {
	SendCoins(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coins) error
	SendCoinsFromAccountToModule(ctx context.Context, from sdk.AccAddress, module string, amount sdk.Coins) error
	BurnCoins(ctx context.Context, module string, amount sdk.Coins) error
	GetBalance(ctx context.Context, addr sdk.AccAddress, denom string) sdk.Coin
}

// AccountKeeper is what the module needs of x/auth: its own account exists from genesis on, so that nobody can take the address.
type AccountKeeper interface {
	GetModuleAccount(ctx context.Context, name string) sdk.ModuleAccountI
}

// PaymentKeeper is what the module needs of x/payment. Pay never fails because of the recipient.
type PaymentKeeper interface {
	Pay(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coin) error
}
