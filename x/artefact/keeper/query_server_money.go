package keeper

import (
	"context"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/page"
	"github.com/suretynetwork/surety/x/internal/records"
)

func (s queryServer) Gate(ctx context.Context, r *types.QueryGateRequest) (*types.QueryGateResponse, error) {
	gate, err := s.keeper.gate(ctx, r.ArtefactId)
	return &types.QueryGateResponse{Gate: gate}, answer(err)
}

func (s queryServer) Requests(ctx context.Context, r *types.QueryRequestsRequest) (*types.QueryRequestsResponse, error) {
	requests, next, err := query.CollectionPaginate(ctx, s.keeper.Requests, page.Bounded(r.Pagination),
		func(_ LicenceKey, request types.LicenceRequest) (types.LicenceRequest, error) { return request, nil },
		query.WithCollectionPaginationPairPrefix[string, sdk.AccAddress](r.ArtefactId))
	return &types.QueryRequestsResponse{Requests: requests, Pagination: next}, err
}

func (s queryServer) Grant(ctx context.Context, r *types.QueryGrantRequest) (*types.QueryGrantResponse, error) {
	licensee, err := s.address("licensee", r.Licensee)
	if err != nil {
		return nil, err
	}
	missing := types.ErrNotFound.Wrapf("%s has no licence of %.80q", r.Licensee, r.ArtefactId)
	grant, err := records.Get(ctx, s.keeper.Grants, collections.Join(r.ArtefactId, licensee), missing)
	return &types.QueryGrantResponse{Grant: grant}, answer(err)
}

func (s queryServer) Grants(ctx context.Context, r *types.QueryGrantsRequest) (*types.QueryGrantsResponse, error) {
	grants, next, err := query.CollectionPaginate(ctx, s.keeper.Grants, page.Bounded(r.Pagination),
		func(_ LicenceKey, grant types.LicenceGrant) (types.LicenceGrant, error) { return grant, nil },
		query.WithCollectionPaginationPairPrefix[string, sdk.AccAddress](r.ArtefactId))
	return &types.QueryGrantsResponse{Grants: grants, Pagination: next}, err
}

func (s queryServer) Deal(ctx context.Context, r *types.QueryDealRequest) (*types.QueryDealResponse, error) {
	id, err := types.ParseDealID(r.DealId)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	deal, err := s.keeper.GetDeal(ctx, id)
	return &types.QueryDealResponse{Deal: deal}, answer(err)
}

func (s queryServer) Deals(ctx context.Context, r *types.QueryDealsRequest) (*types.QueryDealsResponse, error) {
	deals, next, err := query.CollectionPaginate(ctx, s.keeper.Deals, page.Bounded(r.Pagination),
		func(_ DealKey, deal types.Deal) (types.Deal, error) { return deal, nil })
	return &types.QueryDealsResponse{Deals: deals, Pagination: next}, err
}
