package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

// ProveEquivocation faults a provider that signed two different receipts for one lease. Errors: ErrNoEquivocation,
// ErrInvalidSignature, ErrReceiptState when the lease has ended.
func (k *Keeper) ProveEquivocation(ctx context.Context, submitter sdk.AccAddress, first, second types.SignedReceipt) error {
	for _, r := range []types.SignedReceipt{first, second} {
		if err := r.Validate(); err != nil {
			return err
		}
	}
	if first.LeaseId != second.LeaseId {
		return types.ErrNoEquivocation.Wrap("the receipts are for two leases")
	}
	if first.SameClaim(second) {
		return types.ErrNoEquivocation.Wrap("the receipts claim the same")
	}
	id, err := markettypes.ParseLeaseID(first.LeaseId)
	if err != nil {
		return err
	}
	lease, err := k.market.GetLease(ctx, id)
	if err != nil {
		return err
	}
	for _, r := range []types.SignedReceipt{first, second} {
		if err := r.VerifySignature(chainID(ctx), lease.ReceiptKey); err != nil {
			return err
		}
	}
	if _, err := k.Fault(ctx, id, submitter, reasonEquivocation); err != nil {
		return err
	}
	return emit(ctx, &types.EventEquivocationProved{LeaseId: lease.Id, Submitter: submitter.String()})
}
