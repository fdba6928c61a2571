package simulation

import (
	"context"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/keeper"
	"github.com/suretynetwork/surety/x/verification/types"
)

// receiptOf returns a lease's pending receipt.
func receiptOf(ctx context.Context, k *keeper.Keeper, leaseID string) (types.Receipt, markettypes.LeaseID, bool) {
	id, err := markettypes.ParseLeaseID(leaseID)
	if err != nil {
		return types.Receipt{}, id, false
	}
	r, err := k.GetReceipt(ctx, id)
	return r, id, err == nil && r.Open() == nil
}

func demanded(ctx context.Context, k *keeper.Keeper, id markettypes.LeaseID) bool {
	has, err := k.Demands.Has(ctx, collections.Join3(id.Order.Owner, id.Order.Sequence, id.Provider))
	return err == nil && has
}

// MsgDemandOutputFactory has an owner demand an output that did not come with its receipt.
func MsgDemandOutputFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgDemandOutput] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgDemandOutput) {
		j, found := aJob(ctx, k, data, markettypes.LeaseStateSubmitted, func(j job) bool {
			r, id, open := receiptOf(ctx, k, j.lease.Id)
			return open && r.InWindow(sdk.UnwrapSDKContext(ctx).BlockHeight()) == nil && !r.HasOutput && !demanded(ctx, k, id)
		})
		if !found {
			return skip[*types.MsgDemandOutput](reporter, "no output is missing")
		}
		owner := data.GetAccount(reporter, j.lease.Owner)
		params, err := k.Params.Get(ctx)
		if err != nil || params.DemandFee.IsPositive() && !owner.LiquidBalance().BlockAmount(params.DemandFee) {
			return skip[*types.MsgDemandOutput](reporter, "the owner cannot pay the fee")
		}
		return []simsx.SimAccount{owner}, &types.MsgDemandOutput{Owner: j.lease.Owner, LeaseId: j.lease.Id}
	}
}

// MsgPublishOutputFactory has anybody answer a demand.
func MsgPublishOutputFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgPublishOutput] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgPublishOutput) {
		j, found := aJob(ctx, k, data, markettypes.LeaseStateSubmitted, func(j job) bool {
			_, id, open := receiptOf(ctx, k, j.lease.Id)
			return open && demanded(ctx, k, id)
		})
		if !found {
			return skip[*types.MsgPublishOutput](reporter, "no output is demanded")
		}
		theirs, _, err := Trace(ctx, k, j.order.Terms.ProgramId, j.lease.Id)
		if err != nil {
			return skip[*types.MsgPublishOutput](reporter, err.Error())
		}
		sender := data.AnyAccount(reporter)
		return []simsx.SimAccount{sender}, &types.MsgPublishOutput{Sender: sender.AddressBech32, LeaseId: j.lease.Id, Outputs: theirs.Outputs()}
	}
}

// MsgProveEquivocationFactory shows two receipts that a provider signed for one lease, one of them of another trace.
func MsgProveEquivocationFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgProveEquivocation] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgProveEquivocation) {
		j, found := aJob(ctx, k, data, markettypes.LeaseStateSubmitted, func(j job) bool {
			_, _, open := receiptOf(ctx, k, j.lease.Id)
			return open
		})
		if !found {
			return skip[*types.MsgProveEquivocation](reporter, "no receipt is open")
		}
		provider := data.GetAccount(reporter, j.lease.Provider)
		theirs, _, err := Trace(ctx, k, j.order.Terms.ProgramId, j.lease.Id)
		if err != nil || !signs(j, provider) {
			return skip[*types.MsgProveEquivocation](reporter, "the provider cannot sign")
		}
		another, err := exec.Corrupt(theirs, 1, 0)
		if err != nil {
			return skip[*types.MsgProveEquivocation](reporter, err.Error())
		}
		msg := &types.MsgProveEquivocation{}
		if msg.First, err = sign(ctx, j, provider, theirs); err != nil {
			return skip[*types.MsgProveEquivocation](reporter, err.Error())
		}
		if msg.Second, err = sign(ctx, j, provider, another); err != nil {
			return skip[*types.MsgProveEquivocation](reporter, err.Error())
		}
		sender := data.AnyAccount(reporter)
		msg.Submitter = sender.AddressBech32
		return []simsx.SimAccount{sender}, msg
	}
}
