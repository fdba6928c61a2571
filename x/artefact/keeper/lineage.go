package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// declare adds edges to an artefact that has no children yet, so that no edge can close a circle. It changes the artefact's counters; the
// caller saves it. Errors: ErrLineageTooLarge, ErrInvalidEdge, ErrArtefactNotFound, ErrLicenceIncompatible.
func (k *Keeper) declare(ctx context.Context, child *types.Artefact, owner string, parents []types.Parent) ([]types.Edge, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	if uint64(child.Parents)+uint64(len(parents)) > uint64(params.MaxParents) {
		return nil, types.ErrLineageTooLarge.Wrapf("%d parents, at most %d are possible", uint64(child.Parents)+uint64(len(parents)), params.MaxParents)
	}
	edges := make([]types.Edge, 0, len(parents))
	for _, declared := range parents {
		edge, err := k.declareOne(ctx, child, owner, declared, params.MaxDepth)
		if err != nil {
			return nil, err
		}
		edges = append(edges, edge)
	}
	return edges, nil
}

func (k *Keeper) declareOne(
	ctx context.Context, child *types.Artefact, owner string, declared types.Parent, maxDepth uint32,
) (types.Edge, error) {
	edge := types.Edge{ChildId: child.Id, Parent: declared, Height: height(ctx)}
	if err := declared.Validate(child.Id); err != nil {
		return edge, err
	}
	key := collections.Join(child.Id, declared.ParentId)
	exists, err := k.Edges.Has(ctx, key)
	if err != nil {
		return edge, err
	}
	if exists {
		return edge, types.ErrInvalidEdge.Wrapf("the parent %s is declared twice", declared.ParentId)
	}
	parent, err := k.GetArtefact(ctx, declared.ParentId)
	if err != nil {
		return edge, err
	}
	if edge.State, err = types.CheckParent(parent, child.Core, declared); err != nil {
		return edge, err
	}
	if edge.State == types.EdgeStatePending {
		has, err := k.OwnerOf(ctx, parent)
		if err != nil {
			return edge, err
		}
		if has == owner {
			edge.State = types.EdgeStateAcknowledged
		}
	}
	if child.Depth = max(child.Depth, parent.Depth+1); child.Depth > maxDepth {
		return edge, types.ErrLineageTooLarge.Wrapf("%s is %d generations deep, at most %d are possible", parent.Id, parent.Depth, maxDepth-1)
	}
	child.Parents++
	parent.Children++
	if err := k.Artefacts.Set(ctx, parent.Id, parent); err != nil {
		return edge, err
	}
	return edge, k.setEdge(ctx, edge)
}

func (k *Keeper) setEdge(ctx context.Context, edge types.Edge) error {
	if err := k.Edges.Set(ctx, collections.Join(edge.ChildId, edge.Parent.ParentId), edge); err != nil {
		return err
	}
	return k.Children.Set(ctx, collections.Join(edge.Parent.ParentId, edge.ChildId))
}

// DeclareParent adds an edge to an artefact that nothing was built on yet. Errors: ErrArtefactNotFound, ErrNotOwner, and those of an edge.
func (k *Keeper) DeclareParent(ctx context.Context, owner sdk.AccAddress, id string, parent types.Parent) error {
	artefact, err := k.owned(ctx, owner, id)
	if err != nil {
		return err
	}
	if artefact.Children > 0 {
		return types.ErrInvalidEdge.Wrapf("%s has %d children, whose lineage would change; register a new version", id, artefact.Children)
	}
	text, err := k.text(owner)
	if err != nil {
		return err
	}
	edges, err := k.declare(ctx, &artefact, text, []types.Parent{parent})
	if err != nil {
		return err
	}
	if err := k.Artefacts.Set(ctx, id, artefact); err != nil {
		return err
	}
	return emitDeclared(ctx, edges[0])
}

// AnswerEdge is the word of a parent's owner. Errors: ErrEdgeNotFound, ErrNotOwner, ErrEdgeState, ErrInvalidEdge.
func (k *Keeper) AnswerEdge(ctx context.Context, owner sdk.AccAddress, key EdgeKey, accept bool, reason string) error {
	edge, err := records.Get(ctx, k.Edges, key, types.ErrEdgeNotFound.Wrapf("%.80q declares no parent %.80q", key.K1(), key.K2()))
	if err != nil {
		return err
	}
	if _, err := k.owned(ctx, owner, edge.Parent.ParentId); err != nil {
		return err
	}
	if edge, err = edge.Answer(accept, reason); err != nil {
		return err
	}
	if err := k.Edges.Set(ctx, key, edge); err != nil {
		return err
	}
	return emit(ctx, &types.EventEdgeAnswered{
		ChildId: edge.ChildId, ParentId: edge.Parent.ParentId, State: edge.State, Reason: edge.Reason,
	})
}

// ParentsOf returns an artefact's edges to its parents, at most max_parents of them.
func (k *Keeper) ParentsOf(ctx context.Context, id string) ([]types.Edge, error) {
	iterator, err := k.Edges.Iterate(ctx, collections.NewPrefixedPairRange[string, string](id))
	if err != nil {
		return nil, err
	}
	return iterator.Values()
}

// maxAncestors is the most artefacts that one answer or one royalty looks at.
const maxAncestors = 256

// Ancestor is an artefact in a walk upwards, with the edges to its parents.
type Ancestor struct {
	Artefact types.Artefact
	Depth    uint32
	Edges    []types.Edge
}

// Ancestors walks from an artefact upwards, nearest first, each artefact once, over edges that follow accepts. It says whether there was
// more than depth generations or 256 artefacts hold.
func (k *Keeper) Ancestors(
	ctx context.Context, id string, depth uint32, follow func(types.Edge) bool,
) ([]Ancestor, bool, error) {
	return k.ancestors(ctx, id, limits{artefacts: maxAncestors, depth: depth}, follow)
}

// limits bound a walk.
type limits struct {
	artefacts int
	depth     uint32
}

func (k *Keeper) ancestors(
	ctx context.Context, id string, most limits, follow func(types.Edge) bool,
) (found []Ancestor, truncated bool, err error) {
	type step struct {
		id    string
		depth uint32
	}
	queue, seen := []step{{id, 0}}, map[string]bool{id: true}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if len(found) >= most.artefacts {
			return found, true, nil
		}
		one := Ancestor{Depth: next.depth}
		if one.Artefact, err = k.GetArtefact(ctx, next.id); err != nil {
			return nil, false, err
		}
		if one.Artefact.Parents > 0 && next.depth >= most.depth {
			truncated = true
		} else if one.Edges, err = k.ParentsOf(ctx, next.id); err != nil {
			return nil, false, err
		}
		for _, edge := range one.Edges {
			if parent := edge.Parent.ParentId; follow(edge) && !seen[parent] {
				seen[parent] = true
				queue = append(queue, step{parent, next.depth + 1})
			}
		}
		found = append(found, one)
	}
	return found, truncated, nil
}

func emitDeclared(ctx context.Context, edge types.Edge) error {
	return emit(ctx, &types.EventEdgeDeclared{
		ChildId: edge.ChildId, ParentId: edge.Parent.ParentId, Relation: edge.Parent.Relation, State: edge.State,
	})
}
