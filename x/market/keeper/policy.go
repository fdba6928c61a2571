package keeper

import (
	"context"
	"errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

// methods are what policies call the ways to verify.
var methods = map[types.Method]string{types.MethodOptimistic: "optimistic", types.MethodReplicated: "replicated"}

func policyOrder(order types.Order) policytypes.Order {
	t := order.Terms
	return policytypes.Order{
		ID: order.Id, Hash: order.Hash, ProgramID: t.ProgramId, InputRoots: t.InputRoots, MaxPrice: t.MaxPrice, Method: methods[t.Method],
		WindowBlocks: t.WindowBlocks, Redundancy: t.Redundancy, Bond: t.Bond,
	}
}

// checkPolicies says whether an order's policies hold, as far as a stage looks. Orders without policies cost nothing.
func (k *Keeper) checkPolicies(ctx context.Context, order types.Order, provider sdk.AccAddress, stage policytypes.Stage) error {
	if len(order.Terms.PolicyIds) == 0 {
		return nil
	}
	return k.policies.Check(ctx, order.Terms.PolicyIds, policyOrder(order), provider, stage)
}

// CheckReceipt says whether a lease's receipt may be submitted as far as the order's policies go: what the provider says of itself must be
// what it said when it bid. Error: x/policy's ErrRuleBroken.
func (k *Keeper) CheckReceipt(ctx context.Context, id types.LeaseID, order types.Order) error {
	return k.checkPolicies(ctx, order, id.Provider, policytypes.StageReceipt)
}

// policiesHold tells a broken policy, which it says aloud, from other reasons. Bidder is nil when it is about the order.
func (k *Keeper) policiesHold(ctx context.Context, order types.Order, bidder sdk.AccAddress, found error) (bool, error) {
	if !errors.Is(found, policytypes.ErrRuleBroken) && !errors.Is(found, policytypes.ErrTooMuchWork) {
		return found == nil, found
	}
	text := ""
	if bidder != nil {
		var err error
		if text, err = k.addresses.BytesToString(bidder); err != nil {
			return false, err
		}
	}
	return false, emit(ctx, &types.EventPolicyBroken{OrderId: order.Id, Bidder: text, Reason: found.Error()})
}

// Findings returns what each rule of an order's policies finds now. Provider is nil for what can be said without one. Errors:
// ErrOrderNotFound, x/policy's.
func (k *Keeper) Findings(ctx context.Context, id types.OrderID, provider sdk.AccAddress) ([]policytypes.Finding, error) {
	order, err := k.GetOrder(ctx, id)
	if err != nil || len(order.Terms.PolicyIds) == 0 {
		return nil, err
	}
	return k.policies.Findings(ctx, order.Terms.PolicyIds, policyOrder(order), provider)
}
