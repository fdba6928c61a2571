package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/market/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

func (s msgServer) PlaceOrder(ctx context.Context, msg *types.MsgPlaceOrder) (*types.MsgPlaceOrderResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	id, err := s.keeper.PlaceOrder(ctx, owner, msg.Terms())
	if err != nil {
		return nil, err
	}
	return &types.MsgPlaceOrderResponse{OrderId: id.String()}, nil
}

func (s msgServer) CancelOrder(ctx context.Context, msg *types.MsgCancelOrder) (*types.MsgCancelOrderResponse, error) {
	owner, id, err := s.parties("owner", msg.Owner, msg.OrderId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.CancelOrder(ctx, owner, id); err != nil {
		return nil, err
	}
	return &types.MsgCancelOrderResponse{}, nil
}

func (s msgServer) AwardOrder(ctx context.Context, msg *types.MsgAwardOrder) (*types.MsgAwardOrderResponse, error) {
	owner, id, err := s.parties("owner", msg.Owner, msg.OrderId)
	if err != nil {
		return nil, err
	}
	bidder, err := s.address("bidder", msg.Bidder)
	if err != nil {
		return nil, err
	}
	lease, err := s.keeper.AwardOrder(ctx, owner, id, bidder)
	if err != nil {
		return nil, err
	}
	return &types.MsgAwardOrderResponse{LeaseId: lease.String()}, nil
}

func (s msgServer) CloseLease(ctx context.Context, msg *types.MsgCloseLease) (*types.MsgCloseLeaseResponse, error) {
	sender, err := s.address("sender", msg.Sender)
	if err != nil {
		return nil, err
	}
	id, err := types.ParseLeaseID(msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.CloseLease(ctx, sender, id); err != nil {
		return nil, err
	}
	return &types.MsgCloseLeaseResponse{}, nil
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

func (s msgServer) parties(name, address, order string) (sdk.AccAddress, types.OrderID, error) {
	addr, err := s.address(name, address)
	if err != nil {
		return nil, types.OrderID{}, err
	}
	id, err := types.ParseOrderID(order)
	return addr, id, err
}

func (s msgServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.addresses.StringToBytes(text)
	if err != nil {
		return nil, sdkerrors.ErrInvalidAddress.Wrapf("%s %q: %s", name, text, err)
	}
	return addr, nil
}
