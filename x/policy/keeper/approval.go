package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/internal/records"
	"github.com/suretynetwork/surety/x/policy/types"
)

// Approve records a person's yes to an order as it is: another order under the same id has another hash. Errors: ErrInvalidApproval,
// ErrUnchanged.
func (k *Keeper) Approve(ctx context.Context, approver sdk.AccAddress, orderID, orderHash string) error {
	text, err := k.addresses.BytesToString(approver)
	if err != nil {
		return err
	}
	approval := types.Approval{OrderId: orderID, Approver: text, OrderHash: orderHash, Height: height(ctx)}
	if err := approval.Validate(k.addresses); err != nil {
		return err
	}
	key := collections.Join(orderID, approver)
	before, err := records.Get(ctx, k.Approvals, key, nil)
	if err != nil {
		return err
	}
	if before.OrderHash == orderHash {
		return types.ErrUnchanged.Wrapf("%s approved %s at height %d", text, orderID, before.Height)
	}
	if err := k.Approvals.Set(ctx, key, approval); err != nil {
		return err
	}
	return emit(ctx, &types.EventOrderApproved{OrderId: orderID, Approver: text, OrderHash: orderHash})
}

// Withdraw takes an approval back. Leases that were made stay. Error: ErrApprovalNotFound.
func (k *Keeper) Withdraw(ctx context.Context, approver sdk.AccAddress, orderID string) error {
	key := collections.Join(orderID, approver)
	approval, err := records.Get(ctx, k.Approvals, key, types.ErrApprovalNotFound.Wrapf("%s did not approve %.128q", approver, orderID))
	if err != nil {
		return err
	}
	if err := k.Approvals.Remove(ctx, key); err != nil {
		return err
	}
	return emit(ctx, &types.EventApprovalWithdrawn{OrderId: orderID, Approver: approval.Approver})
}
