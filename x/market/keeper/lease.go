package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

type offer struct {
	bidder sdk.AccAddress
	price  sdk.Coin
}

// openLease makes a lease: bond behind it, the fee back with the first one, and the difference to the highest price back at once. The
// caller saves the order that it returns. Errors: ErrLeaseExists, or x/provider's when the bond is not there.
func (k *Keeper) openLease(ctx context.Context, id types.OrderID, order types.Order, won offer) (types.Order, error) {
	leaseID := types.LeaseID{Order: id, Provider: won.bidder}
	if err := k.checkPublished(ctx, order.Terms); err != nil {
		return order, err
	}
	exists, err := k.Leases.Has(ctx, leaseKey(leaseID))
	if err != nil {
		return order, err
	}
	if exists {
		return order, types.ErrLeaseExists.Wrapf("%s; a provider runs an order once", leaseID)
	}
	provider, err := k.provider.GetProvider(ctx, won.bidder)
	if err != nil {
		return order, err
	}
	lease := types.NewLease(leaseID, order, won.price, provider.ReceiptKey, height(ctx))
	if err := k.provider.Allocate(ctx, won.bidder, lease.Id, lease.Bond); err != nil {
		return order, err
	}
	if err := k.saveLease(ctx, leaseID, types.Lease{}, lease); err != nil {
		return order, err
	}
	if err := k.royalties.OpenRoyalty(ctx, lease.Id, order.Terms.ProgramId); err != nil {
		return order, err
	}
	if order, err = k.returnFee(ctx, id, order); err != nil {
		return order, err
	}
	if err := k.releaseEscrow(ctx, id, id.Owner, order.Terms.MaxPrice.Sub(won.price)); err != nil {
		return order, err
	}
	k.provider.Record(ctx, won.bidder, providertypes.OutcomeLeased)
	return order.AddLease(), emit(ctx, &types.EventLeaseOpened{
		LeaseId: lease.Id, Provider: lease.Provider, Price: lease.Price, DeadlineHeight: lease.DeadlineHeight,
	})
}

// SubmitLease says that the lease's receipt is there: it leaves the deadline queue. Errors: ErrLeaseNotFound, ErrLeaseState, ErrTooLate.
func (k *Keeper) SubmitLease(ctx context.Context, id types.LeaseID) error {
	lease, err := k.GetLease(ctx, id)
	if err != nil {
		return err
	}
	after, err := lease.Submit(height(ctx))
	if err != nil {
		return err
	}
	return k.saveLease(ctx, id, lease, after)
}

// SetLeaseDeadline moves an active lease's deadline to a height that has not passed. Errors: ErrLeaseNotFound, ErrLeaseState,
// ErrInvalidDeadline.
func (k *Keeper) SetLeaseDeadline(ctx context.Context, id types.LeaseID, deadline int64) error {
	lease, err := k.GetLease(ctx, id)
	if err != nil {
		return err
	}
	after, err := lease.WithDeadline(deadline, height(ctx))
	if err != nil {
		return err
	}
	return k.saveLease(ctx, id, lease, after)
}

// CloseLease ends a lease early. Its provider gives up and is slashed as for a missed deadline; its owner gives notice and pays when it
// runs out. Who is both gives up. Errors: ErrLeaseNotFound, ErrNotParty, ErrLeaseState, ErrAlreadyClosing.
func (k *Keeper) CloseLease(ctx context.Context, sender sdk.AccAddress, id types.LeaseID) error {
	lease, err := k.GetLease(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case id.Provider.Equals(sender):
		return k.giveUpLease(ctx, id, lease)
	case id.Order.Owner.Equals(sender):
		return k.giveNotice(ctx, id, lease)
	}
	return types.ErrNotParty.Wrapf("%s is neither owner nor provider of %s", sender, id)
}

func (k *Keeper) giveNotice(ctx context.Context, id types.LeaseID, lease types.Lease) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	after, err := lease.GiveNotice(height(ctx), params.ClosingNoticeBlocks)
	if err != nil {
		return err
	}
	if err := k.saveLease(ctx, id, lease, after); err != nil {
		return err
	}
	return emit(ctx, &types.EventLeaseClosing{LeaseId: lease.Id, DeadlineHeight: after.DeadlineHeight})
}
