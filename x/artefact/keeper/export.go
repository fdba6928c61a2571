package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
)

// all returns a map's values in the order of the store.
func all[K, V any](ctx context.Context, from collections.Map[K, V]) ([]V, error) {
	var values []V
	err := from.Walk(ctx, nil, func(_ K, value V) (bool, error) {
		values = append(values, value)
		return false, nil
	})
	return values, err
}

// ExportGenesis returns the whole state in the order of the store's keys.
func (k *Keeper) ExportGenesis(ctx context.Context) (genesis *types.GenesisState, err error) {
	genesis = &types.GenesisState{}
	if genesis.Params, err = k.Params.Get(ctx); err != nil {
		return nil, err
	}
	for _, read := range []func() error{
		func() error { genesis.Claims, err = all(ctx, k.Claims); return err },
		func() error { genesis.Names, err = all(ctx, k.Names); return err },
		func() error { genesis.Artefacts, err = all(ctx, k.Artefacts); return err },
		func() error { genesis.Edges, err = all(ctx, k.Edges); return err },
		func() error { genesis.Links, err = all(ctx, k.Links); return err },
		func() error { genesis.Royalties, err = all(ctx, k.Royalties); return err },
		func() error { genesis.LeaseRoyalties, err = all(ctx, k.LeaseRoyalties); return err },
		func() error { genesis.Gates, err = all(ctx, k.Gates); return err },
		func() error { genesis.Requests, err = all(ctx, k.Requests); return err },
		func() error { genesis.Grants, err = all(ctx, k.Grants); return err },
		func() error { genesis.Deals, err = all(ctx, k.Deals); return err },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	err = k.Sequences.Walk(ctx, nil, func(sponsor sdk.AccAddress, next uint64) (bool, error) {
		text, err := k.text(sponsor)
		genesis.Sequences = append(genesis.Sequences, types.Sequence{Sponsor: text, Next: next})
		return false, err
	})
	return genesis, err
}
