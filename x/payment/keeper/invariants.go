package keeper

import (
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/payment/types"
)

// Invariants checks everything that must always hold. It walks the whole state: for tests, genesis and operators, not for blocks.
func (k *Keeper) Invariants(ctx context.Context) error {
	return errors.Join(k.EscrowsSolvent(ctx), k.ClaimablesSolvent(ctx), k.DepositorIndexMatches(ctx))
}

// EscrowsSolvent says that every escrow's sub-account holds at least what is recorded, and no record is malformed.
func (k *Keeper) EscrowsSolvent(ctx context.Context) error {
	return k.Escrows.Walk(ctx, nil, func(id string, escrow types.Escrow) (bool, error) {
		held := k.bank.GetBalance(ctx, types.EscrowAddress(id), escrow.Balance.Denom)
		if id != escrow.Id || types.ValidateAmount(escrow.Balance) != nil {
			return true, fmt.Errorf("escrow %s is malformed: %v", id, escrow)
		}
		if held.IsLT(escrow.Balance) {
			return true, fmt.Errorf("escrow %s owes %s and holds %s", id, escrow.Balance, held)
		}
		return false, nil
	})
}

// ClaimablesSolvent says that the claimables sub-account holds at least the sum of what is owed, and that nothing owed is zero.
func (k *Keeper) ClaimablesSolvent(ctx context.Context) error {
	owed := sdk.NewCoins()
	err := k.Claimables.Walk(ctx, nil, func(key collections.Pair[sdk.AccAddress, string], amount math.Int) (bool, error) {
		if !amount.IsPositive() {
			return true, fmt.Errorf("claimable of %s in %s is %s", key.K1(), key.K2(), amount)
		}
		owed = owed.Add(sdk.NewCoin(key.K2(), amount))
		return false, nil
	})
	if err != nil {
		return err
	}
	for _, coin := range owed {
		if held := k.bank.GetBalance(ctx, types.ClaimablesAddress(), coin.Denom); held.IsLT(coin) {
			return fmt.Errorf("claimables owe %s and hold %s", coin, held)
		}
	}
	return nil
}

// DepositorIndexMatches says that every escrow is under its depositor, and nothing else is there.
func (k *Keeper) DepositorIndexMatches(ctx context.Context) error {
	var indexed, recorded int
	err := k.Escrows.Indexes.Depositor.Walk(ctx, nil, func(depositor sdk.AccAddress, id string) (bool, error) {
		indexed++
		escrow, err := k.Escrows.Get(ctx, id)
		if err != nil {
			return true, fmt.Errorf("index of escrow %s: %w", id, err)
		}
		if escrow.Depositor != depositor.String() {
			return true, fmt.Errorf("escrow %s of %s is under %s", id, escrow.Depositor, depositor)
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	err = k.Escrows.Walk(ctx, nil, func(string, types.Escrow) (bool, error) { recorded++; return false, nil })
	if err == nil && indexed != recorded {
		err = fmt.Errorf("%d escrows, %d index entries", recorded, indexed)
	}
	return err
}
