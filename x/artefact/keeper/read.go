package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// ArtefactOfProgram returns the artefact that a program is, empty when it is none.
func (k *Keeper) ArtefactOfProgram(ctx context.Context, program string) (string, error) {
	link, err := records.Get(ctx, k.Links, program, nil)
	return link.ArtefactId, err
}

// ArtefactsWith returns the artefacts with a digest, earliest first, at most limit of them.
func (k *Keeper) ArtefactsWith(ctx context.Context, digest string, limit int) (found []types.Artefact, err error) {
	iterator, err := k.Digests.Iterate(ctx, collections.NewPrefixedTripleRange[string, int64, string](digest))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	for ; iterator.Valid() && len(found) < limit; iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return nil, err
		}
		artefact, err := k.GetArtefact(ctx, key.K3())
		if err != nil {
			return nil, err
		}
		found = append(found, artefact)
	}
	return found, nil
}

// LineageOf returns an artefact with what is above it, nearest first, at most limit of them, and the edges between them.
func (k *Keeper) LineageOf(ctx context.Context, id string, limit int) (artefacts []types.Artefact, edges []types.Edge, err error) {
	ancestors, _, err := k.ancestors(ctx, id, limits{artefacts: limit, depth: maxAncestors}, func(types.Edge) bool { return true })
	if err != nil {
		return nil, nil, err
	}
	for _, one := range ancestors {
		artefacts, edges = append(artefacts, one.Artefact), append(edges, one.Edges...)
	}
	return artefacts, edges, nil
}
