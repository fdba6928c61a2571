package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/da/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

func (s msgServer) check(name, text string) error {
	if _, err := s.keeper.addresses.StringToBytes(text); err != nil {
		return sdkerrors.ErrInvalidAddress.Wrapf("%s %q: %s", name, text, err)
	}
	return nil
}

func (s msgServer) authorise(ctx context.Context, account string) error {
	return sdk.ValidateAuthority(sdk.UnwrapSDKContext(ctx), s.keeper.authority, account)
}

func (s msgServer) UpdateClient(ctx context.Context, msg *types.MsgUpdateClient) (*types.MsgUpdateClientResponse, error) {
	if err := s.check("sender", msg.Sender); err != nil {
		return nil, err
	}
	at, frozen, err := s.keeper.UpdateClient(ctx, msg.LightBlock, msg.TrustedHeight, msg.TrustedValidators)
	if err != nil {
		return nil, err
	}
	return &types.MsgUpdateClientResponse{Height: at, Frozen: frozen}, nil
}

func (s msgServer) SubmitMisbehaviour(ctx context.Context, msg *types.MsgSubmitMisbehaviour) (*types.MsgSubmitMisbehaviourResponse, error) {
	if err := s.check("sender", msg.Sender); err != nil {
		return nil, err
	}
	err := s.keeper.SubmitMisbehaviour(ctx, msg.First, msg.Second, msg.TrustedHeight, msg.TrustedValidators)
	if err != nil {
		return nil, err
	}
	return &types.MsgSubmitMisbehaviourResponse{}, nil
}

func (s msgServer) RecordBatch(ctx context.Context, msg *types.MsgRecordBatch) (*types.MsgRecordBatchResponse, error) {
	if err := s.check("poster", msg.Poster); err != nil {
		return nil, err
	}
	number, err := s.keeper.RecordBatch(ctx, msg.Poster, msg.Reference, msg.Proof)
	if err != nil {
		return nil, err
	}
	return &types.MsgRecordBatchResponse{Number: number}, nil
}

func (s msgServer) TrustHeader(ctx context.Context, msg *types.MsgTrustHeader) (*types.MsgTrustHeaderResponse, error) {
	if err := s.authorise(ctx, msg.Authority); err != nil {
		return nil, err
	}
	return &types.MsgTrustHeaderResponse{}, s.keeper.TrustHeader(ctx, msg.Header)
}

func (s msgServer) RewindBatches(ctx context.Context, msg *types.MsgRewindBatches) (*types.MsgRewindBatchesResponse, error) {
	if err := s.authorise(ctx, msg.Authority); err != nil {
		return nil, err
	}
	return &types.MsgRewindBatchesResponse{}, s.keeper.RewindBatches(ctx, msg.Number)
}

func (s msgServer) UpdateParams(ctx context.Context, msg *types.MsgUpdateParams) (*types.MsgUpdateParamsResponse, error) {
	if err := s.authorise(ctx, msg.Authority); err != nil {
		return nil, err
	}
	return &types.MsgUpdateParamsResponse{}, s.keeper.SetParams(ctx, msg.Params)
}
