package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// Endorse records that attester vouches for a provider's attribute as it is now. Errors: ErrSelfEndorsement, ErrProviderNotFound,
// ErrEndorsementMismatch.
func (k *Keeper) Endorse(ctx context.Context, attester, addr sdk.AccAddress, attribute types.Attribute) error {
	if attester.Equals(addr) {
		return types.ErrSelfEndorsement.Wrapf("%s", addr)
	}
	provider, err := k.GetProvider(ctx, addr)
	if err != nil {
		return err
	}
	if _, has := provider.AttributeSince(attribute.Key, attribute.Value); !has {
		return types.ErrEndorsementMismatch.Wrapf("%s does not say %s=%s; look it up and endorse what it says", provider.Address, attribute.Key, attribute.Value)
	}
	by, err := k.addresses.BytesToString(attester)
	if err != nil {
		return err
	}
	endorsement := types.Endorsement{
		Provider: provider.Address, Attester: by, Key: attribute.Key, Value: attribute.Value,
		Height: sdk.UnwrapSDKContext(ctx).BlockHeight(),
	}
	if err := k.Endorsements.Set(ctx, collections.Join3(addr, attester, attribute.Key), endorsement); err != nil {
		return err
	}
	return emit(ctx, &types.EventAttributeEndorsed{Provider: provider.Address, Attester: by, Key: attribute.Key, Value: attribute.Value})
}

// RevokeEndorsement takes an endorsement back, also one that no longer counts. Error: ErrEndorsementNotFound.
func (k *Keeper) RevokeEndorsement(ctx context.Context, attester, addr sdk.AccAddress, attribute string) error {
	id := collections.Join3(addr, attester, attribute)
	endorsement, err := k.Endorsements.Get(ctx, id)
	if errors.Is(err, collections.ErrNotFound) {
		return types.ErrEndorsementNotFound.Wrapf("%s did not endorse %q of %s", attester, attribute, addr)
	}
	if err != nil {
		return err
	}
	if err := k.Endorsements.Remove(ctx, id); err != nil {
		return err
	}
	return emit(ctx, &types.EventEndorsementRevoked{
		Provider: endorsement.Provider, Attester: endorsement.Attester, Key: endorsement.Key,
	})
}

// Matches checks that a provider has every required attribute, each endorsed by all of allOf and, where anyOf is not empty, by one of
// anyOf. Errors: ErrTooManyRequirements, ErrProviderNotFound, ErrAttributeMissing, ErrAttributeNotEndorsed. It reads at most
// MaxRequiredAttributes * 2 * MaxRequiredAttesters endorsements.
func (k *Keeper) Matches(ctx context.Context, addr sdk.AccAddress, attributes []types.Attribute, allOf, anyOf []sdk.AccAddress) error {
	if len(attributes) > types.MaxRequiredAttributes || len(allOf) > types.MaxRequiredAttesters || len(anyOf) > types.MaxRequiredAttesters {
		return types.ErrTooManyRequirements.Wrapf("%d attributes and %d and %d attesters, at most %d and %d each are possible",
			len(attributes), len(allOf), len(anyOf), types.MaxRequiredAttributes, types.MaxRequiredAttesters)
	}
	provider, err := k.GetProvider(ctx, addr)
	if err != nil {
		return err
	}
	for _, attribute := range attributes {
		if _, has := provider.AttributeSince(attribute.Key, attribute.Value); !has {
			return types.ErrAttributeMissing.Wrapf("%s does not say %s=%s", provider.Address, attribute.Key, attribute.Value)
		}
		if err := k.endorsed(ctx, endorsementQuery{addr, provider, attribute}, allOf, anyOf); err != nil {
			return err
		}
	}
	return nil
}

type endorsementQuery struct {
	addr      sdk.AccAddress
	provider  types.Provider
	attribute types.Attribute
}

func (k *Keeper) endorsed(ctx context.Context, q endorsementQuery, allOf, anyOf []sdk.AccAddress) error {
	for _, attester := range allOf {
		ok, err := k.endorsedBy(ctx, q, attester)
		if err != nil {
			return err
		}
		if !ok {
			return types.ErrAttributeNotEndorsed.Wrapf("%s=%s of %s by %s", q.attribute.Key, q.attribute.Value, q.provider.Address, attester)
		}
	}
	for _, attester := range anyOf {
		ok, err := k.endorsedBy(ctx, q, attester)
		if err != nil || ok {
			return err
		}
	}
	if len(anyOf) > 0 {
		return types.ErrAttributeNotEndorsed.Wrapf("%s=%s of %s by any of %d attesters",
			q.attribute.Key, q.attribute.Value, q.provider.Address, len(anyOf))
	}
	return nil
}

func (k *Keeper) endorsedBy(ctx context.Context, q endorsementQuery, attester sdk.AccAddress) (bool, error) {
	endorsement, err := k.Endorsements.Get(ctx, collections.Join3(q.addr, attester, q.attribute.Key))
	if errors.Is(err, collections.ErrNotFound) {
		return false, nil
	}
	return err == nil && endorsement.Value == q.attribute.Value && q.provider.Counts(endorsement), err
}
