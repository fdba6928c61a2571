package keeper

import (
	"context"
	"fmt"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/internal/records"
	"github.com/suretynetwork/surety/x/policy/types"
)

// InitGenesis writes a state.
func (k *Keeper) InitGenesis(ctx context.Context, genesis *types.GenesisState) error {
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	if err := k.Params.Set(ctx, genesis.Params); err != nil {
		return err
	}
	for _, head := range genesis.Heads {
		owner, err := k.addresses.StringToBytes(head.Owner)
		if err != nil {
			return err
		}
		if err := k.Heads.Set(ctx, collections.Join(sdk.AccAddress(owner), head.Name), head); err != nil {
			return err
		}
	}
	for _, policy := range genesis.Policies {
		id, err := types.ParsePolicyID(k.addresses, policy.Id)
		if err != nil {
			return err
		}
		if err := k.Policies.Set(ctx, keyOf(id), policy); err != nil {
			return err
		}
	}
	for _, approval := range genesis.Approvals {
		approver, err := k.addresses.StringToBytes(approval.Approver)
		if err != nil {
			return err
		}
		if err := k.Approvals.Set(ctx, collections.Join(approval.OrderId, sdk.AccAddress(approver)), approval); err != nil {
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
	if genesis.Heads, err = records.All(ctx, k.Heads); err != nil {
		return nil, err
	}
	if genesis.Policies, err = records.All(ctx, k.Policies); err != nil {
		return nil, err
	}
	genesis.Approvals, err = records.All(ctx, k.Approvals)
	return genesis, err
}

// Invariants checks what must always hold: every version of every name is there under its key, and is as it could be published. It walks
// the whole state: for tests, genesis and operators, not for blocks.
func (k *Keeper) Invariants(ctx context.Context) error { return k.VersionsComplete(ctx) }

// VersionsComplete says that every name has all its versions, each under its own id.
func (k *Keeper) VersionsComplete(ctx context.Context) error {
	genesis, err := k.ExportGenesis(ctx)
	if err != nil {
		return err
	}
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	return k.Policies.Walk(ctx, nil, func(key PolicyKey, policy types.Policy) (bool, error) {
		id, err := types.ParsePolicyID(k.addresses, policy.Id)
		if err == nil && (!id.Owner.Equals(key.K1()) || id.Name != key.K2() || id.Version != key.K3()) {
			err = fmt.Errorf("%s is under another key", policy.Id)
		}
		return err != nil, err
	})
}
