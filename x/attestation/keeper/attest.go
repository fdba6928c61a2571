package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// fewEntries is from how many entries on one look at the batch before is cheaper than one for each.
const fewEntries = 4

// AttestRequest is some entries of one attester under one schema.
type AttestRequest struct {
	Attester sdk.AccAddress
	// Payer pays the values.
	Payer   sdk.AccAddress
	Schema  eas.Hash
	Entries []types.Entry
}

// Attest makes attestations under one schema, all or none, and asks the schema's resolver once. Errors: ErrSchemaNotFound, ErrInvalidData,
// ErrInvalidExpiration, ErrIrrevocable, ErrReferenceNotFound, ErrInvalidValue, ErrInvalidResolver, ErrResolverRefused.
func (k *Keeper) Attest(ctx context.Context, request AttestRequest) ([]eas.Hash, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	if err := params.CheckCount(len(request.Entries)); err != nil {
		return nil, err
	}
	schema, err := k.GetSchema(ctx, request.Schema)
	if err != nil {
		return nil, err
	}
	if err := k.checkEntries(ctx, schema, params, request.Entries); err != nil {
		return nil, err
	}
	number, err := next(ctx, k.BatchNumber, 0)
	if err != nil {
		return nil, err
	}
	batch := types.Batch{SchemaUid: request.Schema[:], Attester: request.Attester, Time: now(ctx)}
	uids, records, err := k.writeRecords(ctx, number, batch, schema, request.Entries)
	if err != nil {
		return nil, err
	}
	if err := k.writeBatch(ctx, number, batch, schema, uids, records); err != nil {
		return nil, err
	}
	items := make([]types.ResolverItem, len(uids))
	for i, uid := range uids {
		attestation, err := types.NewAttestation(k.addresses, uid, batch, records[i])
		if err != nil {
			return nil, err
		}
		items[i] = types.ResolverItem{Attestation: attestation, Value: request.Entries[i].Value}
	}
	if err := k.resolve(ctx, resolution{schema: schema, payer: request.Payer, params: params, items: items}); err != nil {
		return nil, err
	}
	return uids, emitAttested(ctx, items)
}

// checkEntries checks entries as far as that needs nothing but their schema, which is read once.
func (k *Keeper) checkEntries(ctx context.Context, schema types.Schema, params types.Params, entries []types.Entry) error {
	form, err := eas.ParseSchema(schema.Schema)
	if err != nil {
		return types.ErrInvalidSchema.Wrap(err.Error())
	}
	for i, entry := range entries {
		if err := entry.Check(schema, params, now(ctx)); err != nil {
			return itemError(i, len(entries), err)
		}
		if err := form.Check(entry.Data); err != nil {
			return itemError(i, len(entries), types.ErrInvalidData.Wrapf("schema %q: %s", schema.Schema, err))
		}
	}
	return nil
}

// writeRecords gives each entry its uid and saves it. An entry may refer to an earlier one.
func (k *Keeper) writeRecords(
	ctx context.Context, number uint64, batch types.Batch, schema types.Schema, entries []types.Entry,
) ([]eas.Hash, []types.Record, error) {
	fresh, err := k.fresh(ctx, batch, schema, len(entries))
	if err != nil {
		return nil, nil, err
	}
	uids, records := make([]eas.Hash, len(entries)), make([]types.Record, len(entries))
	taken := make(map[eas.Hash]bool, len(entries))
	for i, entry := range entries {
		record := entry.Record(number)
		uid := record.UID(batch)
		for {
			used := taken[uid]
			if !used && !fresh {
				if used, err = k.Records.Has(ctx, uid[:]); err != nil {
					return nil, nil, err
				}
			}
			if !used {
				break
			}
			record.Bump++
			uid = record.UID(batch)
		}
		taken[uid] = true
		if err := k.Records.Set(ctx, uid[:], record); err != nil {
			return nil, nil, err
		}
		if err := k.checkReference(ctx, entry.Ref); err != nil {
			return nil, nil, itemError(i, len(entries), err)
		}
		uids[i], records[i] = uid, record
	}
	return uids, records, nil
}

// fresh is whether no uid of a new batch can be taken. A uid holds the schema, the attester and the second, so that one can be taken only
// where the attester's batch before this one under the schema is of the same second. For a few entries it is cheaper to look each up.
func (k *Keeper) fresh(ctx context.Context, batch types.Batch, schema types.Schema, count int) (fresh bool, err error) {
	if count < fewEntries {
		return false, nil
	}
	prefix := concat(attesterPrefix(batch.Attester), schemaPrefix(schema.Number))
	iterator, err := k.ByAttester.Iterate(ctx, within(prefix).Descending())
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	if !iterator.Valid() {
		return true, nil
	}
	key, err := iterator.Key()
	if err != nil {
		return false, err
	}
	before, err := k.Batches.Get(ctx, batchOf(key))
	return before.Time < batch.Time, err
}

// GetAccount returns what is counted for an account; nothing at first.
func (k *Keeper) GetAccount(ctx context.Context, addr sdk.AccAddress) (types.Account, error) {
	account, err := k.Accounts.Get(ctx, addr)
	if errors.Is(err, collections.ErrNotFound) {
		return types.Account{}, nil
	}
	return account, err
}

func (k *Keeper) checkReference(ctx context.Context, ref eas.Hash) error {
	if ref.IsZero() {
		return nil
	}
	exists, err := k.Records.Has(ctx, ref[:])
	if err == nil && !exists {
		err = types.ErrReferenceNotFound.Wrapf("%s", ref)
	}
	return err
}

func emitAttested(ctx context.Context, items []types.ResolverItem) error {
	for _, item := range items {
		a := item.Attestation
		if err := emit(ctx, &types.EventAttested{
			Uid: a.Uid, Schema: a.Schema, Attester: a.Attester, Subject: a.Subject, Verdict: a.Verdict,
		}); err != nil {
			return err
		}
	}
	return nil
}

// sumValues adds up what items pay. Error: ErrInvalidValue.
func sumValues(params types.Params, items []types.ResolverItem) (sdk.Coin, error) {
	sum := sdk.NewCoin(params.ValueDenom, math.ZeroInt())
	for i := range items {
		coin, err := params.Value(items[i].Value)
		if err != nil {
			return sum, err
		}
		items[i].Value = coin.Amount
		if sum.Amount, err = sum.Amount.SafeAdd(coin.Amount); err != nil {
			return sum, types.ErrInvalidValue.Wrap(err.Error())
		}
	}
	return sum, nil
}
