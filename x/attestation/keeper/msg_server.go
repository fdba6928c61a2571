package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

type msgServer struct{ keeper *Keeper }

// NewMsgServer returns the module's transaction service.
func NewMsgServer(k *Keeper) types.MsgServer { return msgServer{k} }

func (s msgServer) RegisterSchema(ctx context.Context, msg *types.MsgRegisterSchema) (*types.MsgRegisterSchemaResponse, error) {
	registrar, err := s.keeper.address("registrar", msg.Registrar)
	if err != nil {
		return nil, err
	}
	uid, version, err := s.keeper.RegisterSchema(ctx, registrar, SchemaRequest{
		Text: msg.Schema, Resolver: msg.Resolver, Revocable: msg.Revocable, Name: msg.Name,
	})
	if err != nil {
		return nil, err
	}
	return &types.MsgRegisterSchemaResponse{Uid: uid, Version: version}, nil
}

func (s msgServer) Attest(ctx context.Context, msg *types.MsgAttest) (*types.MsgAttestResponse, error) {
	attester, err := s.keeper.address("attester", msg.Attester)
	if err != nil {
		return nil, err
	}
	uids, err := s.attest(ctx, attester, types.StatementGroup{Schema: msg.Schema, Statements: []types.Statement{{
		Subject: msg.Subject, ExpirationTime: msg.ExpirationTime, Revocable: msg.Revocable, RefUid: msg.RefUid, Data: msg.Data,
		Verdict: msg.Verdict, Value: msg.Value,
	}}})
	if err != nil {
		return nil, err
	}
	return &types.MsgAttestResponse{Uid: uids[0].String()}, nil
}

func (s msgServer) MultiAttest(ctx context.Context, msg *types.MsgMultiAttest) (*types.MsgMultiAttestResponse, error) {
	attester, err := s.keeper.address("attester", msg.Attester)
	if err != nil {
		return nil, err
	}
	params, err := s.keeper.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	count := 0
	for _, group := range msg.Groups {
		if len(group.Statements) == 0 {
			return nil, types.ErrInvalidBatch.Wrapf("no statements under %s", group.Schema)
		}
		count += len(group.Statements)
	}
	if err := params.CheckCount(count); err != nil {
		return nil, err
	}
	var all []eas.Hash
	for i, group := range msg.Groups {
		uids, err := s.attest(ctx, attester, group)
		if err != nil {
			return nil, itemError(i, len(msg.Groups), err)
		}
		all = append(all, uids...)
	}
	return &types.MsgMultiAttestResponse{Uids: texts(all)}, nil
}

func (s msgServer) attest(ctx context.Context, attester sdk.AccAddress, group types.StatementGroup) ([]eas.Hash, error) {
	schema, err := types.ParseUID("schema", group.Schema)
	if err != nil {
		return nil, err
	}
	request := AttestRequest{Attester: attester, Payer: attester, Schema: schema}
	for i, statement := range group.Statements {
		entry, err := types.ParseStatement(s.keeper.addresses, statement)
		if err != nil {
			return nil, itemError(i, len(group.Statements), err)
		}
		request.Entries = append(request.Entries, entry)
	}
	return s.keeper.Attest(ctx, request)
}

func (s msgServer) DelegatedAttest(ctx context.Context, msg *types.MsgDelegatedAttest) (*types.MsgDelegatedAttestResponse, error) {
	sender, err := s.keeper.address("sender", msg.Sender)
	if err != nil {
		return nil, err
	}
	uids, err := s.keeper.DelegatedAttest(ctx, sender, msg.Requests)
	if err != nil {
		return nil, err
	}
	return &types.MsgDelegatedAttestResponse{Uids: texts(uids)}, nil
}

func (s msgServer) Revoke(ctx context.Context, msg *types.MsgRevoke) (*types.MsgRevokeResponse, error) {
	request := types.RevocationRequest{Uid: msg.Uid, Reason: msg.Reason, Replacement: msg.Replacement, Value: msg.Value}
	if err := s.revoke(ctx, msg.Revoker, []types.RevocationRequest{request}); err != nil {
		return nil, err
	}
	return &types.MsgRevokeResponse{}, nil
}

func (s msgServer) MultiRevoke(ctx context.Context, msg *types.MsgMultiRevoke) (*types.MsgMultiRevokeResponse, error) {
	if err := s.revoke(ctx, msg.Revoker, msg.Requests); err != nil {
		return nil, err
	}
	return &types.MsgMultiRevokeResponse{}, nil
}

func (s msgServer) revoke(ctx context.Context, name string, requests []types.RevocationRequest) error {
	revoker, err := s.keeper.address("revoker", name)
	if err != nil {
		return err
	}
	return s.keeper.Revoke(ctx, RevokeRequest{Revoker: revoker, Payer: revoker, Requests: requests})
}

func (s msgServer) DelegatedRevoke(ctx context.Context, msg *types.MsgDelegatedRevoke) (*types.MsgDelegatedRevokeResponse, error) {
	sender, err := s.keeper.address("sender", msg.Sender)
	if err != nil {
		return nil, err
	}
	if err := s.keeper.DelegatedRevoke(ctx, sender, msg.Requests); err != nil {
		return nil, err
	}
	return &types.MsgDelegatedRevokeResponse{}, nil
}

func (k *Keeper) address(name, text string) (sdk.AccAddress, error) {
	addr, err := k.addresses.StringToBytes(text)
	if err != nil {
		return nil, sdkerrors.ErrInvalidAddress.Wrapf("%s %q: %s", name, text, err)
	}
	return addr, nil
}

func texts(uids []eas.Hash) []string {
	written := make([]string, len(uids))
	for i, uid := range uids {
		written[i] = uid.String()
	}
	return written
}
