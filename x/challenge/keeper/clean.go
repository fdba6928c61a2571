package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/internal/records"
	markettypes "github.com/suretynetwork/surety/x/market/types"
)

// clean refunds live challenges of a concluded receipt and prunes what was disclosed of it, at most budget items. It returns how many
// it did; fewer than the budget means that the lease is done.
func (k *Keeper) clean(ctx context.Context, lease string, budget int) (int, error) {
	done, err := k.refund(ctx, lease, budget)
	if err != nil || done == budget {
		return done, err
	}
	groups, err := records.Keys(ctx, k.Groups, collections.NewPrefixedTripleRange[string, uint32, uint32](lease), uint64(budget-done))
	if err != nil {
		return done, err
	}
	for _, key := range groups {
		if err := k.Groups.Remove(ctx, key); err != nil {
			return done, err
		}
	}
	done += len(groups)
	nodes, err := records.Keys(ctx, k.Disclosures, collections.NewPrefixedPairRange[string, uint32](lease), uint64(budget-done))
	if err != nil {
		return done, err
	}
	for _, key := range nodes {
		if err := k.Disclosures.Remove(ctx, key); err != nil {
			return done, err
		}
	}
	if done += len(nodes); done == budget {
		return done, nil
	}
	return done, k.dropTrace(ctx, lease)
}

// refund ends live challenges without a finding.
func (k *Keeper) refund(ctx context.Context, lease string, budget int) (int, error) {
	iterator, err := k.Priority.Iterate(ctx, collections.NewPrefixedQuadRange[string, uint32, int64, uint64](lease))
	if err != nil {
		return 0, err
	}
	defer iterator.Close()
	var numbers []uint64
	for ; iterator.Valid() && len(numbers) < budget; iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return 0, err
		}
		numbers = append(numbers, key.K4())
	}
	for _, n := range numbers {
		c, err := k.Challenges.Get(ctx, collections.Join(lease, n))
		if err != nil {
			return 0, err
		}
		if err := k.close(ctx, c, types.ChallengeStateRefunded, types.ReasonConcluded, c.Challenger); err != nil {
			return 0, err
		}
	}
	return len(numbers), nil
}

// dropTrace forgets a trace, and gives the fee of a demand back that was never answered.
func (k *Keeper) dropTrace(ctx context.Context, lease string) error {
	has, err := k.Traces.Has(ctx, lease)
	if err != nil || !has {
		return err
	}
	t, err := k.Traces.Get(ctx, lease)
	if err != nil {
		return err
	}
	if t.PublishedHeight == 0 {
		id, err := markettypes.ParseLeaseID(lease)
		if err != nil {
			return err
		}
		demander, err := sdk.AccAddressFromBech32(t.Demander)
		if err != nil {
			return err
		}
		if err := k.unqueueTrace(ctx, id, t); err != nil {
			return err
		}
		if err := k.payment.Pay(ctx, types.TraceAddress(id), demander, t.Fee); err != nil {
			return err
		}
	}
	return k.Traces.Remove(ctx, lease)
}
