package simulation

import (
	"context"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/keeper"
	"github.com/suretynetwork/surety/x/provider/types"
)

// MsgRegisterProviderFactory registers an account that is none yet and has the money.
func MsgRegisterProviderFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRegisterProvider] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRegisterProvider) {
		p := params(ctx, k, reporter)
		account := data.AnyAccountN(tries, reporter, simsx.SimAccountFilterFn(func(a simsx.SimAccount) bool {
			_, err := k.GetProvider(ctx, a.Address)
			return err != nil && balance(a, p.BondDenom).GT(p.MinBond.MulRaw(2))
		}))
		if reporter.IsSkipped() {
			return nil, nil
		}
		half := balance(account, p.BondDenom).QuoRaw(2)
		bond := sdk.NewCoin(p.BondDenom, math.MaxInt(p.MinBond, randomAmount(data.Rand(), half)))
		if !account.LiquidBalance().BlockAmount(bond) {
			reporter.Skip("the account cannot pay the bond")
			return nil, nil
		}
		profile := randomProfile(data.Rand(), account)
		return []simsx.SimAccount{account}, &types.MsgRegisterProvider{
			Provider: account.AddressBech32, Moniker: profile.Moniker, Endpoint: profile.Endpoint, ReceiptKey: profile.ReceiptKey,
			Attributes: attributeTexts(profile.Attributes), Bond: bond,
		}
	}
}

// MsgBondFactory adds to a provider's bond.
func MsgBondFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgBond] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgBond) {
		p := params(ctx, k, reporter)
		account, _ := aProvider(ctx, k, data, reporter, active)
		if reporter.IsSkipped() {
			return nil, nil
		}
		amount := account.LiquidBalance().RandSubsetCoin(reporter, p.BondDenom)
		return []simsx.SimAccount{account}, &types.MsgBond{Provider: account.AddressBech32, Amount: amount}
	}
}

// MsgUnbondFactory takes out some of what a provider does not have to leave in.
func MsgUnbondFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUnbond] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgUnbond) {
		p := params(ctx, k, reporter)
		account, provider := aProvider(ctx, k, data, reporter, func(provider types.Provider) bool {
			return active(provider) && provider.UnbondingEntries < p.MaxUnbondingEntries && freeOver(provider, p.MinBond).IsPositive()
		})
		if reporter.IsSkipped() {
			return nil, nil
		}
		amount := sdk.NewCoin(p.BondDenom, randomAmount(data.Rand(), freeOver(provider, p.MinBond)))
		return []simsx.SimAccount{account}, &types.MsgUnbond{Provider: account.AddressBech32, Amount: amount}
	}
}

// MsgDeregisterProviderFactory lets a provider without leases go.
func MsgDeregisterProviderFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgDeregisterProvider] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgDeregisterProvider) {
		account, _ := aProvider(ctx, k, data, reporter, func(p types.Provider) bool { return active(p) && p.Allocations == 0 })
		if reporter.IsSkipped() {
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgDeregisterProvider{Provider: account.AddressBech32}
	}
}
