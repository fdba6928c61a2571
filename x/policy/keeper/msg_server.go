package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/policy/types"
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

func (s msgServer) PublishPolicy(ctx context.Context, msg *types.MsgPublishPolicy) (*types.MsgPublishPolicyResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	id, err := s.keeper.Publish(ctx, owner, msg.Name, msg.Content)
	if err != nil {
		return nil, err
	}
	return &types.MsgPublishPolicyResponse{PolicyId: id}, nil
}

func (s msgServer) RetirePolicy(ctx context.Context, msg *types.MsgRetirePolicy) (*types.MsgRetirePolicyResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	return &types.MsgRetirePolicyResponse{}, s.keeper.Retire(ctx, owner, msg.Name, msg.Retired)
}

func (s msgServer) ApproveOrder(ctx context.Context, msg *types.MsgApproveOrder) (*types.MsgApproveOrderResponse, error) {
	approver, err := s.address("approver", msg.Approver)
	if err != nil {
		return nil, err
	}
	return &types.MsgApproveOrderResponse{}, s.keeper.Approve(ctx, approver, msg.OrderId, msg.OrderHash)
}

func (s msgServer) WithdrawApproval(ctx context.Context, msg *types.MsgWithdrawApproval) (*types.MsgWithdrawApprovalResponse, error) {
	approver, err := s.address("approver", msg.Approver)
	if err != nil {
		return nil, err
	}
	return &types.MsgWithdrawApprovalResponse{}, s.keeper.Withdraw(ctx, approver, msg.OrderId)
}

func (s msgServer) UpdateParams(ctx context.Context, msg *types.MsgUpdateParams) (*types.MsgUpdateParamsResponse, error) {
	if err := sdk.ValidateAuthority(sdk.UnwrapSDKContext(ctx), s.keeper.authority, msg.Authority); err != nil {
		return nil, err
	}
	if err := msg.Params.Validate(); err != nil {
		return nil, err
	}
	return &types.MsgUpdateParamsResponse{}, s.keeper.Params.Set(ctx, msg.Params)
}
