package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
)

// SetRoyalty sets what leases made from now on pay. Errors: ErrArtefactNotFound, ErrNotOwner, ErrInvalidRoyalty.
func (k *Keeper) SetRoyalty(ctx context.Context, owner sdk.AccAddress, terms types.RoyaltyTerms) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := terms.Validate(params); err != nil {
		return err
	}
	if _, err := k.owned(ctx, owner, terms.ArtefactId); err != nil {
		return err
	}
	if err := k.Royalties.Set(ctx, terms.ArtefactId, terms); err != nil {
		return err
	}
	return emit(ctx, &types.EventRoyaltySet{Terms: terms})
}

// QuoteRoyalty returns what a lease of a program would pay now: the model's own terms, then what its ancestors inherit, nearest first, at
// most royalty_depth generations up and max_royalty_shares in all. A program that is no artefact pays nothing.
func (k *Keeper) QuoteRoyalty(ctx context.Context, program string) (types.LeaseRoyalty, error) {
	link, err := k.Links.Get(ctx, program)
	if errors.Is(err, collections.ErrNotFound) {
		return types.LeaseRoyalty{}, nil
	}
	if err != nil {
		return types.LeaseRoyalty{}, err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return types.LeaseRoyalty{}, err
	}
	royalty := types.LeaseRoyalty{CapBps: params.MaxRoyaltyBps}
	ancestors, _, err := k.Ancestors(ctx, link.ArtefactId, params.RoyaltyDepth, func(e types.Edge) bool {
		return e.Counts() && e.Parent.Relation.Inherits()
	})
	if err != nil {
		return royalty, err
	}
	for _, one := range ancestors {
		share, err := k.share(ctx, one)
		if err != nil {
			return royalty, err
		}
		if !share.Empty() && uint64(len(royalty.Shares)) < uint64(params.MaxRoyaltyShares) {
			royalty.Shares = append(royalty.Shares, share)
		}
	}
	return royalty, nil
}

// share is what one artefact of the walk asks for. A revoked one asks for nothing.
func (k *Keeper) share(ctx context.Context, one Ancestor) (types.RoyaltyShare, error) {
	none := types.RoyaltyTerms{PerLease: sdk.NewInt64Coin("none", 0)}.Own("")
	terms, err := k.Royalties.Get(ctx, one.Artefact.Id)
	if errors.Is(err, collections.ErrNotFound) || one.Artefact.Status == types.StatusRevoked {
		return none, nil
	}
	if err != nil {
		return none, err
	}
	owner, err := k.OwnerOf(ctx, one.Artefact)
	if err != nil {
		return none, err
	}
	if one.Depth == 0 {
		return terms.Own(owner), nil
	}
	return terms.Inherited(owner), nil
}

// OpenRoyalty fixes what a new lease will pay, so that terms which change later do not touch it.
func (k *Keeper) OpenRoyalty(ctx context.Context, lease, program string) error {
	royalty, err := k.QuoteRoyalty(ctx, program)
	if err != nil || len(royalty.Shares) == 0 {
		return err
	}
	royalty.LeaseId = lease
	return k.LeaseRoyalties.Set(ctx, lease, royalty)
}

// TakeRoyalties divides a lease's price and forgets the lease. It returns what goes to whom and what is left for the provider; the caller
// pays.
func (k *Keeper) TakeRoyalties(ctx context.Context, lease string, price sdk.Coin) ([]types.Payout, sdk.Coin, error) {
	royalty, err := k.LeaseRoyalties.Get(ctx, lease)
	if errors.Is(err, collections.ErrNotFound) {
		return nil, price, nil
	}
	if err != nil {
		return nil, price, err
	}
	if err := k.LeaseRoyalties.Remove(ctx, lease); err != nil {
		return nil, price, err
	}
	payouts, rest := royalty.Split(price)
	for _, payout := range payouts {
		err := emit(ctx, &types.EventRoyaltyPaid{
			LeaseId: lease, ArtefactId: payout.ArtefactID, Recipient: payout.Recipient, Amount: payout.Amount,
		})
		if err != nil {
			return nil, price, err
		}
	}
	return payouts, rest, nil
}

// DropRoyalty forgets a lease that ended without being paid for its result.
func (k *Keeper) DropRoyalty(ctx context.Context, lease string) error {
	return k.LeaseRoyalties.Remove(ctx, lease)
}
