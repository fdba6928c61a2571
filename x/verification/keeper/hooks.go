package keeper

import (
	"context"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

var (
	_ markettypes.MarketHooks     = (*Keeper)(nil)
	_ artefacttypes.ArtefactHooks = (*Keeper)(nil)
)

// BeforeProgramLinked refuses to make a program somebody's artefact unless that account registered it. Errors: ErrProgramNotFound,
// ErrNotCreator.
func (k *Keeper) BeforeProgramLinked(ctx context.Context, programID, creator string) error {
	p, err := k.GetProgram(ctx, programID)
	if err != nil {
		return err
	}
	if p.Creator != creator {
		return types.ErrNotCreator.Wrapf("%s was registered by %s", programID, p.Creator)
	}
	return nil
}

// BeforeOrderPlaced refuses an order whose program is not registered or takes another number of inputs.
func (k *Keeper) BeforeOrderPlaced(ctx context.Context, terms markettypes.Terms) error {
	p, err := k.GetProgram(ctx, terms.ProgramId)
	if err != nil {
		return err
	}
	if len(terms.InputRoots) != int(p.InputCount) {
		return types.ErrInvalidTerms.Wrapf("program %s takes %d inputs, the order gives %d", p.Id, p.InputCount, len(terms.InputRoots))
	}
	return nil
}

// AfterLeaseEnded moves a replicated order on that waits for a provider who is gone.
func (k *Keeper) AfterLeaseEnded(ctx context.Context, lease markettypes.Lease) error {
	switch lease.State {
	case markettypes.LeaseStateMissed, markettypes.LeaseStateClosed, markettypes.LeaseStateFaulted:
	default:
		return nil
	}
	id, err := markettypes.ParseLeaseID(lease.Id)
	if err != nil {
		return err
	}
	order, err := k.market.GetOrder(ctx, id.Order)
	if err != nil || order.Terms.Method != markettypes.MethodReplicated {
		return err
	}
	return k.advance(ctx, id.Order)
}
