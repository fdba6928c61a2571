package types

import (
	"cosmossdk.io/core/address"
)

// DefaultGenesis returns an empty state with default parameters.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

// Validate checks what can be checked without the bank: well-formed records and none twice.
func (g GenesisState) Validate(addresses address.Codec) error {
	if err := g.Params.Validate(); err != nil {
		return err
	}
	ids := map[string]bool{}
	for _, escrow := range g.Escrows {
		if err := escrow.validate(addresses); err != nil {
			return err
		}
		if ids[escrow.Id] {
			return ErrInvalidEscrow.Wrapf("escrow %s is there twice", escrow.Id)
		}
		ids[escrow.Id] = true
	}
	owed := map[string]bool{}
	for _, claimable := range g.Claimables {
		if err := claimable.validate(addresses); err != nil {
			return err
		}
		key := claimable.Owner + "/" + claimable.Amount.Denom
		if owed[key] {
			return ErrInvalidAmount.Wrapf("claimable %s is there twice", key)
		}
		owed[key] = true
	}
	return nil
}

// An escrow's balance may be zero: all released, not yet closed.
func (e Escrow) validate(addresses address.Codec) error {
	if err := ValidateEscrowID(e.Id); err != nil {
		return err
	}
	if _, err := addresses.StringToBytes(e.Depositor); err != nil {
		return ErrInvalidEscrow.Wrapf("escrow %s: depositor %q: %s", e.Id, e.Depositor, err)
	}
	return ValidateAmount(e.Balance)
}

func (c Claimable) validate(addresses address.Codec) error {
	if _, err := addresses.StringToBytes(c.Owner); err != nil {
		return ErrInvalidRecipient.Wrapf("claimable: owner %q: %s", c.Owner, err)
	}
	if err := ValidateAmount(c.Amount); err != nil {
		return err
	}
	if c.Amount.IsZero() {
		return ErrInvalidAmount.Wrapf("claimable of %s is zero; leave it out", c.Owner)
	}
	return nil
}
