package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// GetArtefact returns an artefact. Error: ErrArtefactNotFound.
func (k *Keeper) GetArtefact(ctx context.Context, id string) (types.Artefact, error) {
	return records.Get(ctx, k.Artefacts, id, types.ErrArtefactNotFound.Wrapf("%.80q", id))
}

// GetName returns a name. Error: ErrNameNotFound.
func (k *Keeper) GetName(ctx context.Context, name string) (types.Name, error) {
	return records.Get(ctx, k.Names, name, types.ErrNameNotFound.Wrapf("%.120q", name))
}

// OwnerOf returns who owns an artefact now.
func (k *Keeper) OwnerOf(ctx context.Context, artefact types.Artefact) (string, error) {
	name, err := k.GetName(ctx, artefact.Name)
	return name.Owner, err
}

// owned returns an artefact of owner's. Errors: ErrArtefactNotFound, ErrNotOwner.
func (k *Keeper) owned(ctx context.Context, owner sdk.AccAddress, id string) (types.Artefact, error) {
	artefact, err := k.GetArtefact(ctx, id)
	if err != nil {
		return artefact, err
	}
	has, err := k.OwnerOf(ctx, artefact)
	if err != nil {
		return artefact, err
	}
	if text, err := k.text(owner); err != nil || text != has {
		return artefact, types.ErrNotOwner.Wrapf("%s belongs to %s, not to %s", id, has, text)
	}
	return artefact, nil
}

// Register registers a name with its first version. Errors: ErrInvalidName, ErrNameTaken, ErrNameImitates, the bank's when the fee is not
// there, and those of AddVersion.
func (k *Keeper) Register(ctx context.Context, owner sdk.AccAddress, name string, core types.Core, parents []types.Parent) (string, error) {
	if err := types.ValidateName(name); err != nil {
		return "", err
	}
	if err := core.Validate(); err != nil {
		return "", err
	}
	before, err := k.Names.Get(ctx, name)
	if err == nil {
		return "", types.ErrNameTaken.Wrapf("%s belongs to %s; its owner adds versions with MsgAddVersion", name, before.Owner)
	}
	if !errors.Is(err, collections.ErrNotFound) {
		return "", err
	}
	if err := k.claim(ctx, owner, types.Label(name)); err != nil {
		return "", err
	}
	text, err := k.text(owner)
	if err != nil {
		return "", err
	}
	if err := k.NamesByOwner.Set(ctx, collections.Join(owner, name)); err != nil {
		return "", err
	}
	return k.addVersion(ctx, types.Name{Name: name, Owner: text, Kind: core.Kind}, core, parents)
}

// claim makes sure that a name's first part is the owner's, and sells it if it is nobody's.
func (k *Keeper) claim(ctx context.Context, owner sdk.AccAddress, label string) error {
	skeleton := types.Skeleton(label)
	text, err := k.text(owner)
	if err != nil {
		return err
	}
	held, err := k.Claims.Get(ctx, skeleton)
	switch {
	case err == nil && held.Owner == text:
		return nil
	case err == nil && held.Label == label:
		return types.ErrNameTaken.Wrapf("names under %s are registered by %s", label, held.Owner)
	case err == nil:
		return types.ErrNameImitates.Wrapf("%q looks like %q, which belongs to %s", label, held.Label, held.Owner)
	case !errors.Is(err, collections.ErrNotFound):
		return err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := k.forfeit(ctx, owner, params.ClaimFee); err != nil {
		return err
	}
	return k.Claims.Set(ctx, skeleton, types.Claim{Skeleton: skeleton, Label: label, Owner: text})
}

// AddVersion registers the next version of a name. Errors: ErrNameNotFound, ErrNotOwner, ErrInvalidCore, ErrInvalidVersion,
// ErrInvalidDigest, ErrInvalidLicence, ErrVersionExists, and those of an edge.
func (k *Keeper) AddVersion(ctx context.Context, owner sdk.AccAddress, name string, core types.Core, parents []types.Parent) (string, error) {
	if err := core.Validate(); err != nil {
		return "", err
	}
	record, err := k.ownedName(ctx, owner, name)
	if err != nil {
		return "", err
	}
	if record.Kind != core.Kind {
		return "", types.ErrInvalidCore.Wrapf("%s is a %s, its versions cannot be a %s", name, record.Kind, core.Kind)
	}
	return k.addVersion(ctx, record, core, parents)
}

func (k *Keeper) ownedName(ctx context.Context, owner sdk.AccAddress, name string) (types.Name, error) {
	record, err := k.GetName(ctx, name)
	if err != nil {
		return record, err
	}
	if text, err := k.text(owner); err != nil || text != record.Owner {
		return record, types.ErrNotOwner.Wrapf("%s belongs to %s, not to %s", name, record.Owner, text)
	}
	return record, nil
}

func (k *Keeper) addVersion(ctx context.Context, name types.Name, core types.Core, parents []types.Parent) (string, error) {
	key := collections.Join(name.Name, core.Version)
	exists, err := k.Versions.Has(ctx, key)
	if err != nil {
		return "", err
	}
	if exists {
		return "", types.ErrVersionExists.Wrapf("%s has a version %s; versions do not change", name.Name, core.Version)
	}
	artefact := types.Artefact{
		Id: types.ArtefactID(name.Owner, name.Name, core), Name: name.Name, Core: core, Registrant: name.Owner, PreviousId: name.LatestId,
		Status: types.StatusActive, Height: height(ctx),
	}
	edges, err := k.declare(ctx, &artefact, name.Owner, parents)
	if err != nil {
		return "", err
	}
	name.LatestId = artefact.Id
	name.Versions++
	if err := k.Names.Set(ctx, name.Name, name); err != nil {
		return "", err
	}
	if err := k.setArtefact(ctx, artefact); err != nil {
		return "", err
	}
	return artefact.Id, k.emitRegistered(ctx, artefact, name.Owner, edges)
}

// setArtefact writes a new record with its indexes.
func (k *Keeper) setArtefact(ctx context.Context, artefact types.Artefact) error {
	if err := k.Artefacts.Set(ctx, artefact.Id, artefact); err != nil {
		return err
	}
	if err := k.Versions.Set(ctx, collections.Join(artefact.Name, artefact.Core.Version), artefact.Id); err != nil {
		return err
	}
	for _, digest := range artefact.Core.Digests.All() {
		if err := k.Digests.Set(ctx, collections.Join3(digest, artefact.Height, artefact.Id)); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) emitRegistered(ctx context.Context, artefact types.Artefact, owner string, edges []types.Edge) error {
	err := emit(ctx, &types.EventArtefactRegistered{
		ArtefactId: artefact.Id, Name: artefact.Name, Version: artefact.Core.Version, Kind: artefact.Core.Kind, Owner: owner,
		Blake3: artefact.Core.Digests.Blake3,
	})
	if err != nil {
		return err
	}
	for _, edge := range edges {
		if err := emitDeclared(ctx, edge); err != nil {
			return err
		}
	}
	return nil
}
