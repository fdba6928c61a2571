package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/types"
)

// ExportGenesis returns the whole state in the order of the store's keys.
func (k *Keeper) ExportGenesis(ctx context.Context) (*types.GenesisState, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	genesis := &types.GenesisState{Params: params}
	for _, export := range []func(context.Context, *types.GenesisState) error{
		k.exportSchemas, k.exportBatches, k.exportAccounts, k.exportDigests, k.exportAnchors,
	} {
		if err := export(ctx, genesis); err != nil {
			return nil, err
		}
	}
	return genesis, k.Disputes.Walk(ctx, nil, func(_ []byte, dispute types.Dispute) (bool, error) {
		genesis.Disputes = append(genesis.Disputes, dispute)
		return false, nil
	})
}

func (k *Keeper) exportSchemas(ctx context.Context, genesis *types.GenesisState) error {
	err := k.SchemaList.Walk(ctx, nil, func(_ uint32, uid []byte) (bool, error) {
		schema, err := k.Schemas.Get(ctx, uid)
		genesis.Schemas = append(genesis.Schemas, schema)
		return err != nil, err
	})
	if err != nil {
		return err
	}
	return k.Versions.Walk(ctx, nil, func(_ VersionKey, version types.SchemaVersion) (bool, error) {
		genesis.Versions = append(genesis.Versions, version)
		return false, nil
	})
}

func (k *Keeper) exportBatches(ctx context.Context, genesis *types.GenesisState) error {
	return k.Batches.Walk(ctx, nil, func(number uint64, batch types.Batch) (bool, error) {
		g := types.GenesisBatch{
			Number: number, Schema: types.HashOf(batch.SchemaUid).String(), Attester: k.text(batch.Attester), Time: batch.Time,
		}
		uids, err := k.members(ctx, number)
		if err != nil {
			return true, err
		}
		for _, uid := range uids {
			record, err := k.Records.Get(ctx, uid[:])
			if err != nil {
				return true, err
			}
			g.Records = append(g.Records, record)
		}
		genesis.Batches = append(genesis.Batches, g)
		return false, nil
	})
}

func (k *Keeper) exportAccounts(ctx context.Context, genesis *types.GenesisState) error {
	err := k.Accounts.Walk(ctx, nil, func(addr sdk.AccAddress, account types.Account) (bool, error) {
		genesis.Accounts = append(genesis.Accounts, types.GenesisAccount{Address: k.text(addr), Account: account})
		return false, nil
	})
	if err != nil {
		return err
	}
	return k.Revokers.Walk(ctx, nil, func(key RevokerKey) (bool, error) {
		genesis.Revokers = append(genesis.Revokers, k.revoker(key))
		return false, nil
	})
}

func (k *Keeper) revoker(key RevokerKey) types.Revoker {
	r := types.Revoker{Attester: k.text(key.K1()), Revoker: k.text(key.K3())}
	if len(key.K2()) > 0 {
		r.Schema = types.HashOf(key.K2()).String()
	}
	return r
}

func (k *Keeper) exportDigests(ctx context.Context, genesis *types.GenesisState) error {
	err := k.Spent.Walk(ctx, nil, func(key SpentKey) (bool, error) {
		genesis.Spent = append(genesis.Spent, types.SpentRequest{Deadline: key.K1(), Digest: types.HashOf(key.K2()).String()})
		return false, nil
	})
	if err != nil {
		return err
	}
	err = k.Timestamps.Walk(ctx, nil, func(digest []byte, time uint64) (bool, error) {
		genesis.Timestamps = append(genesis.Timestamps, types.Timestamp{Digest: types.HashOf(digest).String(), Time: time})
		return false, nil
	})
	if err != nil {
		return err
	}
	return k.Offchain.Walk(ctx, nil, func(key DigestKey, time uint64) (bool, error) {
		genesis.OffchainRevocations = append(genesis.OffchainRevocations, types.OffchainRevocation{
			Revoker: k.text(key.K1()), Digest: types.HashOf(key.K2()).String(), Time: time,
		})
		return false, nil
	})
}

func (k *Keeper) exportAnchors(ctx context.Context, genesis *types.GenesisState) error {
	err := k.Anchors.Walk(ctx, nil, func(_ DigestKey, anchor types.Anchor) (bool, error) {
		genesis.Anchors = append(genesis.Anchors, anchor)
		return false, nil
	})
	if err != nil {
		return err
	}
	return k.Statuses.Walk(ctx, nil, func(key StatusKey, bits []byte) (bool, error) {
		genesis.Statuses = append(genesis.Statuses, types.StatusChunk{
			Attester: k.text(key.K1()), Root: types.HashOf(key.K2()).String(), Chunk: key.K3(), Bits: bits,
		})
		return false, nil
	})
}
