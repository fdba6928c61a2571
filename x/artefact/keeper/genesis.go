package keeper

import (
	"context"

	"cosmossdk.io/collections"

	"github.com/suretynetwork/surety/x/artefact/types"
)

// InitGenesis writes a state and checks it against the bank, whose state must be there already. Indexes and queues are made from the
// records.
func (k *Keeper) InitGenesis(ctx context.Context, genesis *types.GenesisState) error {
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	if err := k.Params.Set(ctx, genesis.Params); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *types.GenesisState) error{k.initRegistry, k.initRoyalties, k.initLicences, k.initDeals} {
		if err := step(ctx, genesis); err != nil {
			return err
		}
	}
	return k.Invariants(ctx)
}

func (k *Keeper) initRegistry(ctx context.Context, genesis *types.GenesisState) error {
	for _, claim := range genesis.Claims {
		if err := k.Claims.Set(ctx, claim.Skeleton, claim); err != nil {
			return err
		}
	}
	for _, name := range genesis.Names {
		owner, err := k.parse(name.Owner)
		if err != nil {
			return err
		}
		if err := k.NamesByOwner.Set(ctx, collections.Join(owner, name.Name)); err != nil {
			return err
		}
		if err := k.Names.Set(ctx, name.Name, name); err != nil {
			return err
		}
	}
	for _, artefact := range genesis.Artefacts {
		if err := k.setArtefact(ctx, artefact); err != nil {
			return err
		}
	}
	for _, edge := range genesis.Edges {
		if err := k.setEdge(ctx, edge); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) initRoyalties(ctx context.Context, genesis *types.GenesisState) error {
	for _, link := range genesis.Links {
		if err := k.Links.Set(ctx, link.ProgramId, link); err != nil {
			return err
		}
	}
	for _, terms := range genesis.Royalties {
		if err := k.Royalties.Set(ctx, terms.ArtefactId, terms); err != nil {
			return err
		}
	}
	for _, royalty := range genesis.LeaseRoyalties {
		if err := k.LeaseRoyalties.Set(ctx, royalty.LeaseId, royalty); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) initLicences(ctx context.Context, genesis *types.GenesisState) error {
	for _, gate := range genesis.Gates {
		if err := k.Gates.Set(ctx, gate.ArtefactId, gate); err != nil {
			return err
		}
	}
	for _, request := range genesis.Requests {
		licensee, err := k.parse(request.Licensee)
		if err != nil {
			return err
		}
		if err := k.setRequest(ctx, licensee, request); err != nil {
			return err
		}
	}
	for _, grant := range genesis.Grants {
		licensee, err := k.parse(grant.Licensee)
		if err != nil {
			return err
		}
		if err := k.Grants.Set(ctx, collections.Join(grant.ArtefactId, licensee), grant); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) initDeals(ctx context.Context, genesis *types.GenesisState) error {
	for _, deal := range genesis.Deals {
		id, err := types.ParseDealID(deal.Id)
		if err != nil {
			return err
		}
		if err := k.saveDeal(ctx, id, types.Deal{}, deal); err != nil {
			return err
		}
	}
	for _, sequence := range genesis.Sequences {
		sponsor, err := k.parse(sequence.Sponsor)
		if err != nil {
			return err
		}
		if err := k.Sequences.Set(ctx, sponsor, sequence.Next); err != nil {
			return err
		}
	}
	return nil
}
