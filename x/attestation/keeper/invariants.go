package keeper

import (
	"context"
	"errors"
	"fmt"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// Invariants checks everything that must always hold. It walks the whole state: for tests, genesis and operators, not for blocks.
func (k *Keeper) Invariants(ctx context.Context) error {
	return errors.Join(k.RecordsAddUp(ctx), k.IndexesMatch(ctx), k.DisputesSolvent(ctx), k.QueueMatches(ctx))
}

// RecordsAddUp says what an export would be refused for: uids that do not follow from what they identify, data that does not fit its schema,
// references to nothing, counters that are not sums.
func (k *Keeper) RecordsAddUp(ctx context.Context) error {
	genesis, err := k.ExportGenesis(ctx)
	if err != nil {
		return err
	}
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	members := 0
	for _, g := range genesis.Batches {
		batch, err := g.Header(k.addresses)
		if err != nil {
			return err
		}
		for _, record := range g.Records {
			uid := record.UID(batch)
			exists, err := k.Records.Has(ctx, uid[:])
			if err != nil {
				return err
			}
			if !exists {
				return fmt.Errorf("an attestation of batch %d is not under its uid %s", g.Number, uid)
			}
			members++
		}
	}
	records := 0
	err = k.Records.Walk(ctx, nil, func([]byte, types.Record) (bool, error) { records++; return false, nil })
	if err == nil && records != members {
		err = fmt.Errorf("%d attestations, %d are in batches", records, members)
	}
	return err
}

// IndexesMatch says that every attestation is found by its schema, attester, subject and reference, and nothing else is.
func (k *Keeper) IndexesMatch(ctx context.Context) error {
	for _, index := range []struct {
		name string
		rows Index
		want func(types.Record, types.Batch, types.Schema) ([]byte, error)
	}{
		{"schema", k.BySchema, func(_ types.Record, _ types.Batch, s types.Schema) ([]byte, error) {
			return schemaPrefix(s.Number), nil
		}},
		{"attester", k.ByAttester, func(_ types.Record, b types.Batch, s types.Schema) ([]byte, error) {
			return concat(attesterPrefix(b.Attester), schemaPrefix(s.Number)), nil
		}},
		{"subject", k.BySubject, func(r types.Record, b types.Batch, s types.Schema) ([]byte, error) {
			text, err := r.SubjectText(k.addresses)
			if err != nil || text == "" {
				return nil, err
			}
			return concat(types.SubjectKey(text), schemaPrefix(s.Number), attesterPrefix(b.Attester)), nil
		}},
		{"reference", k.ByReference, func(r types.Record, _ types.Batch, _ types.Schema) ([]byte, error) { return r.RefUid, nil }},
	} {
		if err := k.indexMatches(ctx, index.rows, index.want); err != nil {
			return fmt.Errorf("index by %s: %w", index.name, err)
		}
	}
	return nil
}

func (k *Keeper) indexMatches(ctx context.Context, rows Index, want func(types.Record, types.Batch, types.Schema) ([]byte, error)) error {
	indexed, expected := 0, 0
	err := rows.Walk(ctx, nil, func(key, positions []byte) (bool, error) {
		uids, err := k.found(ctx, key, positions)
		for i := 0; i < len(uids) && err == nil; i++ {
			indexed++
			err = k.checkRow(ctx, key, uids[i], want)
		}
		return err != nil, err
	})
	if err != nil {
		return err
	}
	err = k.Records.Walk(ctx, nil, func(uid []byte, record types.Record) (bool, error) {
		key, err := k.rowOf(ctx, record, want)
		if len(key) > 0 {
			expected++
		}
		return err != nil, err
	})
	if err == nil && indexed != expected {
		err = fmt.Errorf("%d rows, %d are expected", indexed, expected)
	}
	return err
}

func (k *Keeper) checkRow(ctx context.Context, key []byte, uid eas.Hash, want func(types.Record, types.Batch, types.Schema) ([]byte, error)) error {
	record, err := k.Records.Get(ctx, uid[:])
	if err != nil {
		return err
	}
	prefix, err := k.rowOf(ctx, record, want)
	if err == nil && string(withBatch(prefix, record.Batch)) != string(key) {
		err = fmt.Errorf("%s is found by %x", uid, key)
	}
	return err
}

func (k *Keeper) rowOf(ctx context.Context, record types.Record, want func(types.Record, types.Batch, types.Schema) ([]byte, error)) ([]byte, error) {
	batch, err := k.Batches.Get(ctx, record.Batch)
	if err != nil {
		return nil, err
	}
	schema, err := k.GetSchema(ctx, types.HashOf(batch.SchemaUid))
	if err != nil {
		return nil, err
	}
	return want(record, batch, schema)
}

// DisputesSolvent says that the sub-account of every open dispute holds its bond.
func (k *Keeper) DisputesSolvent(ctx context.Context) error {
	return k.Disputes.Walk(ctx, nil, func(uid []byte, dispute types.Dispute) (bool, error) {
		held := k.deps.Bank.GetBalance(ctx, types.DisputeAddress(types.HashOf(uid)), dispute.Bond.Denom)
		if held.Amount.LT(dispute.Bond.Amount) {
			return true, fmt.Errorf("the dispute of %s has a bond of %s and its sub-account holds %s", dispute.Uid, dispute.Bond, held)
		}
		return false, nil
	})
}

// QueueMatches says that every dispute is in the queue once, under its deadline, and nothing else is there.
func (k *Keeper) QueueMatches(ctx context.Context) error {
	queued, open := 0, 0
	err := k.DisputeQueue.Walk(ctx, nil, func(key QueueKey) (bool, error) {
		queued++
		dispute, err := k.Disputes.Get(ctx, key.K2())
		if err == nil && dispute.DeadlineHeight != key.K1() {
			err = fmt.Errorf("its deadline is %d", dispute.DeadlineHeight)
		}
		if err != nil {
			return true, fmt.Errorf("a dispute of %x is queued for %d: %w", key.K2(), key.K1(), err)
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	err = k.Disputes.Walk(ctx, nil, func([]byte, types.Dispute) (bool, error) { open++; return false, nil })
	if err == nil && queued != open {
		err = fmt.Errorf("%d disputes, %d in the queue", open, queued)
	}
	return err
}
