package keeper

import (
	"context"
	"errors"

	"github.com/suretynetwork/surety/x/provider/types"
)

// SetParams replaces the parameters. The bond denomination cannot change while a provider is registered: bonds are amounts without
// one. Error: ErrInvalidParams.
func (k *Keeper) SetParams(ctx context.Context, params types.Params) error {
	if err := params.Validate(); err != nil {
		return err
	}
	before, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if before.BondDenom != params.BondDenom {
		registered, err := k.anyProvider(ctx)
		if err != nil {
			return err
		}
		if registered {
			return types.ErrInvalidParams.Wrapf("bond_denom cannot change from %s to %s while a provider is registered",
				before.BondDenom, params.BondDenom)
		}
	}
	return k.Params.Set(ctx, params)
}

func (k *Keeper) anyProvider(ctx context.Context) (found bool, err error) {
	iterator, err := k.Providers.Iterate(ctx, nil)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	return iterator.Valid(), nil
}
