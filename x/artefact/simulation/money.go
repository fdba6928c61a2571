package simulation

import (
	"context"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/keeper"
	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

// MsgSetRoyaltyFactory sets random terms within the limits.
func MsgSetRoyaltyFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgSetRoyalty] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgSetRoyalty) {
		artefact, owner := anArtefact(ctx, k, data, reporter, anything)
		params, err := k.Params.Get(ctx)
		if reporter.IsSkipped() || err != nil {
			return nil, nil
		}
		most := int(params.MaxRoyaltyBps) + 1
		return []simsx.SimAccount{owner}, &types.MsgSetRoyalty{
			Owner: owner.AddressBech32, ArtefactId: artefact.Id, PerLease: sdk.NewInt64Coin(params.ClaimFee.Denom, int64(data.Rand().Intn(50))),
			ShareBps: uint32(data.Rand().Intn(most)), InheritedBps: uint32(data.Rand().Intn(most)),
		}
	}
}

// MsgSetGateFactory encrypts an artefact, so to speak.
func MsgSetGateFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgSetGate] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgSetGate) {
		artefact, owner := anArtefact(ctx, k, data, reporter, anything)
		params, err := k.Params.Get(ctx)
		if reporter.IsSkipped() || err != nil {
			return nil, nil
		}
		return []simsx.SimAccount{owner}, &types.MsgSetGate{
			Owner: owner.AddressBech32, ArtefactId: artefact.Id, CiphertextRoot: artefact.Core.Digests.Sha256, CiphertextSize: 9,
			Price: sdk.NewInt64Coin(params.ClaimFee.Denom, int64(data.Rand().Intn(100))),
		}
	}
}

// MsgRequestLicenceFactory asks for a licence at the gate's price.
func MsgRequestLicenceFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRequestLicence] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRequestLicence) {
		gate := pick(ctx, data.Rand(), reporter, k.Gates, anything)
		account := data.AnyAccount(reporter)
		if reporter.IsSkipped() {
			return nil, nil
		}
		key := keeperKey(gate.ArtefactId, account)
		asked, err1 := k.Requests.Has(ctx, key)
		granted, err2 := k.Grants.Has(ctx, key)
		if err1 != nil || err2 != nil || asked || granted || !account.LiquidBalance().BlockAmount(gate.Price) {
			reporter.Skip("asked already, granted already, or too dear")
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgRequestLicence{
			Licensee: account.AddressBech32, ArtefactId: gate.ArtefactId, Recipient: recipient, MaxPrice: gate.Price,
		}
	}
}

// MsgGrantLicenceFactory grants what was asked for.
func MsgGrantLicenceFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgGrantLicence] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgGrantLicence) {
		request := pick(ctx, data.Rand(), reporter, k.Requests, anything)
		if reporter.IsSkipped() {
			return nil, nil
		}
		artefact, err := k.GetArtefact(ctx, request.ArtefactId)
		if err != nil {
			return nil, nil
		}
		owner, err := k.OwnerOf(ctx, artefact)
		if err != nil {
			return nil, nil
		}
		return []simsx.SimAccount{data.GetAccount(reporter, owner)}, &types.MsgGrantLicence{
			Granter: owner, ArtefactId: request.ArtefactId, Licensee: request.Licensee, Recipient: request.Recipient,
			Capsule: []byte("age-encryption.org/v1\nsimulated"),
		}
	}
}

// MsgOfferStorageFactory orders that an artefact is kept for a few rounds.
func MsgOfferStorageFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgOfferStorage] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgOfferStorage) {
		artefact, _ := anArtefact(ctx, k, data, reporter, active)
		params, err := k.Params.Get(ctx)
		account := data.AnyAccount(reporter)
		if reporter.IsSkipped() || err != nil {
			return nil, nil
		}
		reward := sdk.NewInt64Coin(params.ClaimFee.Denom, int64(1+data.Rand().Intn(1_000)))
		if !account.LiquidBalance().BlockAmount(reward) {
			reporter.Skip("the reward is not there")
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgOfferStorage{
			Sponsor: account.AddressBech32, ArtefactId: artefact.Id, Reward: reward, Periods: uint32(1 + data.Rand().Intn(5)),
			Bond: sdk.NewInt64Coin(params.ClaimFee.Denom, int64(1+data.Rand().Intn(1_000))), PeriodBlocks: params.MinPeriodBlocks + 2,
		}
	}
}

// MsgWithdrawOfferFactory takes an offer back.
func MsgWithdrawOfferFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgWithdrawOffer] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgWithdrawOffer) {
		deal := pick(ctx, data.Rand(), reporter, k.Deals, func(d types.Deal) bool { return d.State == types.DealStateOffered })
		if reporter.IsSkipped() {
			return nil, nil
		}
		return []simsx.SimAccount{data.GetAccount(reporter, deal.Sponsor)}, &types.MsgWithdrawOffer{Sponsor: deal.Sponsor, DealId: deal.Id}
	}
}

// MsgPledgeStorageFactory takes an offer.
func MsgPledgeStorageFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgPledgeStorage] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgPledgeStorage) {
		deal := pick(ctx, data.Rand(), reporter, k.Deals, func(d types.Deal) bool { return d.State == types.DealStateOffered })
		account := data.AnyAccount(reporter)
		if reporter.IsSkipped() || !account.LiquidBalance().BlockAmount(deal.Bond) {
			reporter.Skip("nothing is offered, or the bond is not there")
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgPledgeStorage{Holder: account.AddressBech32, DealId: deal.Id}
	}
}

// MsgProvePossessionFactory answers a challenge, now and then wrongly.
func MsgProvePossessionFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgProvePossession] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgProvePossession) {
		deal := pick(ctx, data.Rand(), reporter, k.Deals, func(d types.Deal) bool { return d.Challenged })
		if reporter.IsSkipped() {
			return nil, nil
		}
		artefact, err := k.GetArtefact(ctx, deal.ArtefactId)
		if err != nil {
			return nil, nil
		}
		slice, err := commit.Slice(content(artefact.Name, artefact.Core.Version), deal.Offset, deal.Length)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		if data.Rand().Intn(4) == 0 {
			slice = slice[1:]
		}
		return []simsx.SimAccount{data.GetAccount(reporter, deal.Holder)}, &types.MsgProvePossession{Holder: deal.Holder, DealId: deal.Id, Slice: slice}
	}
}

// MsgUpdateParamsFactory proposes other limits.
func MsgUpdateParamsFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateParams] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateParams) {
		params, err := k.Params.Get(ctx)
		if err != nil {
			return nil, nil
		}
		params.ItemsPerBlock = uint32(1 + data.Rand().Intn(10))
		params.MaxMisses = uint32(1 + data.Rand().Intn(5))
		params.MissSlashBps = uint32(1 + data.Rand().Intn(10_000))
		return nil, &types.MsgUpdateParams{Authority: data.ModuleAccountAddress(reporter, "gov"), Params: params}
	}
}

func keeperKey(artefact string, account simsx.SimAccount) keeper.LicenceKey {
	return collections.Join(artefact, account.Address)
}
