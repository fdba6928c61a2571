package keeper

import (
	"context"

	"github.com/suretynetwork/surety/x/artefact/types"
)

func (s msgServer) SetRoyalty(ctx context.Context, msg *types.MsgSetRoyalty) (*types.MsgSetRoyaltyResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	terms := types.RoyaltyTerms{
		ArtefactId: msg.ArtefactId, PerLease: msg.PerLease, ShareBps: msg.ShareBps, InheritedBps: msg.InheritedBps,
	}
	return &types.MsgSetRoyaltyResponse{}, s.keeper.SetRoyalty(ctx, owner, terms)
}

func (s msgServer) SetGate(ctx context.Context, msg *types.MsgSetGate) (*types.MsgSetGateResponse, error) {
	owner, err := s.address("owner", msg.Owner)
	if err != nil {
		return nil, err
	}
	if msg.Releaser != "" {
		if _, err := s.address("releaser", msg.Releaser); err != nil {
			return nil, err
		}
	}
	return &types.MsgSetGateResponse{}, s.keeper.SetGate(ctx, owner, types.Gate{
		ArtefactId: msg.ArtefactId, CiphertextRoot: msg.CiphertextRoot, CiphertextSize: msg.CiphertextSize, Uris: msg.Uris,
		Price: msg.Price, Releaser: msg.Releaser,
	})
}

func (s msgServer) RequestLicence(ctx context.Context, msg *types.MsgRequestLicence) (*types.MsgRequestLicenceResponse, error) {
	licensee, err := s.address("licensee", msg.Licensee)
	if err != nil {
		return nil, err
	}
	expires, err := s.keeper.RequestLicence(ctx, licensee, msg.ArtefactId, msg.Recipient, msg.MaxPrice)
	if err != nil {
		return nil, err
	}
	return &types.MsgRequestLicenceResponse{ExpiresHeight: expires}, nil
}

func (s msgServer) GrantLicence(ctx context.Context, msg *types.MsgGrantLicence) (*types.MsgGrantLicenceResponse, error) {
	granter, err := s.address("granter", msg.Granter)
	if err != nil {
		return nil, err
	}
	licensee, err := s.address("licensee", msg.Licensee)
	if err != nil {
		return nil, err
	}
	return &types.MsgGrantLicenceResponse{}, s.keeper.GrantLicence(ctx, granter, licensee, types.LicenceGrant{
		ArtefactId: msg.ArtefactId, Licensee: msg.Licensee, Recipient: msg.Recipient, Capsule: msg.Capsule, GrantedBy: msg.Granter,
	})
}

func (s msgServer) OfferStorage(ctx context.Context, msg *types.MsgOfferStorage) (*types.MsgOfferStorageResponse, error) {
	sponsor, err := s.address("sponsor", msg.Sponsor)
	if err != nil {
		return nil, err
	}
	id, err := s.keeper.OfferStorage(ctx, sponsor, types.Deal{
		ArtefactId: msg.ArtefactId, Reward: msg.Reward, Bond: msg.Bond, Periods: msg.Periods, PeriodBlocks: msg.PeriodBlocks,
	})
	if err != nil {
		return nil, err
	}
	return &types.MsgOfferStorageResponse{DealId: id.String()}, nil
}

func (s msgServer) WithdrawOffer(ctx context.Context, msg *types.MsgWithdrawOffer) (*types.MsgWithdrawOfferResponse, error) {
	sponsor, err := s.address("sponsor", msg.Sponsor)
	if err != nil {
		return nil, err
	}
	id, err := types.ParseDealID(msg.DealId)
	if err != nil {
		return nil, err
	}
	return &types.MsgWithdrawOfferResponse{}, s.keeper.WithdrawOffer(ctx, sponsor, id)
}

func (s msgServer) PledgeStorage(ctx context.Context, msg *types.MsgPledgeStorage) (*types.MsgPledgeStorageResponse, error) {
	holder, err := s.address("holder", msg.Holder)
	if err != nil {
		return nil, err
	}
	id, err := types.ParseDealID(msg.DealId)
	if err != nil {
		return nil, err
	}
	return &types.MsgPledgeStorageResponse{}, s.keeper.PledgeStorage(ctx, holder, id)
}

func (s msgServer) ProvePossession(ctx context.Context, msg *types.MsgProvePossession) (*types.MsgProvePossessionResponse, error) {
	holder, err := s.address("holder", msg.Holder)
	if err != nil {
		return nil, err
	}
	id, err := types.ParseDealID(msg.DealId)
	if err != nil {
		return nil, err
	}
	accepted, err := s.keeper.ProvePossession(ctx, holder, id, msg.Slice)
	if err != nil {
		return nil, err
	}
	return &types.MsgProvePossessionResponse{Accepted: accepted}, nil
}
