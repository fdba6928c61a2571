package keeper

import (
	"context"

	"github.com/suretynetwork/surety/x/internal/records"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/types"
)

// InitGenesis writes a state. Queues and indexes are made from the records.
func (k *Keeper) InitGenesis(ctx context.Context, g *types.GenesisState) error {
	if err := g.Validate(); err != nil {
		return err
	}
	if err := k.Params.Set(ctx, g.Params); err != nil {
		return err
	}
	for _, p := range g.Programs {
		decoded, err := graph.Decode(p.Graph)
		if err != nil {
			return err
		}
		if err := k.saveProgram(ctx, p.Program, decoded); err != nil {
			return err
		}
	}
	for _, r := range g.Receipts {
		if err := k.initReceipt(ctx, r); err != nil {
			return err
		}
	}
	for _, d := range g.Demands {
		id, err := markettypes.ParseLeaseID(d.LeaseId)
		if err != nil {
			return err
		}
		if err := k.Demands.Set(ctx, leaseKey(id), d); err != nil {
			return err
		}
		if err := k.DemandQueue.Set(ctx, queueKey(d.DeadlineHeight, id)); err != nil {
			return err
		}
	}
	return k.initRest(ctx, g)
}

// initReceipt queues a pending receipt for the end of its window. One whose window has closed is queued as well: it is looked at in the
// first block, and leaves the queue again if it still waits for a dispute.
func (k *Keeper) initReceipt(ctx context.Context, r types.Receipt) error {
	id, err := markettypes.ParseLeaseID(r.Signed.LeaseId)
	if err != nil {
		return err
	}
	if err := k.Receipts.Set(ctx, leaseKey(id), r); err != nil || r.State != types.ReceiptStatePending {
		return err
	}
	return k.FinalQueue.Set(ctx, queueKey(r.WindowEnd+1, id))
}

func (k *Keeper) initRest(ctx context.Context, g *types.GenesisState) error {
	for _, o := range g.Outputs {
		id, err := markettypes.ParseLeaseID(o.LeaseId)
		if err != nil {
			return err
		}
		if err := k.Outputs.Set(ctx, leaseKey(id), o); err != nil {
			return err
		}
	}
	for _, c := range g.Commitments {
		id, err := markettypes.ParseLeaseID(c.LeaseId)
		if err != nil {
			return err
		}
		if err := k.Commitments.Set(ctx, leaseKey(id), c); err != nil {
			return err
		}
	}
	for _, r := range g.Rounds {
		id, err := markettypes.ParseOrderID(r.OrderId)
		if err != nil {
			return err
		}
		if err := k.Rounds.Set(ctx, orderKey(id), r); err != nil {
			return err
		}
	}
	return nil
}

// ExportGenesis reads the whole state, sorted as it is stored.
func (k *Keeper) ExportGenesis(ctx context.Context) (*types.GenesisState, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	g := &types.GenesisState{Params: params}
	if g.Programs, err = k.exportPrograms(ctx); err != nil {
		return nil, err
	}
	receipts, err := k.Receipts.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	if g.Receipts, err = receipts.Values(); err != nil {
		return nil, err
	}
	if g.Outputs, err = records.All(ctx, k.Outputs); err != nil {
		return nil, err
	}
	if g.Demands, err = records.All(ctx, k.Demands); err != nil {
		return nil, err
	}
	if g.Commitments, err = records.All(ctx, k.Commitments); err != nil {
		return nil, err
	}
	g.Rounds, err = records.All(ctx, k.Rounds)
	return g, err
}

func (k *Keeper) exportPrograms(ctx context.Context) ([]types.ProgramGenesis, error) {
	iterator, err := k.Programs.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	programs, err := iterator.Values()
	if err != nil {
		return nil, err
	}
	var out []types.ProgramGenesis
	for _, p := range programs {
		raw, err := k.Graph(ctx, p.Id)
		if err != nil {
			return nil, err
		}
		out = append(out, types.ProgramGenesis{Program: p, Graph: raw})
	}
	return out, nil
}
