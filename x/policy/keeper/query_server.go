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
	"github.com/suretynetwork/surety/x/policy/types"
)

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

// answer turns what is not there, and what cannot be there, into gRPC statuses that clients know.
func answer(err error) error {
	switch {
	case errors.Is(err, types.ErrPolicyNotFound):
		return status.Error(codes.NotFound, err.Error())
	case errors.Is(err, types.ErrInvalidID), errors.Is(err, types.ErrUnknownFramework):
		return status.Error(codes.InvalidArgument, err.Error())
	}
	return err
}

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, err
}

func (s queryServer) Policy(ctx context.Context, r *types.QueryPolicyRequest) (*types.QueryPolicyResponse, error) {
	policy, head, err := s.keeper.GetPolicy(ctx, r.PolicyId)
	if err != nil {
		return nil, answer(err)
	}
	id, err := types.ParsePolicyID(s.keeper.addresses, policy.Id)
	if err != nil {
		return nil, err
	}
	key, err := collections.EncodeKeyWithPrefix(types.PoliciesPrefix, s.keeper.Policies.KeyCodec(), keyOf(id))
	if err != nil {
		return nil, err
	}
	value, err := s.keeper.Policies.ValueCodec().Encode(policy)
	return &types.QueryPolicyResponse{Policy: policy, Head: head, Key: key, Value: value}, err
}

func (s queryServer) Policies(ctx context.Context, r *types.QueryPoliciesRequest) (*types.QueryPoliciesResponse, error) {
	var options []func(*query.CollectionsPaginateOptions[NameKey])
	if r.Owner != "" {
		owner, err := s.keeper.addresses.StringToBytes(r.Owner)
		if err != nil {
			return nil, status.Errorf(codes.InvalidArgument, "owner %q: %s", r.Owner, err)
		}
		options = append(options, query.WithCollectionPaginationPairPrefix[sdk.AccAddress, string](owner))
	}
	heads, next, err := query.CollectionPaginate(ctx, s.keeper.Heads, page.Bounded(r.Pagination),
		func(_ NameKey, head types.Head) (types.Head, error) { return head, nil }, options...)
	return &types.QueryPoliciesResponse{Heads: heads, Pagination: next}, err
}

func (s queryServer) Controls(_ context.Context, r *types.QueryControlsRequest) (*types.QueryControlsResponse, error) {
	controls, err := types.Controls(r.Framework)
	return &types.QueryControlsResponse{Controls: controls}, answer(err)
}

func (s queryServer) Approvals(ctx context.Context, r *types.QueryApprovalsRequest) (*types.QueryApprovalsResponse, error) {
	approvals, next, err := query.CollectionPaginate(ctx, s.keeper.Approvals, page.Bounded(r.Pagination),
		func(_ ApprovalKey, approval types.Approval) (types.Approval, error) { return approval, nil },
		query.WithCollectionPaginationPairPrefix[string, sdk.AccAddress](r.OrderId))
	return &types.QueryApprovalsResponse{Approvals: approvals, Pagination: next}, err
}
