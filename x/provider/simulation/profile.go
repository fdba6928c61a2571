package simulation

import (
	"context"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/keeper"
	"github.com/suretynetwork/surety/x/provider/types"
)

// MsgUpdateProviderFactory changes a profile and, half the time, announces a maintenance window that soon ends.
func MsgUpdateProviderFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateProvider] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateProvider) {
		account, _ := aProvider(ctx, k, data, reporter, active)
		if reporter.IsSkipped() {
			return nil, nil
		}
		profile := randomProfile(data.Rand(), account)
		msg := &types.MsgUpdateProvider{
			Provider: account.AddressBech32, Moniker: profile.Moniker, Endpoint: profile.Endpoint, ReceiptKey: profile.ReceiptKey,
			Attributes: attributeTexts(profile.Attributes),
		}
		if data.Rand().Bool() {
			msg.MaintenanceFrom = sdk.UnwrapSDKContext(ctx).BlockHeight() + 1
			msg.MaintenanceTo = msg.MaintenanceFrom + int64(data.Rand().Intn(5))
		}
		return []simsx.SimAccount{account}, msg
	}
}

// MsgEndorseAttributeFactory lets an account vouch for another one's attribute.
func MsgEndorseAttributeFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgEndorseAttribute] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgEndorseAttribute) {
		account, provider := aProvider(ctx, k, data, reporter, func(p types.Provider) bool { return len(p.Attributes) > 0 })
		attester := data.AnyAccount(reporter, simsx.ExcludeAccounts(account))
		if reporter.IsSkipped() {
			return nil, nil
		}
		attribute := provider.Attributes[data.Rand().Intn(len(provider.Attributes))]
		return []simsx.SimAccount{attester}, &types.MsgEndorseAttribute{
			Attester: attester.AddressBech32, Provider: account.AddressBech32, Key: attribute.Key, Value: attribute.Value,
		}
	}
}

// MsgRevokeEndorsementFactory takes one of the first endorsements in the store back.
func MsgRevokeEndorsementFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRevokeEndorsement] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRevokeEndorsement) {
		var chosen types.Endorsement
		looked, wanted := 0, 1+data.Rand().Intn(maxLooked)
		err := k.Endorsements.Walk(ctx, nil, func(_ keeper.EndorsementKey, e types.Endorsement) (bool, error) {
			looked++
			chosen = e
			return looked == wanted, nil
		})
		if err != nil || looked == 0 {
			reporter.Skip("nobody endorsed anything")
			return nil, nil
		}
		attester := data.GetAccount(reporter, chosen.Attester)
		return []simsx.SimAccount{attester}, &types.MsgRevokeEndorsement{
			Attester: chosen.Attester, Provider: chosen.Provider, Key: chosen.Key,
		}
	}
}

// MsgUpdateParamsFactory proposes other limits and keeps the denomination.
func MsgUpdateParamsFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateParams] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateParams) {
		p := params(ctx, k, reporter)
		p.MaxUnbondingsPerBlock = uint32(1 + data.Rand().Intn(10))
		p.UnbondingBlocks = int64(1 + data.Rand().Intn(20))
		p.MaxUnbondingEntries = uint32(1 + data.Rand().Intn(16))
		return nil, &types.MsgUpdateParams{Authority: data.ModuleAccountAddress(reporter, "gov"), Params: p}
	}
}
