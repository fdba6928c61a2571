package keeper

import (
	"context"
	"math"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/x/internal/records"
	"github.com/suretynetwork/surety/x/policy/types"
)

// Publish adds a version to what an account calls so, and returns its id. The first costs publish_fee. Errors: ErrInvalidID,
// ErrInvalidPolicy, ErrInvalidRule, ErrInvalidMapping, the bank's.
func (k *Keeper) Publish(ctx context.Context, owner sdk.AccAddress, name string, content types.Content) (string, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return "", err
	}
	if err := types.ValidateName(name); err != nil {
		return "", err
	}
	if err := content.Validate(k.addresses, params); err != nil {
		return "", err
	}
	text, err := k.addresses.BytesToString(owner)
	if err != nil {
		return "", err
	}
	head, err := records.Get(ctx, k.Heads, collections.Join(owner, name), nil)
	if err != nil {
		return "", err
	}
	if head.Latest == math.MaxUint32 {
		return "", types.ErrInvalidID.Wrapf("%s/%s has had all its versions; choose another name", text, name)
	}
	if head.Latest == 0 && params.PublishFee.IsPositive() {
		err := k.deps.Bank.SendCoinsFromAccountToModule(ctx, owner, authtypes.FeeCollectorName, sdk.NewCoins(params.PublishFee))
		if err != nil {
			return "", err
		}
	}
	head.Owner, head.Name, head.Latest = text, name, head.Latest+1
	if err := k.Heads.Set(ctx, collections.Join(owner, name), head); err != nil {
		return "", err
	}
	id := types.PolicyID{Owner: owner, OwnerText: text, Name: name, Version: head.Latest}
	policy := types.Policy{Id: id.String(), Owner: text, Name: name, Version: head.Latest, Content: content, Height: height(ctx)}
	if err := k.Policies.Set(ctx, keyOf(id), policy); err != nil {
		return "", err
	}
	return policy.Id, emit(ctx, &types.EventPolicyPublished{PolicyId: policy.Id, Owner: text})
}

func keyOf(id types.PolicyID) PolicyKey { return collections.Join3(id.Owner, id.Name, id.Version) }

// Retire lets no new order name a policy, or lets them again. Orders that name it go on. Errors: ErrPolicyNotFound, ErrUnchanged.
func (k *Keeper) Retire(ctx context.Context, owner sdk.AccAddress, name string, retired bool) error {
	key := collections.Join(owner, name)
	head, err := records.Get(ctx, k.Heads, key, types.ErrPolicyNotFound.Wrapf("%.64q of %s", name, owner))
	if err != nil {
		return err
	}
	if head.Retired == retired {
		return types.ErrUnchanged.Wrapf("retired is %t already", retired)
	}
	head.Retired = retired
	if err := k.Heads.Set(ctx, key, head); err != nil {
		return err
	}
	return emit(ctx, &types.EventPolicyRetired{Owner: head.Owner, Name: head.Name, Retired: retired})
}

// GetPolicy returns a version of a policy with its head; the newest where the id has none. Errors: ErrInvalidID, ErrPolicyNotFound.
func (k *Keeper) GetPolicy(ctx context.Context, text string) (types.Policy, types.Head, error) {
	id, err := types.ParsePolicyID(k.addresses, text)
	if err != nil {
		return types.Policy{}, types.Head{}, err
	}
	missing := types.ErrPolicyNotFound.Wrapf("%s", id)
	head, err := records.Get(ctx, k.Heads, collections.Join(id.Owner, id.Name), missing)
	if err != nil {
		return types.Policy{}, head, err
	}
	if id.Version == 0 {
		id.Version = head.Latest
	}
	policy, err := records.Get(ctx, k.Policies, keyOf(id), types.ErrPolicyNotFound.Wrapf("%s; the newest version is %d", id, head.Latest))
	return policy, head, err
}

// Resolve fixes the versions of the policies that an order names, and refuses what could cost too much to check. Errors: ErrInvalidID,
// ErrTooManyPolicies, ErrPolicyNotFound, ErrPolicyRetired, ErrTooMuchWork.
func (k *Keeper) Resolve(ctx context.Context, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	if uint64(len(ids)) > uint64(params.MaxPolicies) {
		return nil, types.ErrTooManyPolicies.Wrapf("%d, an order names at most %d", len(ids), params.MaxPolicies)
	}
	fixed := make([]string, 0, len(ids))
	seen := make(map[string]bool, len(ids))
	var lookups uint32
	for _, text := range ids {
		policy, head, err := k.GetPolicy(ctx, text)
		if err != nil {
			return nil, err
		}
		name := head.Owner + "/" + head.Name
		if head.Retired {
			return nil, types.ErrPolicyRetired.Wrapf("%s; ask %s for another", name, head.Owner)
		}
		if seen[name] {
			return nil, types.ErrInvalidID.Wrapf("%s is named twice", name)
		}
		seen[name] = true
		fixed = append(fixed, policy.Id)
		for _, rule := range policy.Content.Rules {
			if rule.At(types.StageProvider) {
				lookups += rule.Lookups()
			}
		}
	}
	if lookups > maxProviderLookups {
		return nil, types.ErrTooMuchWork.Wrapf("%d records on each provider, at most %d are possible; name fewer policies", lookups, maxProviderLookups)
	}
	return fixed, nil
}
