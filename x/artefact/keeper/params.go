package keeper

import (
	"context"

	"github.com/suretynetwork/surety/x/artefact/types"
)

// SetParams replaces the parameters. Error: ErrInvalidParams.
func (k *Keeper) SetParams(ctx context.Context, params types.Params) error {
	if err := params.Validate(); err != nil {
		return err
	}
	return k.Params.Set(ctx, params)
}
