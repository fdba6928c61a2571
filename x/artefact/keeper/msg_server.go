package keeper

import (
	"context"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/artefact/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

func (s msgServer) address(name, text string) (sdk.AccAddress, error) {
	addr, err := s.keeper.parse(text)
	if err != nil {
		return nil, sdkerrors.ErrInvalidAddress.Wrapf("%s %q: %s", name, text, err)
	}
	return addr, nil
}

func (s msgServer) RegisterArtefact(ctx context.Context, msg *types.MsgRegisterArtefact) (*types.MsgRegisterArtefactResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	id, err := s.keeper.Register(ctx, owner, msg.Name, msg.Core, msg.Parents)
	if err != nil {
		return nil, err
	}
	return &types.MsgRegisterArtefactResponse{ArtefactId: id}, nil
}

func (s msgServer) AddVersion(ctx context.Context, msg *types.MsgAddVersion) (*types.MsgAddVersionResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	id, err := s.keeper.AddVersion(ctx, owner, msg.Name, msg.Core, msg.Parents)
	if err != nil {
		return nil, err
	}
	return &types.MsgAddVersionResponse{ArtefactId: id}, nil
}

func (s msgServer) DeclareParent(ctx context.Context, msg *types.MsgDeclareParent) (*types.MsgDeclareParentResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	return &types.MsgDeclareParentResponse{}, s.keeper.DeclareParent(ctx, owner, msg.ArtefactId, msg.Parent)
}

func (s msgServer) AnswerEdge(ctx context.Context, msg *types.MsgAnswerEdge) (*types.MsgAnswerEdgeResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	key := collections.Join(msg.ChildId, msg.ParentId)
	return &types.MsgAnswerEdgeResponse{}, s.keeper.AnswerEdge(ctx, owner, key, msg.Accept, msg.Reason)
}

func (s msgServer) SetStatus(ctx context.Context, msg *types.MsgSetStatus) (*types.MsgSetStatusResponse, error) {
	signer, err := s.address("signer", msg.Signer)
	if err != nil {
		return nil, err
	}
	request := types.StatusRequest{Status: msg.Status, Reason: msg.Reason, ReplacedBy: msg.ReplacedBy}
	return &types.MsgSetStatusResponse{}, s.keeper.SetStatus(ctx, signer, msg.ArtefactId, request)
}

func (s msgServer) OfferTransfer(ctx context.Context, msg *types.MsgOfferTransfer) (*types.MsgOfferTransferResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	if msg.To != "" {
		if _, err := s.address("to", msg.To); err != nil {
			return nil, err
		}
	}
	return &types.MsgOfferTransferResponse{}, s.keeper.OfferTransfer(ctx, owner, msg.Name, msg.To)
}

func (s msgServer) AcceptTransfer(ctx context.Context, msg *types.MsgAcceptTransfer) (*types.MsgAcceptTransferResponse, error) {
	to, err := s.address("to", msg.To)
	if err != nil {
		return nil, err
	}
	return &types.MsgAcceptTransferResponse{}, s.keeper.AcceptTransfer(ctx, to, msg.Name)
}

func (s msgServer) LinkProgram(ctx context.Context, msg *types.MsgLinkProgram) (*types.MsgLinkProgramResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	return &types.MsgLinkProgramResponse{}, s.keeper.LinkProgram(ctx, owner, msg.ArtefactId, msg.ProgramId)
}

func (s msgServer) UpdateParams(ctx context.Context, msg *types.MsgUpdateParams) (*types.MsgUpdateParamsResponse, error) {
	if err := sdk.ValidateAuthority(sdk.UnwrapSDKContext(ctx), s.keeper.authority, msg.Authority); err != nil {
		return nil, err
	}
	return &types.MsgUpdateParamsResponse{}, s.keeper.SetParams(ctx, msg.Params)
}
