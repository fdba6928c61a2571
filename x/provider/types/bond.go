package types

import "cosmossdk.io/math"

// NewBond returns a bond of which all is free.
func NewBond(amount math.Int) Bond {
	return Bond{Free: amount, Allocated: math.ZeroInt(), Unbonding: math.ZeroInt()}
}

// Total returns everything the provider's sub-account must hold. Error: ErrInvalidBond when the sum needs more than 256 bits.
func (b Bond) Total() (math.Int, error) {
	sum, err := b.Free.SafeAdd(b.Allocated)
	if err == nil {
		sum, err = sum.SafeAdd(b.Unbonding)
	}
	if err != nil {
		return math.Int{}, ErrInvalidBond.Wrapf("bond of %s free, %s allocated, %s unbonding: %s", b.Free, b.Allocated, b.Unbonding, err)
	}
	return sum, nil
}

// Validate checks that no part is missing or negative and that the sum fits.
func (b Bond) Validate() error {
	for _, part := range []math.Int{b.Free, b.Allocated, b.Unbonding} {
		if part.IsNil() || part.IsNegative() {
			return ErrInvalidBond.Wrapf("a part of the bond is %s; it must be 0 or more", part)
		}
	}
	_, err := b.Total()
	return err
}

// Add puts new money into free.
func (b Bond) Add(amount math.Int) (Bond, error) {
	free, err := b.Free.SafeAdd(amount)
	if err != nil {
		return b, ErrInvalidBond.Wrapf("adding %s to %s: %s", amount, b.Free, err)
	}
	b.Free = free
	_, err = b.Total()
	return b, err
}

// Allocate moves an amount from free to allocated.
func (b Bond) Allocate(amount math.Int) (Bond, error) {
	if err := b.coversFree(amount); err != nil {
		return b, err
	}
	b.Free, b.Allocated = b.Free.Sub(amount), b.Allocated.Add(amount)
	return b, nil
}

// Release moves an amount from allocated to free.
func (b Bond) Release(amount math.Int) (Bond, error) {
	if err := b.coversAllocated(amount); err != nil {
		return b, err
	}
	b.Free, b.Allocated = b.Free.Add(amount), b.Allocated.Sub(amount)
	return b, nil
}

// Unbond moves an amount from free to unbonding.
func (b Bond) Unbond(amount math.Int) (Bond, error) {
	if err := b.coversFree(amount); err != nil {
		return b, err
	}
	b.Free, b.Unbonding = b.Free.Sub(amount), b.Unbonding.Add(amount)
	return b, nil
}

// PayOut takes an amount out of unbonding: it has left.
func (b Bond) PayOut(amount math.Int) (Bond, error) {
	if amount.IsNegative() || b.Unbonding.LT(amount) {
		return b, ErrInvalidBond.Wrapf("%s cannot leave, %s is unbonding", amount, b.Unbonding)
	}
	b.Unbonding = b.Unbonding.Sub(amount)
	return b, nil
}

// Slash takes slashed out of an allocation for good and frees the rest of it.
func (b Bond) Slash(allocation, slashed math.Int) (Bond, error) {
	if slashed.IsNegative() || slashed.GT(allocation) {
		return b, ErrInvalidSlash.Wrapf("%s of an allocation of %s", slashed, allocation)
	}
	b, err := b.Release(allocation)
	if err != nil {
		return b, err
	}
	b.Free = b.Free.Sub(slashed)
	return b, nil
}

func (b Bond) coversFree(amount math.Int) error {
	if amount.IsNil() || amount.IsNegative() || b.Free.LT(amount) {
		return ErrInsufficientFreeBond.Wrapf("%s is free, %s is needed; bond more or wait for a lease to end", b.Free, amount)
	}
	return nil
}

func (b Bond) coversAllocated(amount math.Int) error {
	if amount.IsNil() || amount.IsNegative() || b.Allocated.LT(amount) {
		return ErrInvalidBond.Wrapf("%s cannot be released, %s is allocated", amount, b.Allocated)
	}
	return nil
}
