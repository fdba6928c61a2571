package keeper

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/internal/page"
	"github.com/suretynetwork/surety/x/provider/types"
)

func (s queryServer) Allocations(ctx context.Context, request *types.QueryAllocationsRequest) (*types.QueryAllocationsResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	addr, err := s.address(request.Provider)
	if err != nil {
		return nil, err
	}
	allocations, next, err := query.CollectionPaginate(ctx, s.keeper.Allocations, page.Bounded(request.Pagination),
		func(key AllocationKey, amount math.Int) (types.Allocation, error) {
			return types.Allocation{Provider: request.Provider, Id: key.K2(), Amount: amount}, nil
		}, query.WithCollectionPaginationPairPrefix[sdk.AccAddress, string](addr))
	return &types.QueryAllocationsResponse{Allocations: allocations, Pagination: next}, err
}

func (s queryServer) Unbondings(ctx context.Context, request *types.QueryUnbondingsRequest) (*types.QueryUnbondingsResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	addr, err := s.address(request.Provider)
	if err != nil {
		return nil, err
	}
	unbondings, next, err := query.CollectionPaginate(ctx, s.keeper.Unbondings, page.Bounded(request.Pagination),
		func(_ UnbondingKey, entry types.Unbonding) (types.Unbonding, error) { return entry, nil },
		query.WithCollectionPaginationPairPrefix[sdk.AccAddress, uint64](addr))
	return &types.QueryUnbondingsResponse{Unbondings: unbondings, Pagination: next}, err
}

// Endorsements walks what anyone ever said of the provider and has not taken back, so a page may cost more than it shows.
func (s queryServer) Endorsements(ctx context.Context, request *types.QueryEndorsementsRequest) (*types.QueryEndorsementsResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	addr, err := s.address(request.Provider)
	if err != nil {
		return nil, err
	}
	provider, err := s.keeper.GetProvider(ctx, addr)
	if errors.Is(err, types.ErrProviderNotFound) {
		return nil, status.Error(codes.NotFound, err.Error())
	}
	if err != nil {
		return nil, err
	}
	prefix := collections.TriplePrefix[sdk.AccAddress, sdk.AccAddress, string](addr)
	endorsements, next, err := query.CollectionFilteredPaginate(ctx, s.keeper.Endorsements, page.Bounded(request.Pagination),
		func(_ EndorsementKey, e types.Endorsement) (bool, error) { return provider.Counts(e), nil },
		func(_ EndorsementKey, e types.Endorsement) (types.Endorsement, error) { return e, nil },
		func(options *query.CollectionsPaginateOptions[EndorsementKey]) { options.Prefix = &prefix })
	return &types.QueryEndorsementsResponse{Endorsements: endorsements, Pagination: next}, err
}
