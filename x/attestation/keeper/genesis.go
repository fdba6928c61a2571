package keeper

import (
	"context"

	"cosmossdk.io/collections"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// InitGenesis writes a state and checks it against the bank, whose state must be there already. Uids, indexes and the queue are made from
// the records.
func (k *Keeper) InitGenesis(ctx context.Context, genesis *types.GenesisState) error {
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	k.deps.Account.GetModuleAccount(ctx, types.ModuleName)
	if err := k.Params.Set(ctx, genesis.Params); err != nil {
		return err
	}
	for _, init := range []func(context.Context, *types.GenesisState) error{
		k.initSchemas, k.initBatches, k.initAccounts, k.initDigests, k.initAnchors, k.initDisputes,
	} {
		if err := init(ctx, genesis); err != nil {
			return err
		}
	}
	return k.Invariants(ctx)
}

func (k *Keeper) initSchemas(ctx context.Context, genesis *types.GenesisState) error {
	for _, schema := range genesis.Schemas {
		if err := k.setSchema(ctx, mustHash(schema.Uid), schema); err != nil {
			return err
		}
	}
	for _, version := range genesis.Versions {
		owner, err := k.address("owner", version.Owner)
		if err != nil {
			return err
		}
		if err := k.Versions.Set(ctx, collections.Join3(owner, version.Name, version.Version), version); err != nil {
			return err
		}
	}
	if len(genesis.Schemas) == 0 {
		return nil
	}
	return k.SchemaNumber.Set(ctx, uint64(len(genesis.Schemas))+1)
}

func (k *Keeper) initBatches(ctx context.Context, genesis *types.GenesisState) error {
	for _, g := range genesis.Batches {
		batch, err := g.Header(k.addresses)
		if err != nil {
			return err
		}
		schema, err := k.GetSchema(ctx, mustHash(g.Schema))
		if err != nil {
			return err
		}
		uids := make([]eas.Hash, len(g.Records))
		for i, record := range g.Records {
			uids[i] = record.UID(batch)
			if err := k.Records.Set(ctx, uids[i][:], record); err != nil {
				return err
			}
		}
		if err := k.writeBatch(ctx, g.Number, batch, schema, uids, g.Records); err != nil {
			return err
		}
	}
	if len(genesis.Batches) == 0 {
		return nil
	}
	return k.BatchNumber.Set(ctx, uint64(len(genesis.Batches)))
}

func (k *Keeper) initAccounts(ctx context.Context, genesis *types.GenesisState) error {
	for _, account := range genesis.Accounts {
		addr, err := k.address("account", account.Address)
		if err != nil {
			return err
		}
		if err := k.Accounts.Set(ctx, addr, account.Account); err != nil {
			return err
		}
	}
	for _, r := range genesis.Revokers {
		attester, err := k.address("attester", r.Attester)
		if err != nil {
			return err
		}
		revoker, err := k.address("revoker", r.Revoker)
		if err != nil {
			return err
		}
		scope := []byte{}
		if r.Schema != "" {
			schema := mustHash(r.Schema)
			scope = schema[:]
		}
		if err := k.Revokers.Set(ctx, collections.Join3(attester, scope, revoker)); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) initDigests(ctx context.Context, genesis *types.GenesisState) error {
	for _, spent := range genesis.Spent {
		digest := mustHash(spent.Digest)
		if err := k.Spent.Set(ctx, collections.Join(spent.Deadline, digest[:])); err != nil {
			return err
		}
	}
	for _, stamp := range genesis.Timestamps {
		digest := mustHash(stamp.Digest)
		if err := k.Timestamps.Set(ctx, digest[:], stamp.Time); err != nil {
			return err
		}
	}
	for _, revocation := range genesis.OffchainRevocations {
		revoker, err := k.address("revoker", revocation.Revoker)
		if err != nil {
			return err
		}
		digest := mustHash(revocation.Digest)
		if err := k.Offchain.Set(ctx, collections.Join(revoker, digest[:]), revocation.Time); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) initAnchors(ctx context.Context, genesis *types.GenesisState) error {
	for _, anchor := range genesis.Anchors {
		attester, err := k.address("attester", anchor.Attester)
		if err != nil {
			return err
		}
		root := mustHash(anchor.Root)
		if err := k.Anchors.Set(ctx, collections.Join(attester, root[:]), anchor); err != nil {
			return err
		}
	}
	for _, status := range genesis.Statuses {
		attester, err := k.address("attester", status.Attester)
		if err != nil {
			return err
		}
		root := mustHash(status.Root)
		if err := k.Statuses.Set(ctx, collections.Join3(attester, root[:], status.Chunk), status.Bits); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) initDisputes(ctx context.Context, genesis *types.GenesisState) error {
	for _, dispute := range genesis.Disputes {
		if err := k.setDispute(ctx, mustHash(dispute.Uid), dispute); err != nil {
			return err
		}
	}
	return nil
}
