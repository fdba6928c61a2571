package keeper

import (
	"context"

	"github.com/suretynetwork/surety/x/market/types"
)

func (s msgServer) CommitBid(ctx context.Context, msg *types.MsgCommitBid) (*types.MsgCommitBidResponse, error) {
	bidder, id, err := s.parties("bidder", msg.Bidder, msg.OrderId)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.CommitBid(ctx, bidder, id, msg.Commitment); err != nil {
		return nil, err
	}
	return &types.MsgCommitBidResponse{}, nil
}

func (s msgServer) RevealBid(ctx context.Context, msg *types.MsgRevealBid) (*types.MsgRevealBidResponse, error) {
	if _, err := s.address("sender", msg.Sender); err != nil {
		return nil, err
	}
	bidder, id, err := s.parties("bidder", msg.Bidder, msg.OrderId)
	if err != nil {
		return nil, err
	}
	opening := types.BidOpening{Price: msg.Price, TermsHash: msg.TermsHash, Salt: msg.Salt}
	if err := s.keeper.RevealBid(ctx, bidder, id, opening); err != nil {
		return nil, err
	}
	return &types.MsgRevealBidResponse{}, nil
}

func (s msgServer) PlaceBid(ctx context.Context, msg *types.MsgPlaceBid) (*types.MsgPlaceBidResponse, error) {
	bidder, id, err := s.parties("bidder", msg.Bidder, msg.OrderId)
	if err != nil {
		return nil, err
	}
	if err := types.ValidateTermsHash(msg.TermsHash); err != nil {
		return nil, err
	}
	lease, err := s.keeper.PlaceBid(ctx, bidder, id, msg.Price)
	if err != nil {
		return nil, err
	}
	return &types.MsgPlaceBidResponse{LeaseId: lease.String()}, nil
}
