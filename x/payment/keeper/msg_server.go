package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/payment/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

func (s msgServer) Claim(ctx context.Context, msg *types.MsgClaim) (*types.MsgClaimResponse, error) {
	owner, err := s.keeper.addresses.StringToBytes(msg.Owner)
	if err != nil {
		return nil, sdkerrors.ErrInvalidAddress.Wrapf("owner %q: %s", msg.Owner, err)
	}
	recipient := owner
	if msg.Recipient != "" {
		if recipient, err = s.keeper.addresses.StringToBytes(msg.Recipient); err != nil {
			return nil, sdkerrors.ErrInvalidAddress.Wrapf("recipient %q: %s", msg.Recipient, err)
		}
	}
	if err := sdk.ValidateDenom(msg.Denom); err != nil {
		return nil, types.ErrInvalidAmount.Wrapf("%q is not a denomination", msg.Denom)
	}
	amount, err := s.keeper.Claim(ctx, owner, recipient, msg.Denom)
	if err != nil {
		return nil, err
	}
	return &types.MsgClaimResponse{Amount: amount}, nil
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
