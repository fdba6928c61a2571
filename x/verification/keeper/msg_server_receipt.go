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
	submitter, err := s.address("submitter", msg.Submitter)
	if err != nil {
		return nil, err
	}
	submission := Submission{Sender: submitter, Receipt: msg.Receipt, Outputs: msg.Outputs, Salt: msg.Salt}
	if err := s.keeper.SubmitReceipt(ctx, submission); err != nil {
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
	sender, lease, err := s.about("sender", msg.Sender, msg.LeaseId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.PublishOutput(ctx, sender, lease, msg.Outputs); err != nil {
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
