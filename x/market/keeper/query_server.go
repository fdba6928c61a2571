package keeper

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/internal/page"
	"github.com/suretynetwork/surety/x/market/types"
)

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

var errEmptyRequest = status.Error(codes.InvalidArgument, "the request is empty")

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, err
}

func (s queryServer) Order(ctx context.Context, request *types.QueryOrderRequest) (*types.QueryOrderResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	id, err := orderArgument(request.OrderId)
	if err != nil {
		return nil, err
	}
	order, err := s.keeper.GetOrder(ctx, id)
	if err != nil {
		return nil, asStatus(err)
	}
	return &types.QueryOrderResponse{Order: order, BlocksRemaining: order.BlocksRemaining(height(ctx))}, nil
}

func (s queryServer) Orders(ctx context.Context, request *types.QueryOrdersRequest) (*types.QueryOrdersResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	orders, next, err := query.CollectionPaginate(ctx, s.keeper.Orders, page.Bounded(request.Pagination), value[OrderKey, types.Order])
	return &types.QueryOrdersResponse{Orders: orders, Pagination: next}, err
}

func (s queryServer) Bid(ctx context.Context, request *types.QueryBidRequest) (*types.QueryBidResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	id, err := orderArgument(request.OrderId)
	if err != nil {
		return nil, err
	}
	bidder, err := s.address("bidder", request.Bidder)
	if err != nil {
		return nil, err
	}
	bid, err := s.keeper.getBid(ctx, id, bidder)
	if err != nil {
		return nil, asStatus(err)
	}
	return &types.QueryBidResponse{Bid: bid}, nil
}

func (s queryServer) Lease(ctx context.Context, request *types.QueryLeaseRequest) (*types.QueryLeaseResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	id, err := types.ParseLeaseID(request.LeaseId)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	lease, err := s.keeper.GetLease(ctx, id)
	if err != nil {
		return nil, asStatus(err)
	}
	return &types.QueryLeaseResponse{Lease: lease, BlocksRemaining: lease.BlocksRemaining(height(ctx))}, nil
}

func (s queryServer) Leases(ctx context.Context, request *types.QueryLeasesRequest) (*types.QueryLeasesResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	leases, next, err := query.CollectionPaginate(ctx, s.keeper.Leases, page.Bounded(request.Pagination), value[LeaseKey, types.Lease])
	return &types.QueryLeasesResponse{Leases: leases, Pagination: next}, err
}

func value[K, V any](_ K, v V) (V, error) { return v, nil }

func orderArgument(text string) (types.OrderID, error) {
	id, err := types.ParseOrderID(text)
	if err != nil {
		return id, status.Error(codes.InvalidArgument, err.Error())
	}
	return id, nil
}

func (s queryServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.addresses.StringToBytes(text)
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "%s %q: %s", name, text, err)
	}
	return addr, nil
}

// asStatus says NotFound where a record is missing, so that clients need not read texts.
func asStatus(err error) error {
	for _, missing := range []error{types.ErrOrderNotFound, types.ErrBidNotFound, types.ErrLeaseNotFound} {
		if errors.Is(err, missing) {
			return status.Error(codes.NotFound, err.Error())
		}
	}
	return err
}
