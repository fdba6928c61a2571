package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// InitGenesis writes a state and checks it against the bank, whose state must be there already. The attribute index and the unbonding
// queue are made from the records.
func (k *Keeper) InitGenesis(ctx context.Context, genesis *types.GenesisState) error {
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	k.account.GetModuleAccount(ctx, types.ModuleName)
	if err := k.Params.Set(ctx, genesis.Params); err != nil {
		return err
	}
	for _, provider := range genesis.Providers {
		addr, err := k.parse(provider.Address)
		if err != nil {
			return err
		}
		if err := k.setAttributes(ctx, addr, nil, provider.Attributes); err != nil {
			return err
		}
		if err := k.Providers.Set(ctx, addr, provider); err != nil {
			return err
		}
	}
	if err := k.initRecords(ctx, genesis); err != nil {
		return err
	}
	return k.Invariants(ctx)
}

func (k *Keeper) initRecords(ctx context.Context, genesis *types.GenesisState) error {
	for _, allocation := range genesis.Allocations {
		addr, err := k.parse(allocation.Provider)
		if err != nil {
			return err
		}
		if err := k.Allocations.Set(ctx, collections.Join(addr, allocation.Id), allocation.Amount); err != nil {
			return err
		}
	}
	for _, entry := range genesis.Unbondings {
		addr, err := k.parse(entry.Provider)
		if err != nil {
			return err
		}
		if err := k.setUnbonding(ctx, addr, entry); err != nil {
			return err
		}
	}
	for _, endorsement := range genesis.Endorsements {
		provider, err := k.parse(endorsement.Provider)
		if err != nil {
			return err
		}
		attester, err := k.parse(endorsement.Attester)
		if err != nil {
			return err
		}
		if err := k.Endorsements.Set(ctx, collections.Join3(provider, attester, endorsement.Key), endorsement); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) parse(text string) (sdk.AccAddress, error) {
	addr, err := k.addresses.StringToBytes(text)
	return addr, err
}
