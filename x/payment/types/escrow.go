package types

import (
	sdk "github.com/cosmos/cosmos-sdk/types"
)

// MaxEscrowIDBytes bounds an escrow's id. An order id with the longest address fits twice.
const MaxEscrowIDBytes = 256

// ValidateEscrowID checks that an id is 1 to 256 bytes of visible ASCII.
func ValidateEscrowID(id string) error {
	if id == "" {
		return ErrInvalidEscrow.Wrap("the id is empty")
	}
	if len(id) > MaxEscrowIDBytes {
		return ErrInvalidEscrow.Wrapf("the id has %d bytes, at most %d are possible", len(id), MaxEscrowIDBytes)
	}
	for i := range len(id) {
		if id[i] <= ' ' || id[i] > '~' {
			return ErrInvalidEscrow.Wrapf("the id has the byte 0x%02x at %d; use visible ASCII", id[i], i)
		}
	}
	return nil
}

// NewEscrow returns an escrow that holds the whole amount. The amount must be positive.
func NewEscrow(id, depositor string, amount sdk.Coin) (Escrow, error) {
	if err := ValidateEscrowID(id); err != nil {
		return Escrow{}, err
	}
	if err := ValidateAmount(amount); err != nil {
		return Escrow{}, err
	}
	if amount.IsZero() {
		return Escrow{}, ErrInvalidAmount.Wrapf("escrow %s would hold nothing; lock at least 1%s", id, amount.Denom)
	}
	return Escrow{Id: id, Depositor: depositor, Balance: amount}, nil
}

// Release returns the escrow with an amount less. The amount must be in the escrow's denomination and covered.
func (e Escrow) Release(amount sdk.Coin) (Escrow, error) {
	if err := ValidateAmount(amount); err != nil {
		return Escrow{}, err
	}
	if amount.Denom != e.Balance.Denom {
		return Escrow{}, ErrDenomNotAllowed.Wrapf("escrow %s holds %s, %s was asked for", e.Id, e.Balance.Denom, amount)
	}
	if e.Balance.IsLT(amount) {
		return Escrow{}, ErrInsufficientFunds.Wrapf("escrow %s holds %s, %s was asked for", e.Id, e.Balance, amount)
	}
	e.Balance = e.Balance.Sub(amount)
	return e, nil
}

// ValidateAmount checks a coin that may be zero: a denomination, and an amount that is there and not negative.
func ValidateAmount(amount sdk.Coin) error {
	if err := amount.Validate(); err != nil {
		return ErrInvalidAmount.Wrapf("%s", err)
	}
	return nil
}
