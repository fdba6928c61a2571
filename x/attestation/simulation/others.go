package simulation

import (
	"context"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// MsgSetRevokerFactory appoints somebody, or dismisses who was appointed.
func MsgSetRevokerFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgSetRevoker] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgSetRevoker) {
		account := data.AnyAccount(reporter)
		revoker := data.AnyAccount(reporter, simsx.ExcludeAccounts(account))
		if reporter.IsSkipped() {
			return nil, nil
		}
		appointed, err := k.Revokers.Has(ctx, collections.Join3(account.Address, []byte{}, revoker.Address))
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgSetRevoker{
			Attester: account.AddressBech32, Revoker: revoker.AddressBech32, Allowed: !appointed,
		}
	}
}

// MsgTimestampFactory timestamps a random digest.
func MsgTimestampFactory() simsx.SimMsgFactoryFn[*types.MsgTimestamp] {
	return func(_ context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgTimestamp) {
		account := data.AnyAccount(reporter)
		return []simsx.SimAccount{account}, &types.MsgTimestamp{
			Sender: account.AddressBech32, Digests: []string{randomDigest(data.Rand())},
		}
	}
}

// MsgRevokeOffchainFactory takes a random digest back.
func MsgRevokeOffchainFactory() simsx.SimMsgFactoryFn[*types.MsgRevokeOffchain] {
	return func(
		_ context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRevokeOffchain) {
		account := data.AnyAccount(reporter)
		return []simsx.SimAccount{account}, &types.MsgRevokeOffchain{
			Revoker: account.AddressBech32, Digests: []string{randomDigest(data.Rand())},
		}
	}
}

// MsgAnchorBatchFactory anchors a random root.
func MsgAnchorBatchFactory() simsx.SimMsgFactoryFn[*types.MsgAnchorBatch] {
	return func(_ context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgAnchorBatch) {
		account := data.AnyAccount(reporter)
		return []simsx.SimAccount{account}, &types.MsgAnchorBatch{
			Attester: account.AddressBech32, Root: randomDigest(data.Rand()), Size_: uint64(1 + data.Rand().Intn(10_000)),
		}
	}
}

// MsgRevokeAnchoredFactory takes one of an anchored batch back that was not yet.
func MsgRevokeAnchoredFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRevokeAnchored] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRevokeAnchored) {
		var chosen types.Anchor
		looked, wanted := 0, 1+data.Rand().Intn(maxLooked)
		err := k.Anchors.Walk(ctx, nil, func(_ keeper.DigestKey, anchor types.Anchor) (bool, error) {
			looked++
			chosen = anchor
			return looked == wanted, nil
		})
		if err != nil || looked == 0 {
			reporter.Skip("nothing is anchored")
			return nil, nil
		}
		account := data.GetAccount(reporter, chosen.Attester)
		index := uint64(data.Rand().Intn(int(chosen.Size_)))
		root, err := types.ParseUID("root", chosen.Root)
		if err != nil || reporter.IsSkipped() {
			return nil, nil
		}
		bits, err := k.StatusChunk(ctx, account.Address, root, index/types.ChunkIndexes)
		if err != nil || bits[index%types.ChunkIndexes/8]&(1<<(index%8)) != 0 {
			reporter.Skip("that one was taken back already")
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgRevokeAnchored{
			Attester: chosen.Attester, Root: chosen.Root, Indexes: []uint64{index},
		}
	}
}

// MsgOpenDisputeFactory disputes what somebody else attested.
func MsgOpenDisputeFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgOpenDispute] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgOpenDispute) {
		p := params(ctx, k, reporter)
		account := data.AnyAccount(reporter, simsx.WithSpendableBalance())
		uid, _ := anAttestation(ctx, k, data, reporter, func(uid eas.Hash, r types.Record, b types.Batch) bool {
			open, err := k.Disputes.Has(ctx, uid[:])
			return err == nil && !open && r.Revocation == nil && !account.Address.Equals(data.GetAccountbyAccAddr(reporter, b.Attester).Address)
		})
		if reporter.IsSkipped() || !account.LiquidBalance().BlockAmount(p.DisputeBond) {
			reporter.Skip("nobody can dispute anything")
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgOpenDispute{
			Disputer: account.AddressBech32, Uid: uid.String(), Grounds: "it is not so", Bond: p.DisputeBond,
		}
	}
}

// MsgDecideDisputeFactory has governance decide a dispute that will still be open then.
func MsgDecideDisputeFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgDecideDispute] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgDecideDispute) {
		var chosen types.Dispute
		err := k.Disputes.Walk(ctx, nil, func(_ []byte, dispute types.Dispute) (bool, error) {
			chosen = dispute
			return true, nil
		})
		if err != nil || chosen.Uid == "" {
			reporter.Skip("nothing is disputed")
			return nil, nil
		}
		return nil, &types.MsgDecideDispute{
			Arbiter: data.ModuleAccountAddress(reporter, "gov"), Uid: chosen.Uid, Upheld: data.Rand().Bool(),
		}
	}
}

// MsgUpdateParamsFactory proposes other limits and keeps the denominations.
func MsgUpdateParamsFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateParams] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateParams) {
		p := params(ctx, k, reporter)
		p.MaxBatch = uint32(4 + data.Rand().Intn(20))
		p.DisputeBlocks = int64(1 + data.Rand().Intn(20))
		return nil, &types.MsgUpdateParams{Authority: data.ModuleAccountAddress(reporter, "gov"), Params: p}
	}
}
