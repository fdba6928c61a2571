package types

import sdk "github.com/cosmos/cosmos-sdk/types"

func (g GenesisState) validateRoyalties(r *registry) error {
	seen := map[string]bool{}
	for _, link := range g.Links {
		if a, known := r.artefacts[link.ArtefactId]; !known || a.Core.Kind != KindModel || !IsHash(link.ProgramId) || !unique(seen, "link "+link.ProgramId) {
			return bad("the program %s is there twice, or %s is no MODEL", link.ProgramId, link.ArtefactId)
		}
	}
	for _, terms := range g.Royalties {
		if _, known := r.artefacts[terms.ArtefactId]; !known || !unique(seen, "terms "+terms.ArtefactId) {
			return bad("the royalty of %s is there twice, or that is no artefact", terms.ArtefactId)
		}
		if terms.PerLease.Validate() != nil || terms.ShareBps > wholeBps || terms.InheritedBps > wholeBps {
			return bad("the royalty of %s is %s, %d and %d", terms.ArtefactId, terms.PerLease, terms.ShareBps, terms.InheritedBps)
		}
	}
	return g.validateLeaseRoyalties(r)
}

func (g GenesisState) validateLeaseRoyalties(r *registry) error {
	seen := map[string]bool{}
	for _, lease := range g.LeaseRoyalties {
		if lease.LeaseId == "" || lease.CapBps > wholeBps || !unique(seen, "lease "+lease.LeaseId) {
			return bad("the royalty of the lease %q is there twice, or its cap is %d", lease.LeaseId, lease.CapBps)
		}
		for _, share := range lease.Shares {
			if err := r.account("lease "+lease.LeaseId, share.Recipient); err != nil {
				return err
			}
			if share.PerLease.Validate() != nil || share.Bps > wholeBps {
				return bad("the lease %s pays %s and %d to %s", lease.LeaseId, share.PerLease, share.Bps, share.ArtefactId)
			}
		}
	}
	return nil
}

func (g GenesisState) validateLicences(r *registry) error {
	seen := map[string]bool{}
	for _, gate := range g.Gates {
		if _, known := r.artefacts[gate.ArtefactId]; !known || !unique(seen, "gate "+gate.ArtefactId) {
			return bad("the gate of %s is there twice, or that is no artefact", gate.ArtefactId)
		}
		if err := gate.Validate(); err != nil {
			return err
		}
	}
	for _, request := range g.Requests {
		if !seen["gate "+request.ArtefactId] || !unique(seen, "request "+request.ArtefactId+request.Licensee) || request.ExpiresHeight < 0 {
			return bad("the request of %s for %s is there twice, or that is not gated", request.Licensee, request.ArtefactId)
		}
		if err := r.licence(request.Licensee, request.Recipient, request.Price); err != nil {
			return err
		}
	}
	return g.validateGrants(r, seen)
}

func (g GenesisState) validateGrants(r *registry, seen map[string]bool) error {
	for _, grant := range g.Grants {
		if !seen["gate "+grant.ArtefactId] || !unique(seen, "grant "+grant.ArtefactId+grant.Licensee) || !IsHash(grant.CiphertextRoot) {
			return bad("the licence of %s for %s is there twice, or that is not gated", grant.Licensee, grant.ArtefactId)
		}
		if err := r.licence(grant.Licensee, grant.Recipient, grant.Paid); err != nil {
			return err
		}
		if err := ValidateCapsule(grant.Capsule); err != nil {
			return err
		}
	}
	return nil
}

func (r *registry) licence(licensee, recipient string, price sdk.Coin) error {
	if err := r.account("licence", licensee); err != nil {
		return err
	}
	if err := ValidateRecipient(recipient); err != nil {
		return err
	}
	if err := price.Validate(); err != nil {
		return bad("the licence of %s costs %s: %s", licensee, price, err)
	}
	return nil
}

func (g GenesisState) validateDeals(r *registry) error {
	next, seen := map[string]uint64{}, map[string]bool{}
	for _, s := range g.Sequences {
		if err := r.account("sequence", s.Sponsor); err != nil {
			return err
		}
		if next[s.Sponsor] != 0 || s.Next == 0 {
			return bad("the next deal of %s is there twice, or 0", s.Sponsor)
		}
		next[s.Sponsor] = s.Next
	}
	for _, d := range g.Deals {
		id, err := ParseDealID(d.Id)
		if err != nil {
			return err
		}
		if _, known := r.artefacts[d.ArtefactId]; !known || !unique(seen, d.Id) || d.Sponsor != id.Sponsor.String() || id.Sequence >= next[d.Sponsor] {
			return bad("the deal %s is there twice, about no artefact, or not before the sponsor's next", d.Id)
		}
		if err := d.validate(); err != nil {
			return err
		}
		if d.Holder != "" {
			if err := r.account("deal "+d.Id, d.Holder); err != nil {
				return err
			}
		}
	}
	return nil
}

// validate checks a deal's state against its amounts. Error: ErrInvalidGenesis.
func (d Deal) validate() error {
	if d.Reward.Validate() != nil || d.Bond.Validate() != nil || d.Paid.IsNil() || d.BondLeft.IsNil() || d.Periods == 0 {
		return bad("the deal %s has malformed amounts", d.Id)
	}
	if d.Paid.IsNegative() || d.Paid.GT(d.Reward.Amount) || d.BondLeft.IsNegative() || d.BondLeft.GT(d.Bond.Amount) {
		return bad("the deal %s has paid %s of %s and has %s of a bond of %s", d.Id, d.Paid, d.Reward, d.BondLeft, d.Bond)
	}
	return d.validateState()
}

func (d Deal) validateState() error {
	switch {
	case (d.State == DealStateEnded) != (d.DueHeight == 0) || d.DueHeight < 0:
		return bad("the deal %s is %s and due at %d", d.Id, d.State, d.DueHeight)
	case d.State == DealStateHeld != d.BondLeft.IsPositive() || d.State == DealStateHeld && d.Holder == "":
		return bad("the deal %s is %s, has the holder %q and a bond of %s", d.Id, d.State, d.Holder, d.BondLeft)
	case d.State == DealStateOffered && d.Holder != "" || uint64(d.Proven)+uint64(d.Missed) > uint64(d.Periods):
		return bad("the deal %s is %s with the holder %q after %d and %d answers", d.Id, d.State, d.Holder, d.Proven, d.Missed)
	case d.State < DealStateOffered || d.State > DealStateEnded:
		return bad("the deal %s has the state %d", d.Id, d.State)
	}
	return nil
}
