package keeper

import (
	"context"
	"encoding/binary"
	"errors"

	"cosmossdk.io/collections"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

const numberBytes = 8

// The keys of the indexes. Subjects and attesters have 16 bytes in them whatever they are, so that a key costs the same for everyone; all
// end with the number of a batch, and so are in the order in which attestations were made.
//
//	BySchema     schema number, batch
//	ByAttester   attester, schema number, batch
//	BySubject    subject, schema number, attester, batch
//	ByReference  uid, batch

func schemaPrefix(number uint32) []byte { return binary.BigEndian.AppendUint32(nil, number) }

func attesterPrefix(attester []byte) []byte { return types.SubjectKey(string(attester)) }

func withBatch(prefix []byte, batch uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte{}, prefix...), batch)
}

func batchOf(key []byte) uint64 { return binary.BigEndian.Uint64(key[len(key)-numberBytes:]) }

func concat(parts ...[]byte) (all []byte) {
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

// indexed collects the positions of a batch's members by what they are found by, in the order of first mention.
type indexed struct {
	keys      [][]byte
	positions [][]byte
	places    map[string]int
}

func (i *indexed) add(key []byte, position int) {
	if i.places == nil {
		i.places = map[string]int{}
	}
	place, known := i.places[string(key)]
	if !known {
		place = len(i.keys)
		i.places[string(key)] = place
		i.keys, i.positions = append(i.keys, key), append(i.positions, nil)
	}
	i.positions[place] = append(i.positions[place], byte(position))
}

func (i *indexed) write(ctx context.Context, index Index) error {
	for place, key := range i.keys {
		if err := index.Set(ctx, key, i.positions[place]); err != nil {
			return err
		}
	}
	return nil
}

// writeBatch saves what the members of a batch have in common, and how they are found. Their records are written already.
func (k *Keeper) writeBatch(
	ctx context.Context, number uint64, batch types.Batch, schema types.Schema, uids []eas.Hash, records []types.Record,
) error {
	if err := k.writeMembers(ctx, number, batch, uids); err != nil {
		return err
	}
	bySchema, byAttester := schemaPrefix(schema.Number), attesterPrefix(batch.Attester)
	if err := k.BySchema.Set(ctx, withBatch(bySchema, number), []byte{}); err != nil {
		return err
	}
	if err := k.ByAttester.Set(ctx, withBatch(concat(byAttester, bySchema), number), []byte{}); err != nil {
		return err
	}
	var subjects, references indexed
	for i := range records {
		text, err := records[i].SubjectText(k.addresses)
		if err != nil {
			return err
		}
		if text != "" {
			subjects.add(withBatch(concat(types.SubjectKey(text), bySchema, byAttester), number), i)
		}
		if ref := records[i].RefUid; len(ref) > 0 {
			references.add(withBatch(ref, number), i)
		}
	}
	if err := subjects.write(ctx, k.BySubject); err != nil {
		return err
	}
	return references.write(ctx, k.ByReference)
}

func (k *Keeper) writeMembers(ctx context.Context, number uint64, batch types.Batch, uids []eas.Hash) error {
	if len(uids) == 1 {
		batch.Only = uids[0][:]
		return k.Batches.Set(ctx, number, batch)
	}
	if err := k.Batches.Set(ctx, number, batch); err != nil {
		return err
	}
	members := make([]byte, 0, len(uids)*eas.HashBytes)
	for i := range uids {
		members = append(members, uids[i][:]...)
	}
	return k.Members.Set(ctx, number, members)
}

// members returns the uids of a batch.
func (k *Keeper) members(ctx context.Context, number uint64) ([]eas.Hash, error) {
	batch, err := k.Batches.Get(ctx, number)
	if err != nil {
		return nil, err
	}
	if len(batch.Only) > 0 {
		return []eas.Hash{types.HashOf(batch.Only)}, nil
	}
	raw, err := k.Members.Get(ctx, number)
	if err != nil {
		return nil, err
	}
	uids := make([]eas.Hash, 0, len(raw)/eas.HashBytes)
	for ; len(raw) >= eas.HashBytes; raw = raw[eas.HashBytes:] {
		uids = append(uids, eas.Hash(raw[:eas.HashBytes]))
	}
	return uids, nil
}

// found returns the uids that one index entry stands for, oldest first.
func (k *Keeper) found(ctx context.Context, key, positions []byte) ([]eas.Hash, error) {
	uids, err := k.members(ctx, batchOf(key))
	if err != nil || len(positions) == 0 {
		return uids, err
	}
	chosen := make([]eas.Hash, 0, len(positions))
	for _, position := range positions {
		if int(position) >= len(uids) {
			return nil, errors.New("an index names a member that its batch does not have")
		}
		chosen = append(chosen, uids[position])
	}
	return chosen, nil
}

// GetRecord returns an attestation as the store has it, with its batch. Error: ErrAttestationNotFound.
func (k *Keeper) GetRecord(ctx context.Context, uid eas.Hash) (types.Record, types.Batch, error) {
	record, err := k.Records.Get(ctx, uid[:])
	if errors.Is(err, collections.ErrNotFound) {
		return record, types.Batch{}, types.ErrAttestationNotFound.Wrapf("%s", uid)
	}
	if err != nil {
		return record, types.Batch{}, err
	}
	batch, err := k.Batches.Get(ctx, record.Batch)
	return record, batch, err
}

// GetAttestation returns an attestation whole. Error: ErrAttestationNotFound.
func (k *Keeper) GetAttestation(ctx context.Context, uid eas.Hash) (types.Attestation, error) {
	record, batch, err := k.GetRecord(ctx, uid)
	if err != nil {
		return types.Attestation{}, err
	}
	return types.NewAttestation(k.addresses, uid, batch, record)
}
