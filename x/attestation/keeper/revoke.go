package keeper

import (
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/collections"
	errorsmod "cosmossdk.io/errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// RevokeRequest is some attestations that one account revokes.
type RevokeRequest struct {
	Revoker sdk.AccAddress
	// Payer pays the values.
	Payer    sdk.AccAddress
	Requests []types.RevocationRequest
}

// schemaItems are revocations under one schema.
type schemaItems struct {
	schema types.Schema
	items  []types.ResolverItem
}

// Revoke ends attestations, all or none, and asks each schema's resolver once. Errors: ErrInvalidUID, ErrAttestationNotFound,
// ErrNotRevoker, ErrIrrevocable, ErrAlreadyRevoked, ErrInvalidReason, ErrInvalidReplacement, ErrInvalidValue, ErrResolverRefused.
func (k *Keeper) Revoke(ctx context.Context, request RevokeRequest) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := params.CheckCount(len(request.Requests)); err != nil {
		return err
	}
	var groups []schemaItems
	places := map[string]int{}
	for i, one := range request.Requests {
		attestation, err := k.revokeOne(ctx, request.Revoker, one)
		if err != nil {
			return itemError(i, len(request.Requests), err)
		}
		place, known := places[attestation.Schema]
		if !known {
			schema, err := k.GetSchema(ctx, mustHash(attestation.Schema))
			if err != nil {
				return err
			}
			place = len(groups)
			places[attestation.Schema] = place
			groups = append(groups, schemaItems{schema: schema})
		}
		groups[place].items = append(groups[place].items, types.ResolverItem{Attestation: attestation, Value: one.Value})
	}
	for _, group := range groups {
		r := resolution{schema: group.schema, payer: request.Payer, params: params, items: group.items, revoke: true}
		if err := k.resolve(ctx, r); err != nil {
			return err
		}
		if err := emitRevoked(ctx, group.items); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) revokeOne(ctx context.Context, revoker sdk.AccAddress, request types.RevocationRequest) (types.Attestation, error) {
	uid, err := types.ParseUID("uid", request.Uid)
	if err != nil {
		return types.Attestation{}, err
	}
	record, batch, err := k.GetRecord(ctx, uid)
	if err != nil {
		return types.Attestation{}, err
	}
	if err := k.mayRevoke(ctx, revoker, batch); err != nil {
		return types.Attestation{}, err
	}
	if !record.Revocable() {
		return types.Attestation{}, types.ErrIrrevocable.Wrapf("%s was made to stand; only a dispute can end it", uid)
	}
	if err := types.ValidateReason(request.Reason); err != nil {
		return types.Attestation{}, err
	}
	revocation := types.Revocation{Time: now(ctx), Reason: request.Reason, Revoker: revoker}
	if revocation.Replacement, err = k.replacement(ctx, uid, batch, request.Replacement); err != nil {
		return types.Attestation{}, err
	}
	if record, err = k.end(ctx, uid, record, revocation); err != nil {
		return types.Attestation{}, err
	}
	return types.NewAttestation(k.addresses, uid, batch, record)
}

// end writes a revocation. An open dispute ends with it: what was disputed is gone, and the disputer has the bond back.
func (k *Keeper) end(ctx context.Context, uid eas.Hash, record types.Record, revocation types.Revocation) (types.Record, error) {
	if record.Revocation != nil {
		return record, types.ErrAlreadyRevoked.Wrapf("%s, at %d", uid, record.Revocation.Time)
	}
	record.Revocation = &revocation
	if err := k.Records.Set(ctx, uid[:], record); err != nil {
		return record, err
	}
	dispute, err := k.GetDispute(ctx, uid)
	if errors.Is(err, types.ErrDisputeNotFound) {
		return record, nil
	}
	if err != nil {
		return record, err
	}
	return record, k.returnBond(ctx, uid, dispute)
}

// mayRevoke is whether an account attested, or was appointed by who did, under the schema or under all. Error: ErrNotRevoker.
func (k *Keeper) mayRevoke(ctx context.Context, revoker sdk.AccAddress, batch types.Batch) error {
	attester := sdk.AccAddress(batch.Attester)
	if attester.Equals(revoker) {
		return nil
	}
	for _, schema := range [][]byte{batch.SchemaUid, {}} {
		appointed, err := k.Revokers.Has(ctx, collections.Join3(attester, schema, revoker))
		if err != nil || appointed {
			return err
		}
	}
	return types.ErrNotRevoker.Wrapf("%s attested, and did not appoint %s", attester, revoker)
}

// replacement is another attestation of the same attester. Errors: ErrInvalidUID, ErrInvalidReplacement.
func (k *Keeper) replacement(ctx context.Context, uid eas.Hash, batch types.Batch, text string) ([]byte, error) {
	other, err := types.ParseOptionalUID("replacement", text)
	if err != nil || other.IsZero() {
		return nil, err
	}
	if other == uid {
		return nil, types.ErrInvalidReplacement.Wrap("an attestation cannot replace itself")
	}
	record, by, err := k.GetRecord(ctx, other)
	if err != nil {
		return nil, types.ErrInvalidReplacement.Wrap(err.Error())
	}
	if !sdk.AccAddress(by.Attester).Equals(sdk.AccAddress(batch.Attester)) || record.Revocation != nil {
		return nil, types.ErrInvalidReplacement.Wrapf("%s is by another attester, or was revoked", other)
	}
	return other[:], nil
}

// SetRevoker appoints or dismisses an account that may revoke for an attester, under one schema or, for the zero hash, under all.
// Errors: ErrInvalidRevoker, ErrSchemaNotFound.
func (k *Keeper) SetRevoker(ctx context.Context, attester, revoker sdk.AccAddress, schema eas.Hash, allowed bool) error {
	if attester.Equals(revoker) {
		return types.ErrInvalidRevoker.Wrap("an attester revokes without being appointed")
	}
	scope := []byte{}
	event := &types.EventRevokerSet{Attester: k.text(attester), Revoker: k.text(revoker), Allowed: allowed}
	if !schema.IsZero() {
		if _, err := k.GetSchema(ctx, schema); err != nil {
			return err
		}
		scope, event.Schema = schema[:], schema.String()
	}
	key := collections.Join3(attester, scope, revoker)
	appointed, err := k.Revokers.Has(ctx, key)
	switch {
	case err != nil:
		return err
	case appointed == allowed:
		return types.ErrInvalidRevoker.Wrapf("%s: appointed is %t already", event.Revoker, allowed)
	case allowed:
		err = k.Revokers.Set(ctx, key)
	default:
		err = k.Revokers.Remove(ctx, key)
	}
	if err != nil {
		return err
	}
	return emit(ctx, event)
}

func emitRevoked(ctx context.Context, items []types.ResolverItem) error {
	for _, item := range items {
		a := item.Attestation
		if err := emit(ctx, &types.EventRevoked{
			Uid: a.Uid, Schema: a.Schema, Attester: a.Attester, Revoker: a.Revoker, Reason: a.Reason, Replacement: a.Replacement,
		}); err != nil {
			return err
		}
	}
	return nil
}

// itemError says which of several items was wrong.
func itemError(i, count int, err error) error {
	if count == 1 {
		return err
	}
	return errorsmod.Wrap(err, fmt.Sprintf("item %d", i+1))
}

// mustHash reads a hash that this module wrote.
func mustHash(text string) eas.Hash {
	hash, err := eas.ParseHash(text)
	if err != nil {
		return eas.Hash{}
	}
	return hash
}

// text is an account as it is written. Accounts in the state have lengths that can be written.
func (k *Keeper) text(addr sdk.AccAddress) string {
	text, err := k.addresses.BytesToString(addr)
	if err != nil {
		return ""
	}
	return text
}
