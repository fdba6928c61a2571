package keeper

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/types"
)

func (s msgServer) CommitReceipt(ctx context.Context, msg *types.MsgCommitReceipt) (*types.MsgCommitReceiptResponse, error) {
	provider, lease, err := s.about("provider", msg.Provider, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.CommitReceipt(ctx, provider, lease, msg.Commitment); err != nil {
		return nil, err
	}
	return &types.MsgCommitReceiptResponse{}, nil
}

func (s msgServer) SubmitReceipt(ctx context.Context, msg *types.MsgSubmitReceipt) (*types.MsgSubmitReceiptResponse, error) {
	if _, err := s.address("submitter", msg.Submitter); err != nil {
		return nil, err
	}
	if err := s.keeper.SubmitReceipt(ctx, Submission{Receipt: msg.Receipt, Outputs: msg.Outputs, Salt: msg.Salt}); err != nil {
		return nil, err
	}
	return &types.MsgSubmitReceiptResponse{}, nil
}

func (s msgServer) DemandOutput(ctx context.Context, msg *types.MsgDemandOutput) (*types.MsgDemandOutputResponse, error) {
	owner, lease, err := s.about("owner", msg.Owner, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	deadline, err := s.keeper.DemandOutput(ctx, owner, lease)
	if err != nil {
		return nil, err
	}
	return &types.MsgDemandOutputResponse{DeadlineHeight: deadline}, nil
}

func (s msgServer) PublishOutput(ctx context.Context, msg *types.MsgPublishOutput) (*types.MsgPublishOutputResponse, error) {
	_, lease, err := s.about("sender", msg.Sender, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.PublishOutput(ctx, lease, msg.Outputs); err != nil {
		return nil, err
	}
	return &types.MsgPublishOutputResponse{}, nil
}

func (s msgServer) ContestOutput(ctx context.Context, msg *types.MsgContestOutput) (*types.MsgContestOutputResponse, error) {
	owner, lease, err := s.about("owner", msg.Owner, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.ContestOutput(ctx, owner, lease, msg.PrivateKey); err != nil {
		return nil, err
	}
	return &types.MsgContestOutputResponse{}, nil
}

func (s msgServer) ProveEquivocation(
	ctx context.Context, msg *types.MsgProveEquivocation,
) (*types.MsgProveEquivocationResponse, error) {
	submitter, err := s.address("submitter", msg.Submitter)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.ProveEquivocation(ctx, submitter, msg.First, msg.Second); err != nil {
		return nil, err
	}
	return &types.MsgProveEquivocationResponse{}, nil
}
