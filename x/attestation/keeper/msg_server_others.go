package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

func (s msgServer) IncreaseNonce(ctx context.Context, msg *types.MsgIncreaseNonce) (*types.MsgIncreaseNonceResponse, error) {
	account, err := s.keeper.address("account", msg.Account)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.IncreaseNonce(ctx, account, msg.Nonce); err != nil {
		return nil, err
	}
	return &types.MsgIncreaseNonceResponse{}, nil
}

func (s msgServer) SetRevoker(ctx context.Context, msg *types.MsgSetRevoker) (*types.MsgSetRevokerResponse, error) {
	attester, err := s.keeper.address("attester", msg.Attester)
	if err != nil {
		return nil, err
	}
	revoker, err := s.keeper.address("revoker", msg.Revoker)
	if err != nil {
		return nil, err
	}
	schema, err := types.ParseOptionalUID("schema", msg.Schema)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.SetRevoker(ctx, attester, revoker, schema, msg.Allowed); err != nil {
		return nil, err
	}
	return &types.MsgSetRevokerResponse{}, nil
}

func (s msgServer) Timestamp(ctx context.Context, msg *types.MsgTimestamp) (*types.MsgTimestampResponse, error) {
	digests, err := parseDigests(msg.Digests)
	if err != nil {
		return nil, err
	}
	time, err := s.keeper.Timestamp(ctx, digests)
	if err != nil {
		return nil, err
	}
	return &types.MsgTimestampResponse{Time: time}, nil
}

func (s msgServer) RevokeOffchain(ctx context.Context, msg *types.MsgRevokeOffchain) (*types.MsgRevokeOffchainResponse, error) {
	revoker, err := s.keeper.address("revoker", msg.Revoker)
	if err != nil {
		return nil, err
	}
	digests, err := parseDigests(msg.Digests)
	if err != nil {
		return nil, err
	}
	time, err := s.keeper.RevokeOffchain(ctx, revoker, digests)
	if err != nil {
		return nil, err
	}
	return &types.MsgRevokeOffchainResponse{Time: time}, nil
}

func (s msgServer) AnchorBatch(ctx context.Context, msg *types.MsgAnchorBatch) (*types.MsgAnchorBatchResponse, error) {
	attester, err := s.keeper.address("attester", msg.Attester)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.Anchor(ctx, attester, types.Anchor{Root: msg.Root, Size_: msg.Size_, Location: msg.Location}); err != nil {
		return nil, err
	}
	return &types.MsgAnchorBatchResponse{}, nil
}

func (s msgServer) RevokeAnchored(ctx context.Context, msg *types.MsgRevokeAnchored) (*types.MsgRevokeAnchoredResponse, error) {
	attester, err := s.keeper.address("attester", msg.Attester)
	if err != nil {
		return nil, err
	}
	root, err := types.ParseUID("root", msg.Root)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.RevokeAnchored(ctx, attester, root, msg.Indexes); err != nil {
		return nil, err
	}
	return &types.MsgRevokeAnchoredResponse{}, nil
}

func (s msgServer) OpenDispute(ctx context.Context, msg *types.MsgOpenDispute) (*types.MsgOpenDisputeResponse, error) {
	disputer, err := s.keeper.address("disputer", msg.Disputer)
	if err != nil {
		return nil, err
	}
	uid, err := types.ParseUID("uid", msg.Uid)
	if err != nil {
		return nil, err
	}
	deadline, err := s.keeper.OpenDispute(ctx, disputer, uid, msg.Grounds, msg.Bond)
	if err != nil {
		return nil, err
	}
	return &types.MsgOpenDisputeResponse{DeadlineHeight: deadline}, nil
}

func (s msgServer) DecideDispute(ctx context.Context, msg *types.MsgDecideDispute) (*types.MsgDecideDisputeResponse, error) {
	arbiter, err := s.keeper.address("arbiter", msg.Arbiter)
	if err != nil {
		return nil, err
	}
	uid, err := types.ParseUID("uid", msg.Uid)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.DecideDispute(ctx, arbiter, uid, msg.Upheld); err != nil {
		return nil, err
	}
	return &types.MsgDecideDisputeResponse{}, nil
}

func (s msgServer) UpdateParams(ctx context.Context, msg *types.MsgUpdateParams) (*types.MsgUpdateParamsResponse, error) {
	if err := sdk.ValidateAuthority(sdk.UnwrapSDKContext(ctx), s.keeper.authority, msg.Authority); err != nil {
		return nil, err
	}
	if err := s.keeper.SetParams(ctx, msg.Params); err != nil {
		return nil, err
	}
	return &types.MsgUpdateParamsResponse{}, nil
}

func parseDigests(names []string) ([]eas.Hash, error) {
	digests := make([]eas.Hash, len(names))
	for i, name := range names {
		digest, err := types.ParseUID("digest", name)
		if err != nil {
			return nil, itemError(i, len(names), err)
		}
		digests[i] = digest
	}
	return digests, nil
}
