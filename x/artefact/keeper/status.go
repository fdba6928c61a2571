package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// SetStatus changes where an artefact stands. Errors: ErrArtefactNotFound, ErrInvalidStatus, ErrNotOwner.
func (k *Keeper) SetStatus(ctx context.Context, signer sdk.AccAddress, id string, request types.StatusRequest) error {
	artefact, err := k.GetArtefact(ctx, id)
	if err != nil {
		return err
	}
	if request.By, err = k.text(signer); err != nil {
		return err
	}
	owner, err := k.OwnerOf(ctx, artefact)
	if err != nil {
		return err
	}
	request.Owner, request.Governance = owner == request.By, k.authority == request.By
	if request.Status == types.StatusDisputed {
		if request.Parent, err = k.ownsAParent(ctx, request.By, id); err != nil {
			return err
		}
	}
	if request.ReplacedBy != "" {
		if _, err := k.GetArtefact(ctx, request.ReplacedBy); err != nil {
			return err
		}
	}
	if artefact, err = artefact.WithStatus(request); err != nil {
		return err
	}
	if err := k.Artefacts.Set(ctx, id, artefact); err != nil {
		return err
	}
	return emit(ctx, &types.EventStatusChanged{ArtefactId: id, Status: request.Status, Reason: request.Reason, By: request.By})
}

func (k *Keeper) ownsAParent(ctx context.Context, owner, id string) (bool, error) {
	edges, err := k.ParentsOf(ctx, id)
	if err != nil {
		return false, err
	}
	for _, edge := range edges {
		parent, err := k.GetArtefact(ctx, edge.Parent.ParentId)
		if err != nil {
			return false, err
		}
		if has, err := k.OwnerOf(ctx, parent); err != nil || has == owner {
			return has == owner, err
		}
	}
	return false, nil
}

// OfferTransfer offers a name to another account; an empty one takes the offer back. Errors: ErrNameNotFound, ErrNotOwner, ErrNoTransfer.
func (k *Keeper) OfferTransfer(ctx context.Context, owner sdk.AccAddress, name, to string) error {
	record, err := k.ownedName(ctx, owner, name)
	if err != nil {
		return err
	}
	if record.Owner == to || record.PendingOwner == to {
		return types.ErrNoTransfer.Wrapf("%s belongs to, or is offered to, %q already", name, to)
	}
	record.PendingOwner = to
	if err := k.Names.Set(ctx, name, record); err != nil {
		return err
	}
	return emit(ctx, &types.EventTransferOffered{Name: name, To: to})
}

// AcceptTransfer makes who was offered a name its owner. Errors: ErrNameNotFound, ErrNoTransfer.
func (k *Keeper) AcceptTransfer(ctx context.Context, to sdk.AccAddress, name string) error {
	record, err := k.GetName(ctx, name)
	if err != nil {
		return err
	}
	text, err := k.text(to)
	if err != nil {
		return err
	}
	if record.PendingOwner != text {
		return types.ErrNoTransfer.Wrapf("%s is not offered to %s", name, text)
	}
	from, err := k.parse(record.Owner)
	if err != nil {
		return err
	}
	event := &types.EventTransferred{Name: name, From: record.Owner, To: text}
	record.Owner, record.PendingOwner = text, ""
	if err := k.Names.Set(ctx, name, record); err != nil {
		return err
	}
	if err := k.NamesByOwner.Remove(ctx, collections.Join(from, name)); err != nil {
		return err
	}
	if err := k.NamesByOwner.Set(ctx, collections.Join(to, name)); err != nil {
		return err
	}
	return emit(ctx, event)
}

// LinkProgram says which model a program is; who registered the program may say another later. Errors: ErrArtefactNotFound, ErrNotOwner,
// ErrNotAModel, ErrProgramLinked, or what the module that keeps programs objects to.
func (k *Keeper) LinkProgram(ctx context.Context, owner sdk.AccAddress, id, program string) error {
	artefact, err := k.owned(ctx, owner, id)
	if err != nil {
		return err
	}
	if artefact.Core.Kind != types.KindModel || artefact.Status == types.StatusRevoked || artefact.Status == types.StatusDisputed {
		return types.ErrNotAModel.Wrapf("%s is a %s and %s; a program is an undisputed MODEL", id, artefact.Core.Kind, artefact.Status)
	}
	edges, err := k.ParentsOf(ctx, id)
	if err != nil {
		return err
	}
	for _, edge := range edges {
		if edge.State == types.EdgeStatePending || edge.State == types.EdgeStateRefused {
			return types.ErrNotAModel.Wrapf("%s has not been acknowledged by the owner of its parent %s", id, edge.Parent.ParentId)
		}
	}
	text, err := k.text(owner)
	if err != nil {
		return err
	}
	if err := k.hooks.BeforeProgramLinked(ctx, program, text); err != nil {
		return err
	}
	before, err := records.Get(ctx, k.Links, program, nil)
	if err != nil {
		return err
	}
	if before.ArtefactId == id {
		return types.ErrProgramLinked.Wrapf("%s is %s", program, id)
	}
	link := types.ProgramLink{ProgramId: program, ArtefactId: id, Creator: text, Height: height(ctx)}
	if err := k.Links.Set(ctx, program, link); err != nil {
		return err
	}
	return emit(ctx, &types.EventProgramLinked{ArtefactId: id, ProgramId: program})
}
