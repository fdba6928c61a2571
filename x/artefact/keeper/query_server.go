package keeper

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/page"
	"github.com/suretynetwork/surety/x/internal/records"
)

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

// answer turns what is not there into a gRPC status that clients know.
func answer(err error) error {
	for _, missing := range []error{types.ErrArtefactNotFound, types.ErrNameNotFound, types.ErrNotGated, types.ErrDealNotFound, types.ErrNotFound} {
		if errors.Is(err, missing) {
			return status.Error(codes.NotFound, err.Error())
		}
	}
	return err
}

// artefactsOf turns a page of ids into the records.
func (s queryServer) record(ctx context.Context, id string) (types.Artefact, error) {
	artefact, err := s.keeper.GetArtefact(ctx, id)
	return artefact, answer(err)
}

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, err
}

func (s queryServer) Artefact(ctx context.Context, r *types.QueryArtefactRequest) (*types.QueryArtefactResponse, error) {
	artefact, err := s.record(ctx, r.ArtefactId)
	if err != nil {
		return nil, err
	}
	owner, err := s.keeper.OwnerOf(ctx, artefact)
	return &types.QueryArtefactResponse{Artefact: artefact, Owner: owner}, err
}

func (s queryServer) ArtefactByName(ctx context.Context, r *types.QueryArtefactByNameRequest) (*types.QueryArtefactByNameResponse, error) {
	name, err := s.keeper.GetName(ctx, r.Name)
	if err != nil {
		return nil, answer(err)
	}
	id := name.LatestId
	if r.Version != "" {
		missing := status.Errorf(codes.NotFound, "%s has no version %.80q", r.Name, r.Version)
		if id, err = records.Get(ctx, s.keeper.Versions, collections.Join(r.Name, r.Version), missing); err != nil {
			return nil, err
		}
	}
	artefact, err := s.record(ctx, id)
	return &types.QueryArtefactByNameResponse{Artefact: artefact, Owner: name.Owner}, err
}

func (s queryServer) Name(ctx context.Context, r *types.QueryNameRequest) (*types.QueryNameResponse, error) {
	name, err := s.keeper.GetName(ctx, r.Name)
	return &types.QueryNameResponse{Name: name}, answer(err)
}

func (s queryServer) Names(ctx context.Context, r *types.QueryNamesRequest) (*types.QueryNamesResponse, error) {
	names, next, err := query.CollectionPaginate(ctx, s.keeper.Names, page.Bounded(r.Pagination),
		func(_ string, name types.Name) (types.Name, error) { return name, nil })
	return &types.QueryNamesResponse{Names: names, Pagination: next}, err
}

func (s queryServer) NamesByOwner(ctx context.Context, r *types.QueryNamesByOwnerRequest) (*types.QueryNamesByOwnerResponse, error) {
	owner, err := s.address("owner", r.Owner)
	if err != nil {
		return nil, err
	}
	names, next, err := query.CollectionPaginate(ctx, s.keeper.NamesByOwner, page.Bounded(r.Pagination),
		func(key OwnerKey, _ collections.NoValue) (types.Name, error) { return s.keeper.GetName(ctx, key.K2()) },
		query.WithCollectionPaginationPairPrefix[sdk.AccAddress, string](owner))
	return &types.QueryNamesByOwnerResponse{Names: names, Pagination: next}, err
}

func (s queryServer) Versions(ctx context.Context, r *types.QueryVersionsRequest) (*types.QueryVersionsResponse, error) {
	artefacts, next, err := query.CollectionPaginate(ctx, s.keeper.Versions, page.Bounded(r.Pagination),
		func(_ VersionKey, id string) (types.Artefact, error) { return s.record(ctx, id) },
		query.WithCollectionPaginationPairPrefix[string, string](r.Name))
	return &types.QueryVersionsResponse{Artefacts: artefacts, Pagination: next}, err
}

func (s queryServer) ArtefactsByDigest(
	ctx context.Context, r *types.QueryArtefactsByDigestRequest,
) (*types.QueryArtefactsByDigestResponse, error) {
	prefix := collections.TriplePrefix[string, int64, string](r.Digest)
	artefacts, next, err := query.CollectionPaginate(ctx, s.keeper.Digests, page.Bounded(r.Pagination),
		func(key DigestKey, _ collections.NoValue) (types.Artefact, error) { return s.record(ctx, key.K3()) },
		func(options *query.CollectionsPaginateOptions[DigestKey]) { options.Prefix = &prefix })
	return &types.QueryArtefactsByDigestResponse{Artefacts: artefacts, Pagination: next}, err
}

func (s queryServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.parse(text)
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "%s %q: %s", name, text, err)
	}
	return addr, nil
}
