package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/provider/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

func (s msgServer) RegisterProvider(
	ctx context.Context, msg *types.MsgRegisterProvider,
) (*types.MsgRegisterProviderResponse, error) {
	addr, err := s.address("provider", msg.Provider)
	if err != nil {
		return nil, err
	}
	profile, err := s.profile(ctx, types.Profile{Moniker: msg.Moniker, Endpoint: msg.Endpoint, ReceiptKey: msg.ReceiptKey}, msg.Attributes)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.Register(ctx, addr, profile, msg.Bond); err != nil {
		return nil, err
	}
	return &types.MsgRegisterProviderResponse{}, nil
}

func (s msgServer) UpdateProvider(ctx context.Context, msg *types.MsgUpdateProvider) (*types.MsgUpdateProviderResponse, error) {
	addr, err := s.address("provider", msg.Provider)
	if err != nil {
		return nil, err
	}
	profile, err := s.profile(ctx, types.Profile{Moniker: msg.Moniker, Endpoint: msg.Endpoint, ReceiptKey: msg.ReceiptKey}, msg.Attributes)
	if err != nil {
		return nil, err
	}
	window := types.Maintenance{From: msg.MaintenanceFrom, To: msg.MaintenanceTo}
	if err := s.keeper.Update(ctx, addr, profile, window); err != nil {
		return nil, err
	}
	return &types.MsgUpdateProviderResponse{}, nil
}

func (s msgServer) DeregisterProvider(
	ctx context.Context, msg *types.MsgDeregisterProvider,
) (*types.MsgDeregisterProviderResponse, error) {
	addr, err := s.address("provider", msg.Provider)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.Deregister(ctx, addr); err != nil {
		return nil, err
	}
	return &types.MsgDeregisterProviderResponse{}, nil
}

func (s msgServer) Bond(ctx context.Context, msg *types.MsgBond) (*types.MsgBondResponse, error) {
	addr, err := s.address("provider", msg.Provider)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.Bond(ctx, addr, msg.Amount); err != nil {
		return nil, err
	}
	return &types.MsgBondResponse{}, nil
}

func (s msgServer) Unbond(ctx context.Context, msg *types.MsgUnbond) (*types.MsgUnbondResponse, error) {
	addr, err := s.address("provider", msg.Provider)
	if err != nil {
		return nil, err
	}
	height, err := s.keeper.Unbond(ctx, addr, msg.Amount)
	if err != nil {
		return nil, err
	}
	return &types.MsgUnbondResponse{CompletionHeight: height}, nil
}

// profile parses attributes last: their number is bounded by a parameter before any of them is looked at.
func (s msgServer) profile(ctx context.Context, profile types.Profile, attributes []string) (types.Profile, error) {
	params, err := s.keeper.Params.Get(ctx)
	if err != nil {
		return profile, err
	}
	profile.Attributes, err = types.ParseAttributes(attributes, params.MaxAttributes)
	return profile, err
}

func (s msgServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.addresses.StringToBytes(text)
	if err != nil {
		return nil, sdkerrors.ErrInvalidAddress.Wrapf("%s %q: %s", name, text, err)
	}
	return addr, nil
}
