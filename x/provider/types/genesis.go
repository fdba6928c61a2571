package types

import (
	"cosmossdk.io/core/address"
	"cosmossdk.io/math"
)

// DefaultGenesis returns an empty state with default parameters.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

// sums are what allocations and unbondings add up to for one provider.
type sums struct {
	nextSequence         uint64
	allocated, unbonding math.Int
	allocations, entries uint32
}

// Validate checks what can be checked without the bank: well-formed records, none twice, every one of a known provider except
// endorsements, and bonds that are the sum of their parts. Error: ErrInvalidGenesis or what is wrong with a record.
func (g GenesisState) Validate(addresses address.Codec) error {
	if err := g.Params.Validate(); err != nil {
		return err
	}
	totals := map[string]*sums{}
	for _, provider := range g.Providers {
		if err := provider.validate(addresses); err != nil {
			return err
		}
		if totals[provider.Address] != nil {
			return ErrInvalidGenesis.Wrapf("provider %s is there twice", provider.Address)
		}
		totals[provider.Address] = &sums{allocated: math.ZeroInt(), unbonding: math.ZeroInt(), nextSequence: provider.UnbondingSequence}
	}
	if err := g.addAllocations(totals); err != nil {
		return err
	}
	if err := g.addUnbondings(totals); err != nil {
		return err
	}
	for _, provider := range g.Providers {
		if err := provider.matches(*totals[provider.Address]); err != nil {
			return err
		}
	}
	return g.validateEndorsements(addresses)
}

func (g GenesisState) addAllocations(totals map[string]*sums) error {
	seen := map[string]bool{}
	for _, a := range g.Allocations {
		total, key := totals[a.Provider], a.Provider+" "+a.Id
		if err := ValidateAllocationID(a.Id); err != nil {
			return err
		}
		if total == nil || seen[key] || a.Amount.IsNil() || a.Amount.IsNegative() {
			return ErrInvalidGenesis.Wrapf("allocation %s of %s: an unknown provider, there twice, or the amount %s", a.Id, a.Provider, a.Amount)
		}
		sum, err := total.allocated.SafeAdd(a.Amount)
		if err != nil {
			return ErrInvalidGenesis.Wrapf("allocations of %s: %s", a.Provider, err)
		}
		seen[key], total.allocated = true, sum
		total.allocations++
	}
	return nil
}

func (g GenesisState) addUnbondings(totals map[string]*sums) error {
	type key struct {
		provider string
		sequence uint64
	}
	seen := map[key]bool{}
	for _, u := range g.Unbondings {
		total, id := totals[u.Provider], key{u.Provider, u.Sequence}
		if total == nil || seen[id] || u.Amount.IsNil() || !u.Amount.IsPositive() || u.CompletionHeight < 0 {
			return ErrInvalidGenesis.Wrapf("unbonding %d of %s: an unknown provider, there twice, the amount %s, or the height %d",
				u.Sequence, u.Provider, u.Amount, u.CompletionHeight)
		}
		sum, err := total.unbonding.SafeAdd(u.Amount)
		if err != nil {
			return ErrInvalidGenesis.Wrapf("unbondings of %s: %s", u.Provider, err)
		}
		if u.Sequence >= total.nextSequence {
			return ErrInvalidGenesis.Wrapf("unbonding %d of %s, whose next is to be %d", u.Sequence, u.Provider, total.nextSequence)
		}
		seen[id], total.unbonding = true, sum
		total.entries++
	}
	return nil
}

// An endorsement may outlive the provider's record, so the provider need not exist.
func (g GenesisState) validateEndorsements(addresses address.Codec) error {
	seen := map[string]bool{}
	for _, e := range g.Endorsements {
		for _, text := range []string{e.Provider, e.Attester} {
			if _, err := addresses.StringToBytes(text); err != nil {
				return ErrInvalidGenesis.Wrapf("endorsement: address %q: %s", text, err)
			}
		}
		if err := (Attribute{Key: e.Key, Value: e.Value}).Validate(); err != nil {
			return err
		}
		key := e.Provider + " " + e.Attester + " " + e.Key
		if seen[key] || e.Provider == e.Attester {
			return ErrInvalidGenesis.Wrapf("endorsement %s is there twice or of itself", key)
		}
		seen[key] = true
	}
	return nil
}

func (p Provider) validate(addresses address.Codec) error {
	if _, err := addresses.StringToBytes(p.Address); err != nil {
		return ErrInvalidGenesis.Wrapf("provider %q: %s", p.Address, err)
	}
	profile := Profile{Moniker: p.Moniker, Endpoint: p.Endpoint, ReceiptKey: p.ReceiptKey, Attributes: p.Attributes}
	if err := profile.Validate(); err != nil {
		return err
	}
	if len(p.Attributes) != len(p.AttributeHeights) {
		return ErrInvalidGenesis.Wrapf("provider %s has %d attributes and %d heights for them", p.Address, len(p.Attributes), len(p.AttributeHeights))
	}
	if err := (Maintenance{From: p.MaintenanceFrom, To: p.MaintenanceTo}).Validate(); err != nil {
		return err
	}
	leaving := p.State == ProviderStateDeregistering
	if !leaving && p.State != ProviderStateActive {
		return ErrInvalidGenesis.Wrapf("provider %s is in state %d", p.Address, p.State)
	}
	if err := p.Bond.Validate(); err != nil {
		return err
	}
	if leaving && (p.Allocations > 0 || p.Bond.Free.IsPositive() || p.UnbondingEntries == 0) {
		return ErrInvalidGenesis.Wrapf("provider %s is leaving, so all it has must be unbonding", p.Address)
	}
	return nil
}

func (p Provider) matches(s sums) error {
	if !p.Bond.Allocated.Equal(s.allocated) || p.Allocations != s.allocations {
		return ErrInvalidGenesis.Wrapf("provider %s says %s in %d allocations, they are %s in %d",
			p.Address, p.Bond.Allocated, p.Allocations, s.allocated, s.allocations)
	}
	if !p.Bond.Unbonding.Equal(s.unbonding) || p.UnbondingEntries != s.entries {
		return ErrInvalidGenesis.Wrapf("provider %s says %s in %d unbondings, they are %s in %d",
			p.Address, p.Bond.Unbonding, p.UnbondingEntries, s.unbonding, s.entries)
	}
	return nil
}
