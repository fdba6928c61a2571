package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

// about is who moves, and about which lease.
func (s msgServer) about(name, sender, lease string) (sdk.AccAddress, markettypes.LeaseID, error) {
	addr, err := s.address(name, sender)
	if err != nil {
		return nil, markettypes.LeaseID{}, err
	}
	id, err := markettypes.ParseLeaseID(lease)
	return addr, id, err
}

func (s msgServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.addresses.StringToBytes(text)
	if err != nil {
		return nil, sdkerrors.ErrInvalidAddress.Wrapf("%s %q: %s", name, text, err)
	}
	return addr, nil
}

func (s msgServer) CommitChallenge(ctx context.Context, msg *types.MsgCommitChallenge) (*types.MsgCommitChallengeResponse, error) {
	challenger, lease, err := s.about("challenger", msg.Challenger, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	expiry, err := s.keeper.CommitChallenge(ctx, challenger, lease, msg.Commitment)
	if err != nil {
		return nil, err
	}
	return &types.MsgCommitChallengeResponse{ExpiryHeight: expiry}, nil
}

func (s msgServer) OpenChallenge(ctx context.Context, msg *types.MsgOpenChallenge) (*types.MsgOpenChallengeResponse, error) {
	challenger, lease, err := s.about("challenger", msg.Challenger, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	id, err := s.keeper.OpenChallenge(ctx, challenger, Opening{
		Lease: lease, Node: msg.Node, Commitment: msg.Commitment, Path: msg.Path, Salt: msg.Salt,
	})
	if err != nil {
		return nil, err
	}
	return &types.MsgOpenChallengeResponse{ChallengeId: id.String()}, nil
}

func (s msgServer) DemandTrace(ctx context.Context, msg *types.MsgDemandTrace) (*types.MsgDemandTraceResponse, error) {
	challenger, lease, err := s.about("challenger", msg.Challenger, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	deadline, err := s.keeper.DemandTrace(ctx, challenger, lease)
	if err != nil {
		return nil, err
	}
	return &types.MsgDemandTraceResponse{DeadlineHeight: deadline}, nil
}

func (s msgServer) PublishTrace(ctx context.Context, msg *types.MsgPublishTrace) (*types.MsgPublishTraceResponse, error) {
	_, lease, err := s.about("sender", msg.Sender, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.PublishTrace(ctx, lease, msg.Commitments); err != nil {
		return nil, err
	}
	return &types.MsgPublishTraceResponse{}, nil
}

func (s msgServer) PublishTraceBlob(ctx context.Context, msg *types.MsgPublishTraceBlob) (*types.MsgPublishTraceBlobResponse, error) {
	sender, lease, err := s.about("sender", msg.Sender, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.PublishTraceBlob(ctx, sender, lease, msg.Reference, msg.Proof); err != nil {
		return nil, err
	}
	return &types.MsgPublishTraceBlobResponse{}, nil
}

func (s msgServer) ProveFalseTrace(ctx context.Context, msg *types.MsgProveFalseTrace) (*types.MsgProveFalseTraceResponse, error) {
	sender, lease, err := s.about("sender", msg.Sender, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.ProveFalseTrace(ctx, sender, lease, msg.Content); err != nil {
		return nil, err
	}
	return &types.MsgProveFalseTraceResponse{}, nil
}

func (s msgServer) DiscloseHashes(ctx context.Context, msg *types.MsgDiscloseHashes) (*types.MsgDiscloseHashesResponse, error) {
	_, lease, err := s.about("sender", msg.Sender, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.DiscloseHashes(ctx, lease, msg.Node, msg.Hashes); err != nil {
		return nil, err
	}
	return &types.MsgDiscloseHashesResponse{}, nil
}

func (s msgServer) DiscloseGroup(ctx context.Context, msg *types.MsgDiscloseGroup) (*types.MsgDiscloseGroupResponse, error) {
	_, lease, err := s.about("sender", msg.Sender, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.DiscloseGroup(ctx, lease, msg.Node, msg.Group, msg.Content); err != nil {
		return nil, err
	}
	return &types.MsgDiscloseGroupResponse{}, nil
}
