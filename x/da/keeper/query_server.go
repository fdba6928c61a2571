package keeper

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/internal/page"
	"github.com/suretynetwork/surety/x/internal/records"
)

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

var errEmpty = status.Error(codes.InvalidArgument, "empty request")

// answer gives an error the status that clients tell apart.
func answer(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, types.ErrBatchNotFound), errors.Is(err, types.ErrHeaderNotFound), errors.Is(err, types.ErrDigestNotFound):
		return status.Error(codes.NotFound, err.Error())
	default:
		return status.Error(codes.Internal, err.Error())
	}
}

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, answer(err)
}

func (s queryServer) Client(ctx context.Context, _ *types.QueryClientRequest) (*types.QueryClientResponse, error) {
	client, err := s.keeper.Client.Get(ctx)
	if err != nil {
		return nil, answer(err)
	}
	response := &types.QueryClientResponse{Client: client}
	if client.LatestHeight == 0 {
		return response, nil
	}
	latest, err := s.keeper.Headers.Get(ctx, client.LatestHeight)
	if err != nil {
		return nil, answer(err)
	}
	params, err := s.keeper.Params.Get(ctx)
	if err != nil {
		return nil, answer(err)
	}
	expires := latest.Time.Add(params.TrustingPeriod)
	response.Latest, response.Expires = &latest, &expires
	return response, nil
}

func (s queryServer) Header(ctx context.Context, request *types.QueryHeaderRequest) (*types.QueryHeaderResponse, error) {
	if request == nil {
		return nil, errEmpty
	}
	header, err := records.Get(ctx, s.keeper.Headers, request.Height, types.ErrHeaderNotFound.Wrapf("height %d of Celestia", request.Height))
	if err != nil {
		return nil, answer(err)
	}
	return &types.QueryHeaderResponse{Header: header}, nil
}

func (s queryServer) Headers(ctx context.Context, request *types.QueryHeadersRequest) (*types.QueryHeadersResponse, error) {
	if request == nil {
		return nil, errEmpty
	}
	headers, next, err := query.CollectionPaginate(ctx, s.keeper.Headers, page.Bounded(request.Pagination),
		func(_ int64, header types.Header) (types.Header, error) { return header, nil })
	return &types.QueryHeadersResponse{Headers: headers, Pagination: next}, answer(err)
}

func (s queryServer) Lag(ctx context.Context, _ *types.QueryLagRequest) (*types.QueryLagResponse, error) {
	lag, most, err := s.keeper.Lag(ctx)
	if err != nil {
		return nil, answer(err)
	}
	return &types.QueryLagResponse{
		Height: height(ctx), ProvedHeight: height(ctx) - lag, LagBlocks: lag, MaxLagBlocks: most, Refusing: most > 0 && lag > most,
	}, nil
}

func (s queryServer) Batch(ctx context.Context, request *types.QueryBatchRequest) (*types.QueryBatchResponse, error) {
	if request == nil {
		return nil, errEmpty
	}
	if request.Height != 0 {
		batch, err := s.keeper.BatchAt(ctx, request.Height)
		return &types.QueryBatchResponse{Batch: batch}, answer(err)
	}
	number := request.Number
	if number == 0 {
		progress, err := s.keeper.Progress.Get(ctx)
		if err != nil {
			return nil, answer(err)
		}
		number = progress.Batches
	}
	batch, err := records.Get(ctx, s.keeper.Batches, number, types.ErrBatchNotFound.Wrapf("number %d", number))
	return &types.QueryBatchResponse{Batch: batch}, answer(err)
}

func (s queryServer) Batches(ctx context.Context, request *types.QueryBatchesRequest) (*types.QueryBatchesResponse, error) {
	if request == nil {
		return nil, errEmpty
	}
	batches, next, err := query.CollectionPaginate(ctx, s.keeper.Batches, page.Bounded(request.Pagination),
		func(_ uint64, batch types.Batch) (types.Batch, error) { return batch, nil })
	return &types.QueryBatchesResponse{Batches: batches, Pagination: next}, answer(err)
}

func (s queryServer) Digest(ctx context.Context, request *types.QueryDigestRequest) (*types.QueryDigestResponse, error) {
	if request == nil {
		return nil, errEmpty
	}
	digest, found, err := edge(ctx, s.keeper.Digests, new(collections.Range[int64]).StartInclusive(request.Height))
	if err == nil && !found {
		err = types.ErrDigestNotFound.Wrapf("of height %d or above", request.Height)
	}
	return &types.QueryDigestResponse{Digest: digest}, answer(err)
}
