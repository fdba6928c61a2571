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
	"github.com/suretynetwork/surety/x/payment/types"
)

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

var errEmptyRequest = status.Error(codes.InvalidArgument, "the request is empty")

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, err
}

func (s queryServer) Escrow(ctx context.Context, request *types.QueryEscrowRequest) (*types.QueryEscrowResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	escrow, err := s.keeper.escrow(ctx, request.Id)
	switch {
	case errors.Is(err, types.ErrEscrowNotFound):
		return nil, status.Error(codes.NotFound, err.Error())
	case errors.Is(err, types.ErrInvalidEscrow):
		return nil, status.Error(codes.InvalidArgument, err.Error())
	case err != nil:
		return nil, err
	}
	address, err := s.keeper.addresses.BytesToString(types.EscrowAddress(request.Id))
	return &types.QueryEscrowResponse{Escrow: escrow, Address: address}, err
}

func (s queryServer) Escrows(ctx context.Context, request *types.QueryEscrowsRequest) (*types.QueryEscrowsResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	escrows, next, err := s.escrows(ctx, request)
	return &types.QueryEscrowsResponse{Escrows: escrows, Pagination: next}, err
}

func (s queryServer) escrows(ctx context.Context, request *types.QueryEscrowsRequest) ([]types.Escrow, *query.PageResponse, error) {
	pagination := page.Bounded(request.Pagination)
	if request.Depositor == "" {
		return query.CollectionPaginate(ctx, s.keeper.Escrows, pagination,
			func(_ string, escrow types.Escrow) (types.Escrow, error) { return escrow, nil })
	}
	depositor, err := s.address("depositor", request.Depositor)
	if err != nil {
		return nil, nil, err
	}
	return query.CollectionPaginate(ctx, s.keeper.Escrows.Indexes.Depositor, pagination,
		func(key collections.Pair[sdk.AccAddress, string], _ collections.NoValue) (types.Escrow, error) {
			return s.keeper.Escrows.Get(ctx, key.K2())
		}, query.WithCollectionPaginationPairPrefix[sdk.AccAddress, string](depositor))
}

func (s queryServer) Claimables(ctx context.Context, request *types.QueryClaimablesRequest) (*types.QueryClaimablesResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	type key = collections.Pair[sdk.AccAddress, string]
	var filter []func(*query.CollectionsPaginateOptions[key])
	if request.Owner != "" {
		owner, err := s.address("owner", request.Owner)
		if err != nil {
			return nil, err
		}
		filter = append(filter, query.WithCollectionPaginationPairPrefix[sdk.AccAddress, string](owner))
	}
	claimables, next, err := query.CollectionPaginate(ctx, s.keeper.Claimables, page.Bounded(request.Pagination),
		func(key key, amount math.Int) (types.Claimable, error) {
			owner, err := s.keeper.addresses.BytesToString(key.K1())
			return types.Claimable{Owner: owner, Amount: sdk.Coin{Denom: key.K2(), Amount: amount}}, err
		}, filter...)
	return &types.QueryClaimablesResponse{Claimables: claimables, Pagination: next}, err
}

func (s queryServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.addresses.StringToBytes(text)
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "%s %q: %s", name, text, err)
	}
	return addr, nil
}
