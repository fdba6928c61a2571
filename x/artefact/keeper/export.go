package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// ExportGenesis returns the whole state in the order of the store's keys.
func (k *Keeper) ExportGenesis(ctx context.Context) (genesis *types.GenesisState, err error) {
	genesis = &types.GenesisState{}
	if genesis.Params, err = k.Params.Get(ctx); err != nil {
		return nil, err
	}
	for _, read := range []func() error{
		func() error { genesis.Claims, err = records.All(ctx, k.Claims); return err },
		func() error { genesis.Names, err = records.All(ctx, k.Names); return err },
		func() error { genesis.Artefacts, err = records.All(ctx, k.Artefacts); return err },
		func() error { genesis.Edges, err = records.All(ctx, k.Edges); return err },
		func() error { genesis.Links, err = records.All(ctx, k.Links); return err },
		func() error { genesis.Royalties, err = records.All(ctx, k.Royalties); return err },
		func() error { genesis.LeaseRoyalties, err = records.All(ctx, k.LeaseRoyalties); return err },
		func() error { genesis.Gates, err = records.All(ctx, k.Gates); return err },
		func() error { genesis.Requests, err = records.All(ctx, k.Requests); return err },
		func() error { genesis.Grants, err = records.All(ctx, k.Grants); return err },
		func() error { genesis.Deals, err = records.All(ctx, k.Deals); return err },
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
