package keeper

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/internal/page"
)

// found reads one record, and says so in gRPC's way when there is none.
func found[K, V any](ctx context.Context, m collections.Map[K, V], key K, what string) (V, error) {
	v, err := m.Get(ctx, key)
	if errors.Is(err, collections.ErrNotFound) {
		return v, status.Error(codes.NotFound, "there is no "+what)
	}
	return v, err
}

func (s queryServer) Commitment(ctx context.Context, r *types.QueryCommitmentRequest) (*types.QueryCommitmentResponse, error) {
	c, err := found(ctx, s.keeper.Commitments, r.Commitment, "such sealed claim")
	return &types.QueryCommitmentResponse{Commitment: c}, err
}

func (s queryServer) Disclosure(ctx context.Context, r *types.QueryDisclosureRequest) (*types.QueryDisclosureResponse, error) {
	d, err := found(ctx, s.keeper.Disclosures, collections.Join(r.LeaseId, r.Node), "disclosure of this node")
	return &types.QueryDisclosureResponse{Disclosure: d}, err
}

func (s queryServer) GroupDisclosure(ctx context.Context, r *types.QueryGroupDisclosureRequest) (*types.QueryGroupDisclosureResponse, error) {
	g, err := found(ctx, s.keeper.Groups, collections.Join3(r.LeaseId, r.Node, r.Group), "disclosure of this group")
	return &types.QueryGroupDisclosureResponse{Group: g}, err
}

func (s queryServer) Trace(ctx context.Context, r *types.QueryTraceRequest) (*types.QueryTraceResponse, error) {
	t, err := found(ctx, s.keeper.Traces, r.LeaseId, "demand for this trace")
	return &types.QueryTraceResponse{Trace: t}, err
}

func (s queryServer) TraceDemands(ctx context.Context, r *types.QueryTraceDemandsRequest) (*types.QueryTraceDemandsResponse, error) {
	addr, err := s.address(r.Provider)
	if err != nil {
		return nil, err
	}
	out, next, err := query.CollectionPaginate(ctx, s.keeper.TraceDemands, page.Bounded(r.Pagination),
		func(key DemandKey, _ collections.NoValue) (types.Trace, error) {
			return s.keeper.Traces.Get(ctx, key.K2())
		},
		query.WithCollectionPaginationPairPrefix[sdk.AccAddress, string](addr))
	return &types.QueryTraceDemandsResponse{Traces: out, Pagination: next}, err
}

func (s queryServer) Verdict(ctx context.Context, r *types.QueryVerdictRequest) (*types.QueryVerdictResponse, error) {
	v, err := found(ctx, s.keeper.Verdicts, r.LeaseId, "verdict on this lease")
	return &types.QueryVerdictResponse{Verdict: v}, err
}

func (s queryServer) Verdicts(ctx context.Context, r *types.QueryVerdictsRequest) (*types.QueryVerdictsResponse, error) {
	out, next, err := query.CollectionPaginate(ctx, s.keeper.Verdicts, page.Bounded(r.Pagination),
		func(_ string, v types.Verdict) (types.Verdict, error) { return v, nil })
	return &types.QueryVerdictsResponse{Verdicts: out, Pagination: next}, err
}
