package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// ending is how a lease ends: its final state, why, and how its price is divided.
type ending struct {
	state  types.LeaseState
	reason string
	paid   sdk.Coin
	// bond settles the bond behind the lease.
	bond func(ctx context.Context, lease types.Lease, order types.Order) error
	// outcome is what the provider is remembered for; 0 for nothing.
	outcome providertypes.Outcome
}

// SettleLease pays the provider and frees its bond. Errors: ErrLeaseNotFound, ErrLeaseState unless a receipt was submitted, or a hook's.
func (k *Keeper) SettleLease(ctx context.Context, id types.LeaseID) error {
	lease, err := k.GetLease(ctx, id)
	if err != nil {
		return err
	}
	return k.endLease(ctx, id, lease, ending{
		state: types.LeaseStateSettled, reason: types.ReasonFinal, paid: lease.Price, bond: k.freeBond(id),
		outcome: providertypes.OutcomeCompleted,
	})
}

// FaultLease ends a lease by a verdict against its provider: the price goes back to the owner and the whole allocated bond is slashed.
// Challenger may be nil. Errors: ErrLeaseNotFound, ErrLeaseState, or a hook's.
func (k *Keeper) FaultLease(
	ctx context.Context, id types.LeaseID, challenger sdk.AccAddress, reason string,
) (providertypes.SlashSplit, error) {
	lease, err := k.GetLease(ctx, id)
	if err != nil {
		return providertypes.SlashSplit{}, err
	}
	var split providertypes.SlashSplit
	err = k.endLease(ctx, id, lease, ending{
		state: types.LeaseStateFaulted, reason: reason, paid: nothing(lease), outcome: providertypes.OutcomeFaulted,
		bond: func(ctx context.Context, lease types.Lease, order types.Order) error {
			var err error
			split, err = k.provider.Slash(ctx, providertypes.SlashRequest{
				Provider: id.Provider, AllocationID: lease.Id, Amount: lease.Bond,
				User: id.Order.Owner, Loss: order.Terms.DeclaredLoss, Challenger: challenger, Reason: reason,
			})
			return err
		},
	})
	return split, err
}

// RefundLease ends a lease in a disagreement that nobody took to court: the price goes back to the owner and the provider loses as much
// as for a missed deadline. Errors: ErrLeaseNotFound, ErrLeaseState, or a hook's.
func (k *Keeper) RefundLease(ctx context.Context, id types.LeaseID, reason string) error {
	lease, err := k.GetLease(ctx, id)
	if err != nil {
		return err
	}
	return k.endLease(ctx, id, lease, ending{
		state: types.LeaseStateRefunded, reason: reason, paid: nothing(lease), bond: k.slashPart(id, reason),
		outcome: providertypes.OutcomeUnresolved,
	})
}

// giveUpLease is a provider that closes its lease.
func (k *Keeper) giveUpLease(ctx context.Context, id types.LeaseID, lease types.Lease) error {
	return k.endLease(ctx, id, lease, ending{
		state: types.LeaseStateClosed, reason: types.ReasonClosedByProvider, paid: nothing(lease),
		bond: k.slashPart(id, types.ReasonClosedByProvider), outcome: providertypes.OutcomeClosed,
	})
}

// passDeadline ends a lease without a receipt: at its owner's cost after notice, at its provider's otherwise.
func (k *Keeper) passDeadline(ctx context.Context, id types.LeaseID, lease types.Lease, params types.Params) error {
	if lease.Closing {
		return k.endLease(ctx, id, lease, ending{
			state: types.LeaseStateClosed, reason: types.ReasonClosedByOwner, paid: lease.ClosingFee(params.ClosingFeeBps),
			bond: k.freeBond(id),
		})
	}
	return k.endLease(ctx, id, lease, ending{
		state: types.LeaseStateMissed, reason: types.ReasonDeadlineMissed, paid: nothing(lease),
		bond: k.slashPart(id, types.ReasonDeadlineMissed), outcome: providertypes.OutcomeMissed,
	})
}

// endLease is the one way in which a lease ends.
func (k *Keeper) endLease(ctx context.Context, id types.LeaseID, lease types.Lease, how ending) error {
	after, err := lease.End(how.state, how.reason, height(ctx))
	if err != nil {
		return err
	}
	if err := k.saveLease(ctx, id, lease, after); err != nil {
		return err
	}
	order, err := k.GetOrder(ctx, id.Order)
	if err != nil {
		return err
	}
	refunded := lease.Price.Sub(how.paid)
	if err := k.payLease(ctx, id, after, how.paid); err != nil {
		return err
	}
	if err := k.releaseEscrow(ctx, id.Order, id.Order.Owner, refunded); err != nil {
		return err
	}
	if err := how.bond(ctx, after, order); err != nil {
		return err
	}
	if how.outcome != 0 {
		k.provider.Record(ctx, id.Provider, how.outcome)
	}
	closed, err := k.countEnded(ctx, id.Order, order)
	if err != nil {
		return err
	}
	if err := k.hooks.AfterLeaseEnded(ctx, after); err != nil {
		return err
	}
	ended := &types.EventLeaseEnded{LeaseId: lease.Id, State: after.State, Reason: after.Reason, Paid: how.paid, Refunded: refunded}
	if err := emit(ctx, ended); err != nil || closed == nil {
		return err
	}
	return emit(ctx, closed)
}

// countEnded takes an ended lease off its order and closes the order with its last one.
func (k *Keeper) countEnded(ctx context.Context, id types.OrderID, order types.Order) (*types.EventOrderClosed, error) {
	after, err := order.EndLease()
	if err != nil {
		return nil, err
	}
	if !after.Finished() {
		return nil, k.saveOrder(ctx, id, order, after)
	}
	refund, err := k.endOrder(ctx, id, order, after.End(types.OrderStateClosed))
	return &types.EventOrderClosed{OrderId: order.Id, Refund: refund}, err
}

func (k *Keeper) freeBond(id types.LeaseID) func(context.Context, types.Lease, types.Order) error {
	return func(ctx context.Context, lease types.Lease, _ types.Order) error {
		return k.provider.Release(ctx, id.Provider, lease.Id)
	}
}

// slashPart takes the part of the bond that giving up costs. A slash of zero would mean all of it, so zero is a release.
func (k *Keeper) slashPart(id types.LeaseID, reason string) func(context.Context, types.Lease, types.Order) error {
	return func(ctx context.Context, lease types.Lease, order types.Order) error {
		params, err := k.Params.Get(ctx)
		if err != nil {
			return err
		}
		amount := lease.MissedSlash(params.MissedSlashBps)
		if amount.IsZero() {
			return k.provider.Release(ctx, id.Provider, lease.Id)
		}
		_, err = k.provider.Slash(ctx, providertypes.SlashRequest{
			Provider: id.Provider, AllocationID: lease.Id, Amount: amount, User: id.Order.Owner, Loss: order.Terms.DeclaredLoss, Reason: reason,
		})
		return err
	}
}

func nothing(lease types.Lease) sdk.Coin { return sdk.NewCoin(lease.Price.Denom, zero) }
