package types

import (
	"slices"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// Reasons for which leases end, besides those that verdicts give.
const (
	ReasonFinal            = "final"
	ReasonDeadlineMissed   = "deadline_missed"
	ReasonClosedByProvider = "closed_by_provider"
	ReasonClosedByOwner    = "closed_by_owner"
)

// MaxReasonBytes bounds the reason that a module above gives for ending a lease.
const MaxReasonBytes = 128

// NewLease returns an active lease of an order at a price.
func NewLease(id LeaseID, order Order, price sdk.Coin, receiptKey string, height int64) Lease {
	return Lease{
		Id: id.String(), OrderId: order.Id, Owner: order.Owner, Provider: id.Provider.String(), Price: price, Bond: order.Terms.Bond,
		ReceiptKey: receiptKey, State: LeaseStateActive, OpenedHeight: height, DeadlineHeight: height + order.Terms.DeadlineBlocks,
	}
}

// Live says whether the lease has not ended.
func (l Lease) Live() bool { return l.State == LeaseStateActive || l.State == LeaseStateSubmitted }

// BlocksRemaining returns how long until the deadline; 0 when it has passed or does not matter.
func (l Lease) BlocksRemaining(height int64) int64 {
	if l.State != LeaseStateActive {
		return 0
	}
	return max(l.DeadlineHeight-height, 0)
}

// Submit says that a receipt is there. Errors: ErrLeaseState, ErrTooLate.
func (l Lease) Submit(height int64) (Lease, error) {
	if err := l.requireActive(); err != nil {
		return l, err
	}
	if height > l.DeadlineHeight {
		return l, ErrTooLate.Wrapf("%s took a receipt until height %d, this is %d", l.Id, l.DeadlineHeight, height)
	}
	l.State = LeaseStateSubmitted
	return l, nil
}

// WithDeadline moves the deadline. Errors: ErrLeaseState, ErrInvalidDeadline for one that has passed.
func (l Lease) WithDeadline(deadline, height int64) (Lease, error) {
	if err := l.requireActive(); err != nil {
		return l, err
	}
	if deadline < height {
		return l, ErrInvalidDeadline.Wrapf("%s cannot be due at height %d, this is %d", l.Id, deadline, height)
	}
	l.DeadlineHeight = deadline
	return l, nil
}

// GiveNotice starts to close the lease on its owner's behalf: the provider may still submit for so many blocks, and never for longer
// than before. Errors: ErrLeaseState, ErrAlreadyClosing.
func (l Lease) GiveNotice(height, notice int64) (Lease, error) {
	if err := l.requireActive(); err != nil {
		return l, err
	}
	if l.Closing {
		return l, ErrAlreadyClosing.Wrapf("%s closes at height %d unless a receipt comes", l.Id, l.DeadlineHeight)
	}
	l.Closing, l.DeadlineHeight = true, min(l.DeadlineHeight, height+notice)
	return l, nil
}

func (l Lease) requireActive() error {
	if l.State != LeaseStateActive {
		return ErrLeaseState.Wrapf("%s is %s, not %s", l.Id, l.State, LeaseStateActive)
	}
	return nil
}

// End puts the lease into a final state. Only a lease with a receipt can be paid, and only one without can be missed or closed. Error:
// ErrLeaseState.
func (l Lease) End(state LeaseState, reason string, height int64) (Lease, error) {
	var from []LeaseState
	switch state {
	case LeaseStateSettled:
		from = []LeaseState{LeaseStateSubmitted}
	case LeaseStateMissed, LeaseStateClosed:
		from = []LeaseState{LeaseStateActive}
	case LeaseStateFaulted, LeaseStateRefunded:
		from = []LeaseState{LeaseStateActive, LeaseStateSubmitted}
	case LeaseStateUnspecified, LeaseStateActive, LeaseStateSubmitted:
		// No lease ends in these.
	}
	if !slices.Contains(from, l.State) {
		return l, ErrLeaseState.Wrapf("%s is %s and cannot become %s", l.Id, l.State, state)
	}
	l.State, l.Reason, l.ClosedHeight = state, reason[:min(len(reason), MaxReasonBytes)], height
	return l, nil
}

// MissedSlash returns what a provider that gives up loses of its bond, rounded up so that it is never nothing unless bps is 0.
func (l Lease) MissedSlash(bps uint32) math.Int { return shareRoundedUp(l.Bond, bps) }

// ClosingFee returns what an owner that closes early pays the provider, rounded down.
func (l Lease) ClosingFee(bps uint32) sdk.Coin {
	return sdk.NewCoin(l.Price.Denom, l.Price.Amount.MulRaw(int64(bps)).QuoRaw(basisPoints))
}

// Amounts have at most 128 bits, so the product fits.
func shareRoundedUp(amount math.Int, bps uint32) math.Int {
	return amount.MulRaw(int64(bps)).AddRaw(basisPoints - 1).QuoRaw(basisPoints)
}
