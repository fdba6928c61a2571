package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

func (s msgServer) EndorseAttribute(ctx context.Context, msg *types.MsgEndorseAttribute) (*types.MsgEndorseAttributeResponse, error) {
	attester, err := s.address("attester", msg.Attester)
	if err != nil {
		return nil, err
	}
	provider, err := s.address("provider", msg.Provider)
	if err != nil {
		return nil, err
	}
	attribute := types.Attribute{Key: msg.Key, Value: msg.Value}
	if err := attribute.Validate(); err != nil {
		return nil, err
	}
	if err := s.keeper.Endorse(ctx, attester, provider, attribute); err != nil {
		return nil, err
	}
	return &types.MsgEndorseAttributeResponse{}, nil
}

func (s msgServer) RevokeEndorsement(
	ctx context.Context, msg *types.MsgRevokeEndorsement,
) (*types.MsgRevokeEndorsementResponse, error) {
	attester, err := s.address("attester", msg.Attester)
	if err != nil {
		return nil, err
	}
	provider, err := s.address("provider", msg.Provider)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.RevokeEndorsement(ctx, attester, provider, msg.Key); err != nil {
		return nil, err
	}
	return &types.MsgRevokeEndorsementResponse{}, nil
}

func (s msgServer) UpdateParams(ctx context.Context, msg *types.MsgUpdateParams) (*types.MsgUpdateParamsResponse, error) {
	if err := sdk.ValidateAuthority(sdk.UnwrapSDKContext(ctx), s.keeper.authority, msg.Authority); err != nil {
		return nil, err
	}
	if err := s.keeper.SetParams(ctx, msg.Params); err != nil {
		return nil, err
	}
	return &types.MsgUpdateParamsResponse{}, nil
}
