package keeper

import (
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// Invariants checks everything that must always hold. It walks the whole state: for tests, genesis and operators, not for blocks.
func (k *Keeper) Invariants(ctx context.Context) error {
	return errors.Join(k.BondsSolvent(ctx), k.RecordsAddUp(ctx), k.QueueMatches(ctx), k.AttributeIndexMatches(ctx))
}

// BondsSolvent says that every provider's sub-account holds at least the sum of its bond, and no bond is malformed.
func (k *Keeper) BondsSolvent(ctx context.Context) error {
	denom, err := k.BondDenom(ctx)
	if err != nil {
		return err
	}
	return k.Providers.Walk(ctx, nil, func(addr sdk.AccAddress, provider types.Provider) (bool, error) {
		if err := provider.Bond.Validate(); err != nil {
			return true, fmt.Errorf("provider %s: %w", provider.Address, err)
		}
		total, err := provider.Bond.Total()
		if err != nil {
			return true, err
		}
		if held := k.bank.GetBalance(ctx, types.BondAddress(addr), denom); held.Amount.LT(total) {
			return true, fmt.Errorf("provider %s has a bond of %s and its sub-account holds %s", provider.Address, total, held)
		}
		return false, nil
	})
}

// RecordsAddUp says what an export would be refused for: parts that are not the sum of their records, wrong counters, a leaving
// provider with something left.
func (k *Keeper) RecordsAddUp(ctx context.Context) error {
	genesis, err := k.ExportGenesis(ctx)
	if err != nil {
		return err
	}
	return genesis.Validate(k.addresses)
}

// QueueMatches says that every unbonding is in the queue once, under its height, and nothing else is there.
func (k *Keeper) QueueMatches(ctx context.Context) error {
	var queued, recorded int
	err := k.UnbondingQueue.Walk(ctx, nil, func(key QueueKey) (bool, error) {
		queued++
		entry, err := k.Unbondings.Get(ctx, collections.Join(key.K2(), key.K3()))
		if err == nil && entry.CompletionHeight != key.K1() {
			err = fmt.Errorf("it completes at %d", entry.CompletionHeight)
		}
		if err != nil {
			return true, fmt.Errorf("unbonding %d of %s is queued for %d: %w", key.K3(), key.K2(), key.K1(), err)
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	err = k.Unbondings.Walk(ctx, nil, func(UnbondingKey, types.Unbonding) (bool, error) { recorded++; return false, nil })
	if err == nil && queued != recorded {
		err = fmt.Errorf("%d unbondings, %d in the queue", recorded, queued)
	}
	return err
}

// AttributeIndexMatches says that the index has every provider's attributes and nothing else.
func (k *Keeper) AttributeIndexMatches(ctx context.Context) error {
	var indexed, recorded int
	err := k.Attributes.Walk(ctx, nil, func(key AttributeKey) (bool, error) {
		indexed++
		provider, err := k.GetProvider(ctx, key.K3())
		if err != nil {
			return true, err
		}
		if _, has := provider.AttributeSince(key.K1(), key.K2()); !has {
			return true, fmt.Errorf("%s is found by %s=%s, which it does not say", provider.Address, key.K1(), key.K2())
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	err = k.Providers.Walk(ctx, nil, func(_ sdk.AccAddress, provider types.Provider) (bool, error) {
		recorded += len(provider.Attributes)
		return false, nil
	})
	if err == nil && indexed != recorded {
		err = fmt.Errorf("%d attributes, %d index entries", recorded, indexed)
	}
	return err
}

// Bonded returns the sum of all bonds, for conservation checks across modules.
func (k *Keeper) Bonded(ctx context.Context) (math.Int, error) {
	sum := math.ZeroInt()
	err := k.Providers.Walk(ctx, nil, func(_ sdk.AccAddress, provider types.Provider) (bool, error) {
		total, err := provider.Bond.Total()
		if err == nil {
			sum, err = sum.SafeAdd(total)
		}
		return err != nil, err
	})
	return sum, err
}
