package keeper

import (
	"context"

	"github.com/suretynetwork/surety/x/breaker/types"
)

// InitGenesis writes a state.
func (k *Keeper) InitGenesis(ctx context.Context, genesis *types.GenesisState) error {
	if err := genesis.Validate(); err != nil {
		return err
	}
	for _, url := range genesis.Stopped {
		if err := k.Stopped.Set(ctx, url); err != nil {
			return err
		}
	}
	return nil
}

// ExportGenesis returns the whole state.
func (k *Keeper) ExportGenesis(ctx context.Context) (*types.GenesisState, error) {
	genesis := types.DefaultGenesis()
	err := k.Stopped.Walk(ctx, nil, func(url string) (bool, error) {
		genesis.Stopped = append(genesis.Stopped, url)
		return false, nil
	})
	return genesis, err
}
