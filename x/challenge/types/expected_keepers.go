package types

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// BankKeeper is what the module needs of x/bank: bonds and fees move in, forfeited claims to the fee collector.
type BankKeeper interface {
	SendCoins(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coins) error
	SendCoinsFromAccountToModule(ctx context.Context, from sdk.AccAddress, module string, amount sdk.Coins) error
	GetBalance(ctx context.Context, addr sdk.AccAddress, denom string) sdk.Coin
}

// PaymentKeeper is what the module needs of x/payment. Pay never fails because of the recipient.
type PaymentKeeper interface {
	Pay(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coin) error
}

// MarketKeeper is what the module needs of x/market: what was ordered.
type MarketKeeper interface {
	GetOrder(ctx context.Context, id markettypes.OrderID) (markettypes.Order, error)
}

// VerificationKeeper is what the module needs of x/verification.
type VerificationKeeper interface {
	GetReceipt(ctx context.Context, id markettypes.LeaseID) (verificationtypes.Receipt, error)
	GetProgram(ctx context.Context, id string) (verificationtypes.Program, error)
	ProgramNode(ctx context.Context, id string, index uint32) (graph.Node, error)
	DisputeKeeper
}

// DisputeKeeper is how a dispute holds a receipt up and ends it.
type DisputeKeeper interface {
	OpenDispute(ctx context.Context, id markettypes.LeaseID) error
	CloseDispute(ctx context.Context, id markettypes.LeaseID) error
	ExtendWindow(ctx context.Context, id markettypes.LeaseID, until int64) error
	Fault(ctx context.Context, id markettypes.LeaseID, winner sdk.AccAddress, reason string) (providertypes.SlashSplit, error)
}
