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

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, err
}

func (s queryServer) Challenge(ctx context.Context, r *types.QueryChallengeRequest) (*types.QueryChallengeResponse, error) {
	id, err := types.ParseChallengeID(r.ChallengeId)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	c, err := s.keeper.GetChallenge(ctx, id)
	if errors.Is(err, types.ErrChallengeNotFound) {
		return nil, status.Error(codes.NotFound, err.Error())
	}
	return &types.QueryChallengeResponse{Challenge: c}, err
}

func (s queryServer) Challenges(ctx context.Context, r *types.QueryChallengesRequest) (*types.QueryChallengesResponse, error) {
	out, next, err := query.CollectionPaginate(ctx, s.keeper.Challenges, page.Bounded(r.Pagination),
		func(_ ChallengeKey, c types.Challenge) (types.Challenge, error) { return s.keeper.synced(ctx, c) })
	return &types.QueryChallengesResponse{Challenges: out, Pagination: next}, err
}

func (s queryServer) ChallengesByLease(
	ctx context.Context, r *types.QueryChallengesByLeaseRequest,
) (*types.QueryChallengesByLeaseResponse, error) {
	out, next, err := query.CollectionPaginate(ctx, s.keeper.Challenges, page.Bounded(r.Pagination),
		func(_ ChallengeKey, c types.Challenge) (types.Challenge, error) { return s.keeper.synced(ctx, c) },
		query.WithCollectionPaginationPairPrefix[string, uint64](r.LeaseId))
	return &types.QueryChallengesByLeaseResponse{Challenges: out, Pagination: next}, err
}

func (s queryServer) ChallengesByChallenger(
	ctx context.Context, r *types.QueryChallengesByChallengerRequest,
) (*types.QueryChallengesByChallengerResponse, error) {
	out, next, err := s.ofParty(ctx, s.keeper.ByChallenger, r.Challenger, r.Pagination)
	return &types.QueryChallengesByChallengerResponse{Challenges: out, Pagination: next}, err
}

func (s queryServer) LiveChallengesByProvider(
	ctx context.Context, r *types.QueryLiveChallengesByProviderRequest,
) (*types.QueryLiveChallengesByProviderResponse, error) {
	out, next, err := s.ofParty(ctx, s.keeper.LiveByProvider, r.Provider, r.Pagination)
	return &types.QueryLiveChallengesByProviderResponse{Challenges: out, Pagination: next}, err
}

// ofParty lists challenges over an index by account.
func (s queryServer) ofParty(
	ctx context.Context, index collections.KeySet[PartyKey], account string, request *query.PageRequest,
) ([]types.Challenge, *query.PageResponse, error) {
	addr, err := s.address(account)
	if err != nil {
		return nil, nil, err
	}
	return query.CollectionPaginate(ctx, index, page.Bounded(request),
		func(key PartyKey, _ collections.NoValue) (types.Challenge, error) {
			c, err := s.keeper.Challenges.Get(ctx, collections.Join(key.K2(), key.K3()))
			if err != nil {
				return c, err
			}
			return s.keeper.synced(ctx, c)
		},
		func(options *query.CollectionsPaginateOptions[PartyKey]) {
			prefix := collections.TriplePrefix[sdk.AccAddress, string, uint64](addr)
			options.Prefix = &prefix
		})
}

func (s queryServer) address(text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.addresses.StringToBytes(text)
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "account %q: %s", text, err)
	}
	return addr, nil
}
