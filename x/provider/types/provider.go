package types

import (
	"math"

	sdkmath "cosmossdk.io/math"
)

// NewProvider returns an active provider whose attributes count from height on.
func NewProvider(address string, profile Profile, bond sdkmath.Int, height int64) (Provider, error) {
	provider := Provider{
		Address: address, Bond: NewBond(bond), State: ProviderStateActive, RegisteredHeight: height,
	}
	return provider.WithProfile(profile, height)
}

// WithProfile replaces the provider's own fields. An attribute that keeps its value keeps its height; any other counts from height on.
func (p Provider) WithProfile(profile Profile, height int64) (Provider, error) {
	if err := profile.Validate(); err != nil {
		return p, err
	}
	heights := make([]int64, len(profile.Attributes))
	for i, attribute := range profile.Attributes {
		since, found := p.AttributeSince(attribute.Key, attribute.Value)
		if !found {
			since = height
		}
		heights[i] = since
	}
	p.Moniker, p.Endpoint, p.ReceiptKey = profile.Moniker, profile.Endpoint, profile.ReceiptKey
	p.Attributes, p.AttributeHeights = profile.Attributes, heights
	return p, nil
}

// AttributeSince returns since which height the attribute has that value, and whether it has it at all.
func (p Provider) AttributeSince(key, value string) (int64, bool) {
	for i, attribute := range p.Attributes {
		if attribute.Key == key {
			return p.AttributeHeights[i], attribute.Value == value
		}
	}
	return 0, false
}

// Counts says whether an endorsement counts now: the attribute has the endorsed value and has had it ever since.
func (p Provider) Counts(e Endorsement) bool {
	since, found := p.AttributeSince(e.Key, e.Value)
	return found && e.Height >= since
}

// RequireActive returns ErrProviderInactive for a provider that is leaving.
func (p Provider) RequireActive() error {
	if p.State != ProviderStateActive {
		return ErrProviderInactive.Wrapf("%s is deregistering", p.Address)
	}
	return nil
}

// CanBid says whether the provider may take work at a height with that much free bond. Errors: ErrProviderInactive,
// ErrProviderInMaintenance, ErrInsufficientFreeBond.
func (p Provider) CanBid(height int64, bond sdkmath.Int) error {
	if err := p.RequireActive(); err != nil {
		return err
	}
	if p.MaintenanceFrom > 0 && p.MaintenanceFrom <= height && height <= p.MaintenanceTo {
		return ErrProviderInMaintenance.Wrapf("%s, height %d, until %d", p.Address, height, p.MaintenanceTo)
	}
	return p.Bond.coversFree(bond)
}

// CheckRemaining says whether an amount may leave the free bond with the least bond staying behind, free or allocated. Errors:
// ErrInsufficientFreeBond, ErrBondTooSmall.
func (p Provider) CheckRemaining(amount, minimum sdkmath.Int) error {
	after, err := p.Bond.Unbond(amount)
	if err != nil {
		return err
	}
	if stays := after.Free.Add(after.Allocated); stays.LT(minimum) {
		return ErrBondTooSmall.Wrapf("%s would stay, at least %s must; deregister to take out everything", stays, minimum)
	}
	return nil
}

// Gone says whether nothing is left of a leaving provider but the record.
func (p Provider) Gone() bool {
	return p.State == ProviderStateDeregistering && p.UnbondingEntries == 0 && p.Allocations == 0
}

// Outcome is something that happened to a lease.
type Outcome uint8

// Outcomes that reputation counts.
const (
	OutcomeLeased Outcome = iota + 1
	OutcomeCompleted
	OutcomeMissed
	OutcomeFaulted
	OutcomeClosed
	OutcomeUnresolved
)

// Count returns the reputation with one outcome more, and false for an outcome that is none. Counters stay at their maximum.
func (r Reputation) Count(outcome Outcome) (Reputation, bool) {
	counters := map[Outcome]*uint64{
		OutcomeLeased: &r.Leases, OutcomeCompleted: &r.Completed, OutcomeMissed: &r.Missed,
		OutcomeFaulted: &r.Faulted, OutcomeClosed: &r.Closed, OutcomeUnresolved: &r.Unresolved,
	}
	counter, known := counters[outcome]
	if known && *counter < math.MaxUint64 {
		*counter++
	}
	return r, known
}
