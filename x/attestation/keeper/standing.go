package keeper

import (
	"context"
	"errors"
	"slices"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

const (
	// MaxAttesters bounds one question about a subject.
	MaxAttesters = 16
	// maxLooked is how many of an attester's attestations, newest first, are looked at for one that is live.
	maxLooked = 8
)

// Standing returns what an attester says of a subject under a schema at present: the verdict and uid of its newest attestation that is
// neither revoked nor expired, among the newest 8; VerdictUnspecified for none. Errors: ErrInvalidSubject, ErrSchemaNotFound.
func (k *Keeper) Standing(ctx context.Context, subject string, schema eas.Hash, attester sdk.AccAddress) (types.Verdict, eas.Hash, error) {
	parsed, err := types.ParseSubject(k.addresses, subject)
	if err != nil {
		return 0, eas.Hash{}, err
	}
	found, err := k.GetSchema(ctx, schema)
	if err != nil {
		return 0, eas.Hash{}, err
	}
	return k.newest(ctx, concat(parsed.Key(), schemaPrefix(found.Number), attesterPrefix(attester)))
}

func (k *Keeper) newest(ctx context.Context, prefix []byte) (verdict types.Verdict, uid eas.Hash, err error) {
	iterator, err := k.BySubject.Iterate(ctx, within(prefix).Descending())
	if err != nil {
		return 0, uid, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	for looked := 0; iterator.Valid() && looked < maxLooked; iterator.Next() {
		entry, err := iterator.KeyValue()
		if err != nil {
			return 0, uid, err
		}
		uids, err := k.found(ctx, entry.Key, entry.Value)
		if err != nil {
			return 0, uid, err
		}
		for _, uid := range slices.Backward(uids) {
			record, err := k.Records.Get(ctx, uid[:])
			if err != nil {
				return 0, uid, err
			}
			if record.Live(now(ctx)) {
				return record.Says(), uid, nil
			}
			if looked++; looked == maxLooked {
				break
			}
		}
	}
	return types.VerdictUnspecified, eas.Hash{}, nil
}
