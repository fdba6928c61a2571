package keeper

import (
	"context"

	"github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// InitGenesis writes a state.
func (k *Keeper) InitGenesis(ctx context.Context, genesis *types.GenesisState) error {
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	if err := k.Params.Set(ctx, genesis.Params); err != nil {
		return err
	}
	if err := k.Client.Set(ctx, genesis.Client); err != nil {
		return err
	}
	if err := k.Progress.Set(ctx, genesis.Progress); err != nil {
		return err
	}
	for _, header := range genesis.Headers {
		if err := k.Headers.Set(ctx, header.Height, header); err != nil {
			return err
		}
	}
	for _, digest := range genesis.Digests {
		if err := k.Digests.Set(ctx, digest.Height, digest); err != nil {
			return err
		}
	}
	for _, batch := range genesis.Batches {
		if err := k.saveBatch(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// ExportGenesis returns the whole state in the order of the store's keys.
func (k *Keeper) ExportGenesis(ctx context.Context) (genesis *types.GenesisState, err error) {
	genesis = &types.GenesisState{}
	if genesis.Params, err = k.Params.Get(ctx); err != nil {
		return nil, err
	}
	if genesis.Client, err = k.Client.Get(ctx); err != nil {
		return nil, err
	}
	if genesis.Headers, err = records.All(ctx, k.Headers); err != nil {
		return nil, err
	}
	if genesis.Progress, err = k.Progress.Get(ctx); err != nil {
		return nil, err
	}
	if genesis.Digests, err = records.All(ctx, k.Digests); err != nil {
		return nil, err
	}
	genesis.Batches, err = records.All(ctx, k.Batches)
	return genesis, err
}

// SetParams replaces the parameters. Another chain has other headers, so those of the one before are not kept. Error: ErrInvalidParams.
func (k *Keeper) SetParams(ctx context.Context, params types.Params) error {
	if err := params.Validate(k.addresses); err != nil {
		return err
	}
	before, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if before.CelestiaChainId != params.CelestiaChainId {
		if err := k.Headers.Clear(ctx, nil); err != nil {
			return err
		}
		if err := k.Client.Set(ctx, types.Client{}); err != nil {
			return err
		}
	}
	return k.Params.Set(ctx, params)
}

// Invariants checks what must always hold. It walks the whole state: for tests, genesis and operators, not for blocks.
func (k *Keeper) Invariants(ctx context.Context) error { return k.BatchesComplete(ctx) }

// BatchesComplete says that batches follow each other without a gap or an overlap up to what is recorded as published, that headers are in
// order, and that what is counted is so.
func (k *Keeper) BatchesComplete(ctx context.Context) error {
	genesis, err := k.ExportGenesis(ctx)
	if err != nil {
		return err
	}
	return genesis.Validate(k.addresses)
}
