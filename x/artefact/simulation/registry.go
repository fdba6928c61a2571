package simulation

import (
	"context"
	"fmt"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"

	"github.com/suretynetwork/surety/x/artefact/keeper"
	"github.com/suretynetwork/surety/x/artefact/types"
)

// MsgRegisterArtefactFactory registers a name with parents among what there is.
func MsgRegisterArtefactFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRegisterArtefact] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRegisterArtefact) {
		params, err := k.Params.Get(ctx)
		account := data.AnyAccount(reporter)
		if reporter.IsSkipped() || err != nil {
			return nil, nil
		}
		name := fmt.Sprintf("sim%s/thing%d", account.AddressBech32[len(account.AddressBech32)-12:], data.Rand().Intn(1_000))
		if has, err := k.Names.Has(ctx, name); err != nil || has || !account.LiquidBalance().BlockAmount(params.ClaimFee) {
			reporter.Skip("the name is taken, or the fee is not there")
			return nil, nil
		}
		kind := []types.Kind{types.KindModel, types.KindDataset}[data.Rand().Intn(2)]
		return []simsx.SimAccount{account}, &types.MsgRegisterArtefact{
			Owner: account.AddressBech32, Name: name, Core: coreOf(name, 0, kind), Parents: parentsOf(ctx, k, data.Rand()),
		}
	}
}

// MsgAddVersionFactory adds the next version of a name.
func MsgAddVersionFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgAddVersion] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgAddVersion) {
		name := pick(ctx, data.Rand(), reporter, k.Names, anything)
		if reporter.IsSkipped() {
			return nil, nil
		}
		return []simsx.SimAccount{data.GetAccount(reporter, name.Owner)}, &types.MsgAddVersion{
			Owner: name.Owner, Name: name.Name, Core: coreOf(name.Name, name.Versions, name.Kind), Parents: parentsOf(ctx, k, data.Rand()),
		}
	}
}

// MsgDeclareParentFactory adds an edge where it is possible.
func MsgDeclareParentFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgDeclareParent] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgDeclareParent) {
		child, owner := anArtefact(ctx, k, data, reporter, func(a types.Artefact) bool { return a.Children == 0 && a.Parents == 0 })
		parent := pick(ctx, data.Rand(), reporter, k.Artefacts, func(a types.Artefact) bool {
			return a.Id != child.Id && a.Status != types.StatusRevoked && a.Depth < 5
		})
		if reporter.IsSkipped() {
			return nil, nil
		}
		return []simsx.SimAccount{owner}, &types.MsgDeclareParent{
			Owner: owner.AddressBech32, ArtefactId: child.Id,
			Parent: types.Parent{ParentId: parent.Id, Relation: types.RelationDerivedFrom, Evidence: "none"},
		}
	}
}

// MsgAnswerEdgeFactory turns the answer to an edge around.
func MsgAnswerEdgeFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgAnswerEdge] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgAnswerEdge) {
		edge := pick(ctx, data.Rand(), reporter, k.Edges, anything)
		if reporter.IsSkipped() {
			return nil, nil
		}
		parent, err := k.GetArtefact(ctx, edge.Parent.ParentId)
		if err != nil {
			return nil, nil
		}
		owner, err := k.OwnerOf(ctx, parent)
		if err != nil {
			return nil, nil
		}
		return []simsx.SimAccount{data.GetAccount(reporter, owner)}, &types.MsgAnswerEdge{
			Owner: owner, ChildId: edge.ChildId, ParentId: parent.Id, Accept: edge.State != types.EdgeStateAcknowledged, Reason: "not so",
		}
	}
}

// MsgSetStatusFactory moves an artefact between active, deprecated and, seldom, revoked.
func MsgSetStatusFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgSetStatus] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgSetStatus) {
		artefact, owner := anArtefact(ctx, k, data, reporter, func(a types.Artefact) bool {
			return a.Status == types.StatusActive || a.Status == types.StatusDeprecated
		})
		if reporter.IsSkipped() {
			return nil, nil
		}
		next := types.StatusDeprecated
		switch {
		case data.Rand().Intn(10) == 0:
			next = types.StatusRevoked
		case artefact.Status == types.StatusDeprecated:
			next = types.StatusActive
		}
		return []simsx.SimAccount{owner}, &types.MsgSetStatus{Signer: owner.AddressBech32, ArtefactId: artefact.Id, Status: next, Reason: "sim"}
	}
}

// MsgOfferTransferFactory offers a name to somebody else.
func MsgOfferTransferFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgOfferTransfer] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgOfferTransfer) {
		name := pick(ctx, data.Rand(), reporter, k.Names, func(n types.Name) bool { return n.PendingOwner == "" })
		if reporter.IsSkipped() {
			return nil, nil
		}
		owner := data.GetAccount(reporter, name.Owner)
		to := data.AnyAccount(reporter, simsx.ExcludeAccounts(owner))
		if reporter.IsSkipped() {
			return nil, nil
		}
		return []simsx.SimAccount{owner}, &types.MsgOfferTransfer{Owner: name.Owner, Name: name.Name, To: to.AddressBech32}
	}
}

// MsgAcceptTransferFactory accepts a name that was offered.
func MsgAcceptTransferFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgAcceptTransfer] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgAcceptTransfer) {
		name := pick(ctx, data.Rand(), reporter, k.Names, func(n types.Name) bool { return n.PendingOwner != "" })
		if reporter.IsSkipped() {
			return nil, nil
		}
		return []simsx.SimAccount{data.GetAccount(reporter, name.PendingOwner)}, &types.MsgAcceptTransfer{To: name.PendingOwner, Name: name.Name}
	}
}
