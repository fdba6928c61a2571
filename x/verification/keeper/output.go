package keeper

import (
	"context"
	"encoding/hex"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/types"
)

// storeInline keeps the outputs that came with a receipt.
func (k *Keeper) storeInline(ctx context.Context, j job, s Submission) error {
	if len(s.Outputs) == 0 {
		return nil
	}
	if err := j.mayPublish(s.Sender); err != nil {
		return err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	return k.storeOutputs(ctx, j, s.Receipt, s.Outputs, params.MaxInlineOutputBytes)
}

// mayPublish refuses encrypted outputs from anybody but the provider: the chain cannot check them, and the provider answers for them
// with its bond. Error: ErrNotProvider.
func (j job) mayPublish(sender sdk.AccAddress) error {
	if j.order.Terms.OutputKey != "" && !j.id.Provider.Equals(sender) {
		return types.ErrNotProvider.Wrapf("encrypted outputs of %s are taken from %s only", j.lease.Id, j.lease.Provider)
	}
	return nil
}

// storeOutputs checks outputs against a receipt and keeps them. Encrypted ones cannot be checked here: the owner may contest them.
func (k *Keeper) storeOutputs(ctx context.Context, j job, r types.SignedReceipt, outputs [][]byte, limit uint64) error {
	if len(outputs) != len(r.OutputRoots) {
		return types.ErrInvalidOutput.Wrapf("%d outputs are given, the receipt has %d", len(outputs), len(r.OutputRoots))
	}
	encrypted := j.order.Terms.OutputKey != ""
	if encrypted {
		limit += uint64(len(outputs)) * types.SealOverhead
	}
	var total uint64
	for i, out := range outputs {
		total += uint64(len(out))
		if total > limit {
			return types.ErrInvalidOutput.Wrapf("the outputs are over %d bytes", limit)
		}
		if encrypted {
			continue
		}
		if root := commit.Sum(out); hex.EncodeToString(root[:]) != r.OutputRoots[i] {
			return types.ErrInvalidOutput.Wrapf("output %d hashes to %x, the receipt says %s", i, root, r.OutputRoots[i])
		}
	}
	return k.Outputs.Set(ctx, leaseKey(j.id), types.Output{LeaseId: j.lease.Id, Outputs: outputs, Encrypted: encrypted})
}

// DemandOutput makes the provider publish outputs that did not come with the receipt. Errors: ErrNotOwner, ErrOutputExists,
// ErrDemandExists, and the receipt's.
func (k *Keeper) DemandOutput(ctx context.Context, owner sdk.AccAddress, id markettypes.LeaseID) (int64, error) {
	if !id.Order.Owner.Equals(owner) {
		return 0, types.ErrNotOwner.Wrapf("order %s is not %s's", id.Order, owner)
	}
	r, err := k.GetReceipt(ctx, id)
	if err != nil {
		return 0, err
	}
	if r.HasOutput {
		return 0, types.ErrOutputExists.Wrapf("query it for %s", id)
	}
	if has, err := k.Demands.Has(ctx, leaseKey(id)); err != nil || has {
		return 0, errors.Join(err, types.ErrDemandExists.Wrapf("%s", id))
	}
	if err := k.OpenDispute(ctx, id); err != nil {
		return 0, err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return 0, err
	}
	if params.DemandFee.IsPositive() {
		if err := k.bank.SendCoins(ctx, owner, types.DemandAddress(id), sdk.NewCoins(params.DemandFee)); err != nil {
			return 0, err
		}
	}
	d := types.OutputDemand{LeaseId: id.String(), Fee: params.DemandFee, DeadlineHeight: height(ctx) + params.PublishBlocks}
	if err := k.Demands.Set(ctx, leaseKey(id), d); err != nil {
		return 0, err
	}
	if err := k.DemandQueue.Set(ctx, queueKey(d.DeadlineHeight, id)); err != nil {
		return 0, err
	}
	return d.DeadlineHeight, emit(ctx, &types.EventOutputDemanded{LeaseId: d.LeaseId, DeadlineHeight: d.DeadlineHeight})
}

// PublishOutput answers a demand. The fee goes to the provider, whoever publishes. Errors: ErrDemandNotFound, ErrInvalidOutput,
// ErrNotProvider.
func (k *Keeper) PublishOutput(ctx context.Context, sender sdk.AccAddress, id markettypes.LeaseID, outputs [][]byte) error {
	demand, err := k.demand(ctx, id)
	if err != nil {
		return err
	}
	r, err := k.GetReceipt(ctx, id)
	if err != nil {
		return err
	}
	j, err := k.job(ctx, id)
	if err != nil {
		return err
	}
	if err := j.mayPublish(sender); err != nil {
		return err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := k.storeOutputs(ctx, j, r.Signed, outputs, params.MaxPublishedOutputBytes); err != nil {
		return err
	}
	r.HasOutput = true
	if err := k.Receipts.Set(ctx, leaseKey(id), r); err != nil {
		return err
	}
	if err := k.removeDemand(ctx, id, demand, id.Provider); err != nil {
		return err
	}
	// An encrypted output may still be contested: leave its reader as long as its publisher had.
	if err := k.ExtendWindow(ctx, id, height(ctx)+params.PublishBlocks); err != nil {
		return err
	}
	if err := k.CloseDispute(ctx, id); err != nil {
		return err
	}
	return emit(ctx, &types.EventOutputPublished{LeaseId: r.Signed.LeaseId})
}

func (k *Keeper) demand(ctx context.Context, id markettypes.LeaseID) (types.OutputDemand, error) {
	d, err := k.Demands.Get(ctx, leaseKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return d, types.ErrDemandNotFound.Wrapf("%s", id)
	}
	return d, err
}

// removeDemand ends a demand and pays its fee out.
func (k *Keeper) removeDemand(ctx context.Context, id markettypes.LeaseID, d types.OutputDemand, to sdk.AccAddress) error {
	if err := k.Demands.Remove(ctx, leaseKey(id)); err != nil {
		return err
	}
	if err := k.DemandQueue.Remove(ctx, queueKey(d.DeadlineHeight, id)); err != nil {
		return err
	}
	return k.payment.Pay(ctx, types.DemandAddress(id), to, d.Fee)
}

// dropDemand gives the fee of a demand back that nobody needs to answer any more.
func (k *Keeper) dropDemand(ctx context.Context, id markettypes.LeaseID) error {
	d, err := k.demand(ctx, id)
	if errors.Is(err, types.ErrDemandNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return k.removeDemand(ctx, id, d, id.Order.Owner)
}

// expireDemand faults a provider that did not publish. Silence loses.
func (k *Keeper) expireDemand(ctx context.Context, id markettypes.LeaseID) error {
	_, err := k.Fault(ctx, id, nil, reasonWithheld)
	return err
}

// ContestOutput faults a provider whose encrypted output does not decrypt to what its receipt says. Errors: ErrNotOwner,
// ErrInvalidKey, ErrOutputNotFound, ErrOutputHonest, and the receipt's.
func (k *Keeper) ContestOutput(ctx context.Context, owner sdk.AccAddress, id markettypes.LeaseID, privateKey string) error {
	if !id.Order.Owner.Equals(owner) {
		return types.ErrNotOwner.Wrapf("order %s is not %s's", id.Order, owner)
	}
	j, err := k.job(ctx, id)
	if err != nil {
		return err
	}
	r, err := k.GetReceipt(ctx, id)
	if err != nil {
		return err
	}
	if err := r.InWindow(height(ctx)); err != nil {
		return err
	}
	if !types.MatchesKey(privateKey, j.order.Terms.OutputKey) {
		return types.ErrInvalidKey.Wrap("it is not the private key of the order's output key")
	}
	out, err := k.Outputs.Get(ctx, leaseKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return types.ErrOutputNotFound.Wrapf("%s: demand it first", id)
	}
	if err != nil {
		return err
	}
	for i, blob := range out.Outputs {
		sdk.UnwrapSDKContext(ctx).GasMeter().ConsumeGas(uint64(len(blob))+50_000, "decrypt an output")
		plain, err := types.OpenOutput(privateKey, j.lease.Id, i, blob)
		if root := commit.Sum(plain); err != nil || hex.EncodeToString(root[:]) != r.Signed.OutputRoots[i] {
			_, err := k.Fault(ctx, id, owner, reasonUnreadable)
			return err
		}
	}
	return types.ErrOutputHonest.Wrapf("%s", id)
}
