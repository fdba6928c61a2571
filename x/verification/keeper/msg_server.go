package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

func (s msgServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.addresses.StringToBytes(text)
	if err != nil {
		return nil, sdkerrors.ErrInvalidAddress.Wrapf("%s %q: %s", name, text, err)
	}
	return addr, nil
}

// about is who acts, and on which lease.
func (s msgServer) about(name, sender, lease string) (sdk.AccAddress, markettypes.LeaseID, error) {
	addr, err := s.address(name, sender)
	if err != nil {
		return nil, markettypes.LeaseID{}, err
	}
	id, err := markettypes.ParseLeaseID(lease)
	return addr, id, err
}

func (s msgServer) RegisterProgram(ctx context.Context, msg *types.MsgRegisterProgram) (*types.MsgRegisterProgramResponse, error) {
	if _, err := s.address("creator", msg.Creator); err != nil {
		return nil, err
	}
	id, err := s.keeper.RegisterProgram(ctx, msg.Creator, types.Program{Name: msg.Name, Locations: msg.Locations}, msg.Graph)
	if err != nil {
		return nil, err
	}
	return &types.MsgRegisterProgramResponse{ProgramId: id}, nil
}

func (s msgServer) UpdateProgram(ctx context.Context, msg *types.MsgUpdateProgram) (*types.MsgUpdateProgramResponse, error) {
	if _, err := s.address("creator", msg.Creator); err != nil {
		return nil, err
	}
	if err := s.keeper.UpdateProgram(ctx, msg.Creator, msg.ProgramId, msg.Name, msg.Locations); err != nil {
		return nil, err
	}
	return &types.MsgUpdateProgramResponse{}, nil
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
