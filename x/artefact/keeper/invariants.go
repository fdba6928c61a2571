package keeper

import (
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
)

// Invariants checks everything that must always hold. It walks the whole state: for tests, genesis and operators, not for blocks.
func (k *Keeper) Invariants(ctx context.Context) error {
	return errors.Join(k.RecordsAddUp(ctx), k.MoneyHeld(ctx), k.QueuesMatch(ctx), k.IndexesMatch(ctx))
}

// RecordsAddUp says what an export would be refused for: wrong counters, an edge that goes round, a record about nothing.
func (k *Keeper) RecordsAddUp(ctx context.Context) error {
	genesis, err := k.ExportGenesis(ctx)
	if err != nil {
		return err
	}
	return genesis.Validate(k.addresses)
}

// MoneyHeld says that each request's, reward's and bond's sub-account holds what the record says.
func (k *Keeper) MoneyHeld(ctx context.Context) error {
	err := k.Requests.Walk(ctx, nil, func(key LicenceKey, request types.LicenceRequest) (bool, error) {
		err := k.requireHeld(ctx, "request "+request.ArtefactId, types.RequestAddress(key.K1(), key.K2()), request.Price)
		return err != nil, err
	})
	if err != nil {
		return err
	}
	return k.Deals.Walk(ctx, nil, func(key DealKey, deal types.Deal) (bool, error) {
		if deal.State == types.DealStateEnded {
			return false, nil
		}
		id := types.DealID{Sponsor: key.K1(), Sequence: key.K2()}
		err := errors.Join(
			k.requireHeld(ctx, "reward of "+deal.Id, types.RewardAddress(id), deal.Reward.SubAmount(deal.Paid)),
			k.requireHeld(ctx, "bond of "+deal.Id, types.BondAddress(id), sdk.NewCoin(deal.Bond.Denom, deal.BondLeft)))
		return err != nil, err
	})
}

func (k *Keeper) requireHeld(ctx context.Context, what string, account sdk.AccAddress, amount sdk.Coin) error {
	if held := k.bank.GetBalance(ctx, account, amount.Denom); held.Amount.LT(amount.Amount) {
		return fmt.Errorf("the %s is %s and its sub-account holds %s", what, amount, held)
	}
	return nil
}

// QueuesMatch says that every request and every live deal is in its queue once, under its height, and nothing else is there.
func (k *Keeper) QueuesMatch(ctx context.Context) error {
	var due, waiting int
	err := k.RequestQueue.Walk(ctx, nil, func(key RequestQueueKey) (bool, error) {
		due++
		request, err := k.Requests.Get(ctx, collections.Join(key.K2(), key.K3()))
		if err == nil && request.ExpiresHeight != key.K1() {
			err = fmt.Errorf("request of %s for %s: it expires at %d, not %d", request.Licensee, key.K2(), request.ExpiresHeight, key.K1())
		}
		return err != nil, err
	})
	if err != nil {
		return err
	}
	err = k.DealQueue.Walk(ctx, nil, func(key DealQueueKey) (bool, error) {
		due++
		deal, err := k.Deals.Get(ctx, collections.Join(key.K2(), key.K3()))
		if err == nil && deal.DueHeight != key.K1() {
			err = fmt.Errorf("deal %s is due at %d, not %d", deal.Id, deal.DueHeight, key.K1())
		}
		return err != nil, err
	})
	if err != nil {
		return err
	}
	genesis, err := k.ExportGenesis(ctx)
	if err != nil {
		return err
	}
	waiting = len(genesis.Requests)
	for _, deal := range genesis.Deals {
		if deal.DueHeight != 0 {
			waiting++
		}
	}
	if due != waiting {
		return fmt.Errorf("%d requests and deals wait, %d are queued", waiting, due)
	}
	return nil
}

// IndexesMatch says that names by owner, versions, digests and children have every record and nothing else.
func (k *Keeper) IndexesMatch(ctx context.Context) error {
	genesis, err := k.ExportGenesis(ctx)
	if err != nil {
		return err
	}
	digests := 0
	for _, a := range genesis.Artefacts {
		for _, digest := range a.Core.Digests.All() {
			digests++
			if has, err := k.Digests.Has(ctx, collections.Join3(digest, a.Height, a.Id)); err != nil || !has {
				return fmt.Errorf("artefact %s is not found by %s: %w", a.Id, digest, err)
			}
		}
		if id, err := k.Versions.Get(ctx, collections.Join(a.Name, a.Core.Version)); err != nil || id != a.Id {
			return fmt.Errorf("%s %s is %s and not %s: %w", a.Name, a.Core.Version, id, a.Id, err)
		}
	}
	for _, n := range genesis.Names {
		owner, err := k.parse(n.Owner)
		if err != nil {
			return err
		}
		if has, err := k.NamesByOwner.Has(ctx, collections.Join(owner, n.Name)); err != nil || !has {
			return fmt.Errorf("name %s is not found by its owner: %w", n.Name, err)
		}
	}
	for _, e := range genesis.Edges {
		if has, err := k.Children.Has(ctx, collections.Join(e.Parent.ParentId, e.ChildId)); err != nil || !has {
			return fmt.Errorf("%s is not found by its parent %s: %w", e.ChildId, e.Parent.ParentId, err)
		}
	}
	return errors.Join(
		count(ctx, "digests", k.Digests, digests), count(ctx, "names by owner", k.NamesByOwner, len(genesis.Names)),
		count(ctx, "children", k.Children, len(genesis.Edges)))
}

func count[K any](ctx context.Context, name string, index collections.KeySet[K], want int) error {
	got := 0
	if err := index.Walk(ctx, nil, func(K) (bool, error) { got++; return false, nil }); err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("%s has %d entries, %d are needed", name, got, want)
	}
	return nil
}
