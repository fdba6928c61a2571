package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

// GetReceipt returns a lease's receipt, also a concluded one. Error: ErrReceiptNotFound.
func (k *Keeper) GetReceipt(ctx context.Context, id markettypes.LeaseID) (types.Receipt, error) {
	r, err := k.Receipts.Get(ctx, leaseKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return r, types.ErrReceiptNotFound.Wrapf("lease %s has none", id)
	}
	return r, err
}

// Submission is a receipt on its way onto the chain.
type Submission struct {
	// Sender is who brings it.
	Sender  sdk.AccAddress
	Receipt types.SignedReceipt
	Outputs [][]byte
	Salt    string
}

// SubmitReceipt takes a signed receipt, whoever brings it, and opens its window. Errors: ErrInvalidReceipt, ErrInvalidSignature,
// ErrReceiptExists, ErrInvalidOutput, ErrNotProvider, ErrRound, and x/market's for a lease that takes none.
func (k *Keeper) SubmitReceipt(ctx context.Context, s Submission) error {
	if err := s.Receipt.Validate(); err != nil {
		return err
	}
	id, err := markettypes.ParseLeaseID(s.Receipt.LeaseId)
	if err != nil {
		return err
	}
	j, err := k.job(ctx, id)
	if err != nil {
		return err
	}
	if has, err := k.Receipts.Has(ctx, leaseKey(id)); err != nil || has {
		return errors.Join(err, types.ErrReceiptExists.Wrapf("lease %s has one", id))
	}
	program, err := k.GetProgram(ctx, j.order.Terms.ProgramId)
	if err != nil {
		return err
	}
	if err := s.Receipt.CheckJob(j.lease, j.order, program); err != nil {
		return err
	}
	if err := s.Receipt.VerifySignature(chainID(ctx), j.lease.ReceiptKey); err != nil {
		return err
	}
	return k.admit(ctx, j, s)
}

// admit stores a receipt that is what it says.
func (k *Keeper) admit(ctx context.Context, j job, s Submission) error {
	replicated := j.order.Terms.Method == markettypes.MethodReplicated
	if replicated {
		if err := k.checkReveal(ctx, j.id, s); err != nil {
			return err
		}
	} else if s.Salt != "" {
		return types.ErrInvalidReceipt.Wrap("salt: only the receipts of replicated orders are sealed")
	}
	if err := k.market.CheckReceipt(ctx, j.id, j.order); err != nil {
		return err
	}
	if err := k.storeInline(ctx, j, s); err != nil {
		return err
	}
	if err := k.market.SubmitLease(ctx, j.id); err != nil {
		return err
	}
	r := types.Receipt{
		Signed: s.Receipt, OrderId: j.order.Id, State: types.ReceiptStatePending, SubmittedHeight: height(ctx),
		WindowEnd: height(ctx) + j.order.Terms.WindowBlocks, HasOutput: len(s.Outputs) > 0,
	}
	if replicated {
		// All receipts of a round stay open equally long, whoever revealed first.
		r.WindowEnd = j.lease.DeadlineHeight + j.order.Terms.WindowBlocks
	}
	if err := k.Receipts.Set(ctx, leaseKey(j.id), r); err != nil {
		return err
	}
	if err := k.FinalQueue.Set(ctx, queueKey(r.WindowEnd+1, j.id)); err != nil {
		return err
	}
	if err := emit(ctx, &types.EventReceiptSubmitted{
		LeaseId: j.lease.Id, Provider: j.lease.Provider, ProgramId: s.Receipt.ProgramId, TraceRoot: s.Receipt.TraceRoot, WindowEnd: r.WindowEnd,
	}); err != nil {
		return err
	}
	if replicated {
		return k.advance(ctx, j.id.Order)
	}
	return nil
}
