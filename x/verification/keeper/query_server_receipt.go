package keeper

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/internal/page"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

func (s queryServer) Receipt(ctx context.Context, r *types.QueryReceiptRequest) (*types.QueryReceiptResponse, error) {
	id, err := parseLease(r.LeaseId)
	if err != nil {
		return nil, err
	}
	receipt, err := s.keeper.GetReceipt(ctx, id)
	return &types.QueryReceiptResponse{Receipt: receipt}, answer(err)
}

func (s queryServer) Receipts(ctx context.Context, r *types.QueryReceiptsRequest) (*types.QueryReceiptsResponse, error) {
	if r.State != types.ReceiptStateUnspecified {
		out, next, err := listReceipts(ctx, s.keeper, s.keeper.Receipts.Indexes.State, r.Pagination, int32(r.State))
		return &types.QueryReceiptsResponse{Receipts: out, Pagination: next}, err
	}
	out, next, err := query.CollectionPaginate(ctx, s.keeper.Receipts, page.Bounded(r.Pagination),
		func(_ LeaseKey, receipt types.Receipt) (types.Receipt, error) { return receipt, nil })
	return &types.QueryReceiptsResponse{Receipts: out, Pagination: next}, err
}

func (s queryServer) ReceiptsByProvider(
	ctx context.Context, r *types.QueryReceiptsByProviderRequest,
) (*types.QueryReceiptsByProviderResponse, error) {
	addr, err := s.keeper.addresses.StringToBytes(r.Provider)
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "provider %q: %s", r.Provider, err)
	}
	out, next, err := listReceipts(ctx, s.keeper, s.keeper.Receipts.Indexes.Provider, r.Pagination, sdk.AccAddress(addr))
	return &types.QueryReceiptsByProviderResponse{Receipts: out, Pagination: next}, err
}

func (s queryServer) ReceiptsByProgram(
	ctx context.Context, r *types.QueryReceiptsByProgramRequest,
) (*types.QueryReceiptsByProgramResponse, error) {
	out, next, err := listReceipts(ctx, s.keeper, s.keeper.Receipts.Indexes.Program, r.Pagination, r.ProgramId)
	return &types.QueryReceiptsByProgramResponse{Receipts: out, Pagination: next}, err
}

// listReceipts pages over an index.
func listReceipts[R any](
	ctx context.Context, k *Keeper, index query.Collection[collections.Pair[R, LeaseKey], collections.NoValue],
	request *query.PageRequest, ref R,
) ([]types.Receipt, *query.PageResponse, error) {
	return query.CollectionPaginate(ctx, index, page.Bounded(request),
		func(key collections.Pair[R, LeaseKey], _ collections.NoValue) (types.Receipt, error) {
			return k.Receipts.Get(ctx, key.K2())
		},
		query.WithCollectionPaginationPairPrefix[R, LeaseKey](ref))
}

func (s queryServer) Round(ctx context.Context, r *types.QueryRoundRequest) (*types.QueryRoundResponse, error) {
	id, err := markettypes.ParseOrderID(r.OrderId)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	round, err := s.keeper.Rounds.Get(ctx, orderKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return nil, status.Errorf(codes.NotFound, "order %s has no round: nobody has committed to a receipt of it", id)
	}
	if err != nil {
		return nil, err
	}
	iterator, err := s.keeper.Commitments.Iterate(ctx,
		collections.NewSuperPrefixedTripleRange[sdk.AccAddress, uint64, sdk.AccAddress](id.Owner, id.Sequence))
	if err != nil {
		return nil, err
	}
	commitments, err := iterator.Values() // at most as many as the order's redundancy
	return &types.QueryRoundResponse{Round: round, Commitments: commitments}, err
}
