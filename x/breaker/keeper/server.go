package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/breaker/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

func (s msgServer) Stop(ctx context.Context, msg *types.MsgStop) (*types.MsgStopResponse, error) {
	if err := s.authorise(ctx, msg.Authority, msg.TypeUrls); err != nil {
		return nil, err
	}
	return &types.MsgStopResponse{}, s.keeper.Stop(ctx, msg.TypeUrls)
}

func (s msgServer) Resume(ctx context.Context, msg *types.MsgResume) (*types.MsgResumeResponse, error) {
	if err := s.authorise(ctx, msg.Authority, msg.TypeUrls); err != nil {
		return nil, err
	}
	return &types.MsgResumeResponse{}, s.keeper.Resume(ctx, msg.TypeUrls)
}

func (s msgServer) authorise(ctx context.Context, authority string, urls []string) error {
	if err := sdk.ValidateAuthority(sdk.UnwrapSDKContext(ctx), s.keeper.authority, authority); err != nil {
		return err
	}
	return types.CheckMessages(urls)
}

type queryServer struct{ keeper *Keeper }

// NewQueryServer returns the module's query service.
func NewQueryServer(k *Keeper) types.QueryServer { return queryServer{k} }

func (s queryServer) Stopped(ctx context.Context, req *types.QueryStoppedRequest) (*types.QueryStoppedResponse, error) {
	urls, page, err := query.CollectionPaginate(ctx, s.keeper.Stopped, req.GetPagination(),
		func(url string, _ collections.NoValue) (string, error) { return url, nil })
	if err != nil {
		return nil, err
	}
	return &types.QueryStoppedResponse{TypeUrls: urls, Pagination: page}, nil
}
