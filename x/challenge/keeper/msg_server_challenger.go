package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
)

// challenge is who moves in which challenge.
func (s msgServer) challenge(sender, text string) (sdk.AccAddress, types.ChallengeID, error) {
	addr, err := s.address("challenger", sender)
	if err != nil {
		return nil, types.ChallengeID{}, err
	}
	id, err := types.ParseChallengeID(text)
	return addr, id, err
}

func (s msgServer) PickGroup(ctx context.Context, msg *types.MsgPickGroup) (*types.MsgPickGroupResponse, error) {
	challenger, id, err := s.challenge(msg.Challenger, msg.ChallengeId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.PickGroup(ctx, challenger, id, msg.Group); err != nil {
		return nil, err
	}
	return &types.MsgPickGroupResponse{}, nil
}

func (s msgServer) ProveElement(ctx context.Context, msg *types.MsgProveElement) (*types.MsgProveElementResponse, error) {
	challenger, id, err := s.challenge(msg.Challenger, msg.ChallengeId)
	if err != nil {
		return nil, err
	}
	guilty, err := s.keeper.ProveElement(ctx, challenger, id, &msg.Proof)
	if err != nil {
		return nil, err
	}
	return &types.MsgProveElementResponse{Guilty: guilty}, nil
}

func (s msgServer) ProveMismatch(ctx context.Context, msg *types.MsgProveMismatch) (*types.MsgProveMismatchResponse, error) {
	sender, lease, err := s.about("sender", msg.Sender, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.ProveMismatch(ctx, sender, Mismatch{
		Opening: Opening{Lease: lease, Node: msg.Node, Commitment: msg.Commitment, Path: msg.Path},
		Kind:    msg.Kind, Output: msg.Output, Dtype: msg.Dtype, Shape: msg.Shape, Root: msg.Root,
	}); err != nil {
		return nil, err
	}
	return &types.MsgProveMismatchResponse{}, nil
}

func (s msgServer) UpdateParams(ctx context.Context, msg *types.MsgUpdateParams) (*types.MsgUpdateParamsResponse, error) {
	if err := sdk.ValidateAuthority(sdk.UnwrapSDKContext(ctx), s.keeper.authority, msg.Authority); err != nil {
		return nil, err
	}
	if err := msg.Params.Validate(); err != nil {
		return nil, err
	}
	if err := s.keeper.Params.Set(ctx, msg.Params); err != nil {
		return nil, err
	}
	return &types.MsgUpdateParamsResponse{}, nil
}
