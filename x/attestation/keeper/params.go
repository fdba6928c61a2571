package keeper

import (
	"context"

	"github.com/suretynetwork/surety/x/attestation/types"
)

// SetParams replaces the parameters. Open disputes keep their bond and deadline. Error: ErrInvalidParams.
func (k *Keeper) SetParams(ctx context.Context, params types.Params) error {
	if err := params.Validate(k.addresses); err != nil {
		return err
	}
	return k.Params.Set(ctx, params)
}
