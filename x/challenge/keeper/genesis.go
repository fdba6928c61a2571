package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/internal/records"
	markettypes "github.com/suretynetwork/surety/x/market/types"
)

// InitGenesis writes a state. Queues and indexes are made from the records.
func (k *Keeper) InitGenesis(ctx context.Context, g *types.GenesisState) error {
	if err := g.Validate(); err != nil {
		return err
	}
	if err := k.Params.Set(ctx, g.Params); err != nil {
		return err
	}
	for _, l := range g.Leases {
		if err := k.Leases.Set(ctx, l.LeaseId, l); err != nil {
			return err
		}
		if l.Concluded {
			if err := k.CleanQueue.Set(ctx, collections.Join(height(ctx), l.LeaseId)); err != nil {
				return err
			}
		}
	}
	for _, c := range g.Commitments {
		if err := k.Commitments.Set(ctx, c.Commitment, c); err != nil {
			return err
		}
		if err := k.CommitQueue.Set(ctx, collections.Join(c.ExpiryHeight, c.Commitment)); err != nil {
			return err
		}
	}
	if err := k.initChallenges(ctx, g.Challenges); err != nil {
		return err
	}
	return k.initShown(ctx, g)
}

func (k *Keeper) initChallenges(ctx context.Context, challenges []types.Challenge) error {
	for _, c := range challenges {
		if err := k.save(ctx, types.Challenge{}, c); err != nil {
			return err
		}
		if c.Live() {
			continue // save has indexed it
		}
		addr, err := k.addresses.StringToBytes(c.Challenger)
		if err != nil {
			return err
		}
		if err := k.ByChallenger.Set(ctx, collections.Join3(sdk.AccAddress(addr), c.LeaseId, c.Number)); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) initShown(ctx context.Context, g *types.GenesisState) error {
	for _, d := range g.Disclosures {
		if err := k.Disclosures.Set(ctx, collections.Join(d.LeaseId, d.Node), d); err != nil {
			return err
		}
	}
	for _, x := range g.Groups {
		if err := k.Groups.Set(ctx, collections.Join3(x.LeaseId, x.Node, x.Group), x); err != nil {
			return err
		}
	}
	for _, t := range g.Traces {
		if err := k.initTrace(ctx, t); err != nil {
			return err
		}
	}
	for _, v := range g.Verdicts {
		if err := k.Verdicts.Set(ctx, v.LeaseId, v); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) initTrace(ctx context.Context, t types.Trace) error {
	if err := k.Traces.Set(ctx, t.LeaseId, t); err != nil || t.PublishedHeight > 0 {
		return err
	}
	lease, err := markettypes.ParseLeaseID(t.LeaseId)
	if err != nil {
		return err
	}
	if err := k.TraceQueue.Set(ctx, collections.Join(t.DeadlineHeight, t.LeaseId)); err != nil {
		return err
	}
	return k.TraceDemands.Set(ctx, collections.Join(lease.Provider, t.LeaseId))
}

// ExportGenesis reads the whole state, sorted as it is stored.
func (k *Keeper) ExportGenesis(ctx context.Context) (*types.GenesisState, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	g := &types.GenesisState{Params: params}
	if g.Leases, err = records.All(ctx, k.Leases); err != nil {
		return nil, err
	}
	if g.Commitments, err = records.All(ctx, k.Commitments); err != nil {
		return nil, err
	}
	if g.Challenges, err = records.All(ctx, k.Challenges); err != nil {
		return nil, err
	}
	if g.Disclosures, err = records.All(ctx, k.Disclosures); err != nil {
		return nil, err
	}
	if g.Groups, err = records.All(ctx, k.Groups); err != nil {
		return nil, err
	}
	if g.Traces, err = records.All(ctx, k.Traces); err != nil {
		return nil, err
	}
	g.Verdicts, err = records.All(ctx, k.Verdicts)
	return g, err
}
