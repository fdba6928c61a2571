package keeper

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/internal/page"
	"github.com/suretynetwork/surety/x/market/types"
)

func (s queryServer) OrdersByOwner(
	ctx context.Context, request *types.QueryOrdersByOwnerRequest,
) (*types.QueryOrdersByOwnerResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	owner, err := s.address("owner", request.Owner)
	if err != nil {
		return nil, err
	}
	orders, next, err := query.CollectionPaginate(ctx, s.keeper.Orders, page.Bounded(request.Pagination), value[OrderKey, types.Order],
		query.WithCollectionPaginationPairPrefix[sdk.AccAddress, uint64](owner))
	return &types.QueryOrdersByOwnerResponse{Orders: orders, Pagination: next}, err
}

func (s queryServer) OrdersByState(
	ctx context.Context, request *types.QueryOrdersByStateRequest,
) (*types.QueryOrdersByStateResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	orders, next, err := query.CollectionPaginate(ctx, s.keeper.Orders.Indexes.State, page.Bounded(request.Pagination),
		func(key collections.Pair[int32, OrderKey], _ collections.NoValue) (types.Order, error) {
			return s.keeper.Orders.Get(ctx, key.K2())
		}, query.WithCollectionPaginationPairPrefix[int32, OrderKey](int32(request.State)))
	return &types.QueryOrdersByStateResponse{Orders: orders, Pagination: next}, err
}

func (s queryServer) OrdersByProgram(
	ctx context.Context, request *types.QueryOrdersByProgramRequest,
) (*types.QueryOrdersByProgramResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	if err := types.ValidateProgramID(request.ProgramId); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	orders, next, err := query.CollectionPaginate(ctx, s.keeper.Orders.Indexes.Program, page.Bounded(request.Pagination),
		func(key collections.Pair[string, OrderKey], _ collections.NoValue) (types.Order, error) {
			return s.keeper.Orders.Get(ctx, key.K2())
		}, query.WithCollectionPaginationPairPrefix[string, OrderKey](request.ProgramId))
	return &types.QueryOrdersByProgramResponse{Orders: orders, Pagination: next}, err
}

func (s queryServer) BidsByOrder(ctx context.Context, request *types.QueryBidsByOrderRequest) (*types.QueryBidsByOrderResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	id, err := orderArgument(request.OrderId)
	if err != nil {
		return nil, err
	}
	bids, next, err := query.CollectionPaginate(ctx, s.keeper.Bids, page.Bounded(request.Pagination), value[BidKey, types.Bid], ofOrder(id))
	return &types.QueryBidsByOrderResponse{Bids: bids, Pagination: next}, err
}

func (s queryServer) BidsByBidder(
	ctx context.Context, request *types.QueryBidsByBidderRequest,
) (*types.QueryBidsByBidderResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	bidder, err := s.address("bidder", request.Bidder)
	if err != nil {
		return nil, err
	}
	bids, next, err := query.CollectionPaginate(ctx, s.keeper.Bids.Indexes.Bidder, page.Bounded(request.Pagination),
		func(key collections.Pair[sdk.AccAddress, BidKey], _ collections.NoValue) (types.Bid, error) {
			return s.keeper.Bids.Get(ctx, key.K2())
		}, query.WithCollectionPaginationPairPrefix[sdk.AccAddress, BidKey](bidder))
	return &types.QueryBidsByBidderResponse{Bids: bids, Pagination: next}, err
}

func (s queryServer) LeasesByOrder(
	ctx context.Context, request *types.QueryLeasesByOrderRequest,
) (*types.QueryLeasesByOrderResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	id, err := orderArgument(request.OrderId)
	if err != nil {
		return nil, err
	}
	leases, next, err := query.CollectionPaginate(ctx, s.keeper.Leases, page.Bounded(request.Pagination),
		value[LeaseKey, types.Lease], ofOrder(id))
	return &types.QueryLeasesByOrderResponse{Leases: leases, Pagination: next}, err
}

func (s queryServer) LeasesByProvider(
	ctx context.Context, request *types.QueryLeasesByProviderRequest,
) (*types.QueryLeasesByProviderResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	provider, err := s.address("provider", request.Provider)
	if err != nil {
		return nil, err
	}
	wanted := collections.PairPrefix[sdk.AccAddress, int32](provider)
	if request.State != types.LeaseStateUnspecified {
		wanted = collections.Join(provider, int32(request.State))
	}
	leases, next, err := query.CollectionPaginate(ctx, s.keeper.Leases.Indexes.Provider, page.Bounded(request.Pagination),
		func(key collections.Pair[ProviderState, LeaseKey], _ collections.NoValue) (types.Lease, error) {
			return s.keeper.Leases.Get(ctx, key.K2())
		}, query.WithCollectionPaginationPairPrefix[ProviderState, LeaseKey](wanted))
	return &types.QueryLeasesByProviderResponse{Leases: leases, Pagination: next}, err
}

func (s queryServer) LeasesByState(
	ctx context.Context, request *types.QueryLeasesByStateRequest,
) (*types.QueryLeasesByStateResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	leases, next, err := query.CollectionPaginate(ctx, s.keeper.Leases.Indexes.State, page.Bounded(request.Pagination),
		func(key collections.Pair[int32, LeaseKey], _ collections.NoValue) (types.Lease, error) {
			return s.keeper.Leases.Get(ctx, key.K2())
		}, query.WithCollectionPaginationPairPrefix[int32, LeaseKey](int32(request.State)))
	return &types.QueryLeasesByStateResponse{Leases: leases, Pagination: next}, err
}

func ofOrder(id types.OrderID) func(*query.CollectionsPaginateOptions[LeaseKey]) {
	prefix := collections.TripleSuperPrefix[sdk.AccAddress, uint64, sdk.AccAddress](id.Owner, id.Sequence)
	return func(options *query.CollectionsPaginateOptions[LeaseKey]) { options.Prefix = &prefix }
}

func (s queryServer) PolicyFindings(
	ctx context.Context, request *types.QueryPolicyFindingsRequest,
) (*types.QueryPolicyFindingsResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	id, err := orderArgument(request.OrderId)
	if err != nil {
		return nil, err
	}
	var provider sdk.AccAddress
	if request.Provider != "" {
		if provider, err = s.address("provider", request.Provider); err != nil {
			return nil, err
		}
	}
	findings, err := s.keeper.Findings(ctx, id, provider)
	if err != nil {
		return nil, asStatus(err)
	}
	return &types.QueryPolicyFindingsResponse{Findings: findings}, nil
}
