package types

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// BankKeeper is what the module needs of x/bank: values move to resolvers, bonds of disputes in, a part of a lost one to the fee collector.
type BankKeeper interface {
	SendCoins(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coins) error
	SendCoinsFromAccountToModule(ctx context.Context, from sdk.AccAddress, module string, amount sdk.Coins) error
	GetBalance(ctx context.Context, addr sdk.AccAddress, denom string) sdk.Coin
	BlockedAddr(addr sdk.AccAddress) bool
}

// AccountKeeper is what the module needs of x/auth: its own account exists from genesis on, so that nobody can take the address.
type AccountKeeper interface {
	GetModuleAccount(ctx context.Context, name string) sdk.ModuleAccountI
}

// PaymentKeeper is what the module needs of x/payment. Pay never fails because of the recipient.
type PaymentKeeper interface {
	Pay(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coin) error
}

// Contracts is what the module needs of the contracts' machine. The caller bounds gas through the context.
type Contracts interface {
	IsContract(ctx context.Context, addr sdk.AccAddress) bool
	Execute(ctx context.Context, contract, caller sdk.AccAddress, msg []byte, value sdk.Coins) ([]byte, error)
	Query(ctx context.Context, contract sdk.AccAddress, msg []byte) ([]byte, error)
}
