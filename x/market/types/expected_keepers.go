package types

import (
	"context"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// BankKeeper is what the module needs of x/bank: fees and deposits move in, forfeits go to the fee collector.
type BankKeeper interface {
	SendCoins(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coins) error
	SendCoinsFromAccountToModule(ctx context.Context, from sdk.AccAddress, module string, amount sdk.Coins) error
	GetBalance(ctx context.Context, addr sdk.AccAddress, denom string) sdk.Coin
}

// PaymentKeeper is what the module needs of x/payment. An order's escrow has the order's id.
type PaymentKeeper interface {
	OpenEscrow(ctx context.Context, id string, depositor sdk.AccAddress, amount sdk.Coin) error
	ReleaseEscrow(ctx context.Context, id string, to sdk.AccAddress, amount sdk.Coin) error
	CloseEscrow(ctx context.Context, id string) (sdk.Coin, error)
	EscrowBalance(ctx context.Context, id string) (sdk.Coin, error)
	Pay(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coin) error
}

// ProviderKeeper is what the module needs of x/provider to choose providers.
type ProviderKeeper interface {
	GetProvider(ctx context.Context, addr sdk.AccAddress) (providertypes.Provider, error)
	CanBid(ctx context.Context, addr sdk.AccAddress, height int64, bond math.Int) error
	Matches(ctx context.Context, addr sdk.AccAddress, attributes []providertypes.Attribute, allOf, anyOf []sdk.AccAddress) error
	Record(ctx context.Context, addr sdk.AccAddress, outcome providertypes.Outcome)
	RewardBps(ctx context.Context) (uint32, error)
	UnbondingBlocks(ctx context.Context) (int64, error)
}

// BondKeeper is what the module needs of x/provider to hold bonds behind leases. An allocation has the lease's id.
type BondKeeper interface {
	Allocate(ctx context.Context, addr sdk.AccAddress, id string, amount math.Int) error
	Release(ctx context.Context, addr sdk.AccAddress, id string) error
	Slash(ctx context.Context, request providertypes.SlashRequest) (providertypes.SlashSplit, error)
}

// BondedProviderKeeper is all of x/provider that the module needs.
type BondedProviderKeeper interface {
	ProviderKeeper
	BondKeeper
}

// RoyaltyKeeper is what the module needs of x/artefact: what a lease owes to those whose work its program is. It is fixed when the lease
// is made and taken from the price when it is settled.
type RoyaltyKeeper interface {
	OpenRoyalty(ctx context.Context, leaseID, programID string) error
	TakeRoyalties(ctx context.Context, leaseID string, price sdk.Coin) ([]artefacttypes.Payout, sdk.Coin, error)
	DropRoyalty(ctx context.Context, leaseID string) error
}

// NoRoyalties is a registry in which nothing is owed.
type NoRoyalties struct{}

// OpenRoyalty does nothing.
func (NoRoyalties) OpenRoyalty(context.Context, string, string) error { return nil }

// TakeRoyalties leaves the whole price to the provider.
func (NoRoyalties) TakeRoyalties(_ context.Context, _ string, price sdk.Coin) ([]artefacttypes.Payout, sdk.Coin, error) {
	return nil, price, nil
}

// DropRoyalty does nothing.
func (NoRoyalties) DropRoyalty(context.Context, string) error { return nil }

// DAKeeper is what the module needs of x/da: whether the blocks that a challenge may need are published. An optimistic lease relies on it.
type DAKeeper interface {
	CheckLag(ctx context.Context) error
}

// NoDA is a chain whose blocks nobody waits for.
type NoDA struct{}

// CheckLag agrees.
func (NoDA) CheckLag(context.Context) error { return nil }

// PolicyKeeper is what the module needs of x/policy: which versions an order names, and whether they hold.
type PolicyKeeper interface {
	Resolve(ctx context.Context, ids []string) ([]string, error)
	Check(ctx context.Context, ids []string, order policytypes.Order, provider sdk.AccAddress, stage policytypes.Stage) error
	Findings(ctx context.Context, ids []string, order policytypes.Order, provider sdk.AccAddress) ([]policytypes.Finding, error)
}

// NoPolicies is a chain on which no policies exist.
type NoPolicies struct{}

// Resolve refuses every policy.
func (NoPolicies) Resolve(_ context.Context, ids []string) ([]string, error) {
	if len(ids) > 0 {
		return nil, ErrInvalidTerms.Wrapf("policy_ids has %d entries; no policies exist here, leave it empty", len(ids))
	}
	return nil, nil
}

// Check agrees: no order names a policy.
func (NoPolicies) Check(context.Context, []string, policytypes.Order, sdk.AccAddress, policytypes.Stage) error {
	return nil
}

// Findings has none.
func (NoPolicies) Findings(context.Context, []string, policytypes.Order, sdk.AccAddress) ([]policytypes.Finding, error) {
	return nil, nil
}
