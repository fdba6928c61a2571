package keeper

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/internal/page"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

// answer says in gRPC's way that something is not there.
func answer(err error) error {
	for _, absent := range []error{types.ErrProgramNotFound, types.ErrReceiptNotFound, types.ErrOutputNotFound, types.ErrDemandNotFound} {
		if errors.Is(err, absent) {
			return status.Error(codes.NotFound, err.Error())
		}
	}
	return err
}

func parseLease(text string) (markettypes.LeaseID, error) {
	id, err := markettypes.ParseLeaseID(text)
	if err != nil {
		return id, status.Error(codes.InvalidArgument, err.Error())
	}
	return id, nil
}

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, err
}

func (s queryServer) Program(ctx context.Context, r *types.QueryProgramRequest) (*types.QueryProgramResponse, error) {
	p, err := s.keeper.GetProgram(ctx, r.ProgramId)
	return &types.QueryProgramResponse{Program: p}, answer(err)
}

func (s queryServer) Programs(ctx context.Context, r *types.QueryProgramsRequest) (*types.QueryProgramsResponse, error) {
	if r.Creator == "" {
		out, next, err := query.CollectionPaginate(ctx, s.keeper.Programs, page.Bounded(r.Pagination),
			func(_ string, p types.Program) (types.Program, error) { return p, nil })
		return &types.QueryProgramsResponse{Programs: out, Pagination: next}, err
	}
	out, next, err := query.CollectionPaginate(ctx, s.keeper.Programs.Indexes.Creator, page.Bounded(r.Pagination),
		func(key collections.Pair[string, string], _ collections.NoValue) (types.Program, error) {
			return s.keeper.GetProgram(ctx, key.K2())
		},
		query.WithCollectionPaginationPairPrefix[string, string](r.Creator))
	return &types.QueryProgramsResponse{Programs: out, Pagination: next}, err
}

func (s queryServer) Graph(ctx context.Context, r *types.QueryGraphRequest) (*types.QueryGraphResponse, error) {
	raw, err := s.keeper.Graph(ctx, r.ProgramId)
	return &types.QueryGraphResponse{Graph: raw}, answer(err)
}

func (s queryServer) ProgramNode(ctx context.Context, r *types.QueryProgramNodeRequest) (*types.QueryProgramNodeResponse, error) {
	n, err := s.keeper.ProgramNode(ctx, r.ProgramId, r.Index)
	return &types.QueryProgramNodeResponse{Node: n}, answer(err)
}

func (s queryServer) Output(ctx context.Context, r *types.QueryOutputRequest) (*types.QueryOutputResponse, error) {
	id, err := parseLease(r.LeaseId)
	if err != nil {
		return nil, err
	}
	out, err := s.keeper.Outputs.Get(ctx, leaseKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		err = types.ErrOutputNotFound.Wrapf("%s", id)
	}
	return &types.QueryOutputResponse{Output: out}, answer(err)
}

func (s queryServer) OutputDemand(ctx context.Context, r *types.QueryOutputDemandRequest) (*types.QueryOutputDemandResponse, error) {
	id, err := parseLease(r.LeaseId)
	if err != nil {
		return nil, err
	}
	d, err := s.keeper.demand(ctx, id)
	return &types.QueryOutputDemandResponse{Demand: d}, answer(err)
}
