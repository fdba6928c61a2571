package keeper

import (
	"context"
	"errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

// checkPolicies says whether an order's policies hold, as far as a stage looks. Orders without policies cost nothing.
func (k *Keeper) checkPolicies(ctx context.Context, order types.Order, provider sdk.AccAddress, stage policytypes.Stage) error {
	if len(order.Terms.PolicyIds) == 0 {
		return nil
	}
	return k.policies.Check(ctx, order.Terms.PolicyIds, order.ForPolicies(), provider, stage)
}

// CheckReceipt says whether a lease's receipt may be submitted as far as the order's policies go: what the provider says of itself must be
// what it said when it bid. Error: x/policy's ErrRuleBroken.
func (k *Keeper) CheckReceipt(ctx context.Context, id types.LeaseID, order types.Order) error {
	return k.checkPolicies(ctx, order, id.Provider, policytypes.StageReceipt)
}

// isPolicy is whether an error is a policy's no.
func isPolicy(err error) bool {
	return errors.Is(err, policytypes.ErrRuleBroken) || errors.Is(err, policytypes.ErrTooMuchWork)
}

// sayBroken says aloud which policy keeps a bidder from a lease. Bidder is nil when it is everybody.
func (k *Keeper) sayBroken(ctx context.Context, order types.Order, bidder sdk.AccAddress, broken error) error {
	event := &types.EventPolicyBroken{OrderId: order.Id, Reason: broken.Error()}
	if bidder != nil {
		var err error
		if event.Bidder, err = k.addresses.BytesToString(bidder); err != nil {
			return err
		}
	}
	return emit(ctx, event)
}

// Findings returns what each rule of an order's policies finds now. Provider is nil for what can be said without one. Errors:
// ErrOrderNotFound, x/policy's.
func (k *Keeper) Findings(ctx context.Context, id types.OrderID, provider sdk.AccAddress) ([]policytypes.Finding, error) {
	order, err := k.GetOrder(ctx, id)
	if err != nil || len(order.Terms.PolicyIds) == 0 {
		return nil, err
	}
	return k.policies.Findings(ctx, order.Terms.PolicyIds, order.ForPolicies(), provider)
}
