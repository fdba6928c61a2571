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
	"github.com/suretynetwork/surety/x/provider/types"
)

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

var errEmptyRequest = status.Error(codes.InvalidArgument, "the request is empty")

func (s queryServer) Params(ctx context.Context, _ *types.QueryParamsRequest) (*types.QueryParamsResponse, error) {
	params, err := s.keeper.Params.Get(ctx)
	return &types.QueryParamsResponse{Params: params}, err
}

func (s queryServer) Provider(ctx context.Context, request *types.QueryProviderRequest) (*types.QueryProviderResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	addr, err := s.address(request.Provider)
	if err != nil {
		return nil, err
	}
	provider, err := s.keeper.GetProvider(ctx, addr)
	if errors.Is(err, types.ErrProviderNotFound) {
		return nil, status.Error(codes.NotFound, err.Error())
	}
	return &types.QueryProviderResponse{Provider: provider}, err
}

func (s queryServer) Providers(ctx context.Context, request *types.QueryProvidersRequest) (*types.QueryProvidersResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	providers, next, err := query.CollectionPaginate(ctx, s.keeper.Providers, page.Bounded(request.Pagination),
		func(_ sdk.AccAddress, provider types.Provider) (types.Provider, error) { return provider, nil })
	return &types.QueryProvidersResponse{Providers: providers, Pagination: next}, err
}

func (s queryServer) ProvidersByAttribute(
	ctx context.Context, request *types.QueryProvidersByAttributeRequest,
) (*types.QueryProvidersByAttributeResponse, error) {
	if request == nil {
		return nil, errEmptyRequest
	}
	attribute := types.Attribute{Key: request.Key, Value: request.Value}
	if err := attribute.Validate(); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	prefix := collections.TripleSuperPrefix[string, string, sdk.AccAddress](request.Key, request.Value)
	providers, next, err := query.CollectionPaginate(ctx, s.keeper.Attributes, page.Bounded(request.Pagination),
		func(key AttributeKey, _ collections.NoValue) (types.Provider, error) {
			return s.keeper.GetProvider(ctx, key.K3())
		},
		func(options *query.CollectionsPaginateOptions[AttributeKey]) { options.Prefix = &prefix })
	return &types.QueryProvidersByAttributeResponse{Providers: providers, Pagination: next}, err
}

func (s queryServer) address(text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.addresses.StringToBytes(text)
	if err != nil {
		return nil, status.Errorf(codes.InvalidArgument, "provider %q: %s", text, err)
	}
	return addr, nil
}
