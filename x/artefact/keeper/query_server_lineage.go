package keeper

import (
	"context"
	"errors"
	"math"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/page"
	"github.com/suretynetwork/surety/x/internal/records"
)

func (s queryServer) Parents(ctx context.Context, r *types.QueryParentsRequest) (*types.QueryParentsResponse, error) {
	edges, err := s.keeper.ParentsOf(ctx, r.ArtefactId)
	return &types.QueryParentsResponse{Edges: edges}, err
}

func (s queryServer) Children(ctx context.Context, r *types.QueryChildrenRequest) (*types.QueryChildrenResponse, error) {
	edges, next, err := query.CollectionPaginate(ctx, s.keeper.Children, page.Bounded(r.Pagination),
		func(key EdgeKey, _ collections.NoValue) (types.Edge, error) {
			return s.keeper.Edges.Get(ctx, collections.Join(key.K2(), key.K1()))
		}, query.WithCollectionPaginationPairPrefix[string, string](r.ArtefactId))
	return &types.QueryChildrenResponse{Edges: edges, Pagination: next}, err
}

func (s queryServer) Lineage(ctx context.Context, r *types.QueryLineageRequest) (*types.QueryLineageResponse, error) {
	depth := r.Depth
	if depth == 0 {
		depth = math.MaxUint32
	}
	ancestors, truncated, err := s.keeper.Ancestors(ctx, r.ArtefactId, depth, func(types.Edge) bool { return true })
	if err != nil {
		return nil, answer(err)
	}
	response := &types.QueryLineageResponse{Truncated: truncated}
	for _, one := range ancestors {
		response.Artefacts = append(response.Artefacts, one.Artefact)
		response.Edges = append(response.Edges, one.Edges...)
	}
	return response, nil
}

func (s queryServer) CheckLicence(ctx context.Context, r *types.QueryCheckLicenceRequest) (*types.QueryCheckLicenceResponse, error) {
	parent, err := s.record(ctx, r.ParentId)
	if err != nil {
		return nil, err
	}
	if err := r.Licence.Validate(); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	edge := types.Parent{ParentId: parent.Id, Relation: r.Relation}
	if err := edge.Validate(""); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	state, err := types.CheckParent(parent, types.Core{Licence: r.Licence}, edge)
	if errors.Is(err, types.ErrLicenceIncompatible) || errors.Is(err, types.ErrInvalidEdge) {
		return &types.QueryCheckLicenceResponse{Reason: err.Error()}, nil
	}
	return &types.QueryCheckLicenceResponse{Compatible: err == nil, NeedsApproval: state == types.EdgeStatePending}, err
}

func (s queryServer) ProgramArtefact(ctx context.Context, r *types.QueryProgramArtefactRequest) (*types.QueryProgramArtefactResponse, error) {
	link, err := records.Get(ctx, s.keeper.Links, r.ProgramId, types.ErrNotFound.Wrapf("program %.80q is no artefact", r.ProgramId))
	if err != nil {
		return nil, answer(err)
	}
	artefact, err := s.record(ctx, link.ArtefactId)
	return &types.QueryProgramArtefactResponse{Link: link, Artefact: artefact}, err
}

func (s queryServer) Royalty(ctx context.Context, r *types.QueryRoyaltyRequest) (*types.QueryRoyaltyResponse, error) {
	terms, err := records.Get(ctx, s.keeper.Royalties, r.ArtefactId, types.ErrNotFound.Wrapf("%.80q asks for no royalty", r.ArtefactId))
	return &types.QueryRoyaltyResponse{Terms: terms}, answer(err)
}

func (s queryServer) RoyaltyQuote(ctx context.Context, r *types.QueryRoyaltyQuoteRequest) (*types.QueryRoyaltyQuoteResponse, error) {
	price, err := sdk.ParseCoinNormalized(r.Price)
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "price %.80q: %s", r.Price, err)
	}
	royalty, err := s.keeper.QuoteRoyalty(ctx, r.ProgramId)
	if err != nil {
		return nil, err
	}
	payouts, rest := royalty.Split(price)
	response := &types.QueryRoyaltyQuoteResponse{Shares: royalty.Shares, Provider: rest}
	for _, p := range payouts {
		response.Payments = append(response.Payments, types.RoyaltyPayment{ArtefactId: p.ArtefactID, Recipient: p.Recipient, Amount: p.Amount})
	}
	return response, nil
}

func (s queryServer) LeaseRoyalty(ctx context.Context, r *types.QueryLeaseRoyaltyRequest) (*types.QueryLeaseRoyaltyResponse, error) {
	royalty, err := records.Get(ctx, s.keeper.LeaseRoyalties, r.LeaseId, types.ErrNotFound.Wrapf("lease %.120q owes no royalty", r.LeaseId))
	return &types.QueryLeaseRoyaltyResponse{Royalty: royalty}, answer(err)
}
