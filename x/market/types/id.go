package types

import (
	"strconv"
	"strings"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// OrderID names an order: <owner>/<sequence>, where the sequence counts the owner's orders from 1.
type OrderID struct {
	Owner    sdk.AccAddress
	Sequence uint64
}

// String returns the canonical text.
func (id OrderID) String() string {
	return id.Owner.String() + "/" + strconv.FormatUint(id.Sequence, 10)
}

// Validate checks that the id has an owner and a sequence. Error: ErrInvalidID.
func (id OrderID) Validate() error {
	if err := sdk.VerifyAddressFormat(id.Owner); err != nil || id.Owner.Empty() {
		return ErrInvalidID.Wrapf("order of owner %x: no address", []byte(id.Owner))
	}
	if id.Sequence == 0 {
		return ErrInvalidID.Wrap("order number 0; an owner's orders count from 1")
	}
	return nil
}

// ParseOrderID reads the canonical text and no other spelling of it. Error: ErrInvalidID.
func ParseOrderID(text string) (OrderID, error) {
	owner, sequence, found := strings.Cut(text, "/")
	if !found {
		return OrderID{}, ErrInvalidID.Wrapf("order %q; write <owner>/<number>", shorten(text))
	}
	addr, err := sdk.AccAddressFromBech32(owner)
	if err != nil {
		return OrderID{}, ErrInvalidID.Wrapf("order %q: owner: %s", shorten(text), err)
	}
	number, err := strconv.ParseUint(sequence, 10, 64)
	if err != nil {
		return OrderID{}, ErrInvalidID.Wrapf("order %q: %q is no number", shorten(text), shorten(sequence))
	}
	id := OrderID{Owner: addr, Sequence: number}
	if err := id.Validate(); err != nil {
		return OrderID{}, err
	}
	if id.String() != text {
		return OrderID{}, ErrInvalidID.Wrapf("order %q; write it %s", shorten(text), id)
	}
	return id, nil
}

// LeaseID names a lease: <owner>/<sequence>/<provider>. A provider has at most one lease of an order.
type LeaseID struct {
	Order    OrderID
	Provider sdk.AccAddress
}

// String returns the canonical text.
func (id LeaseID) String() string { return id.Order.String() + "/" + id.Provider.String() }

// Validate checks all parts. Error: ErrInvalidID.
func (id LeaseID) Validate() error {
	if err := sdk.VerifyAddressFormat(id.Provider); err != nil || id.Provider.Empty() {
		return ErrInvalidID.Wrapf("lease of provider %x: no address", []byte(id.Provider))
	}
	return id.Order.Validate()
}

// ParseLeaseID reads the canonical text and no other spelling of it. Error: ErrInvalidID.
func ParseLeaseID(text string) (LeaseID, error) {
	cut := strings.LastIndexByte(text, '/')
	if cut < 0 {
		return LeaseID{}, ErrInvalidID.Wrapf("lease %q; write <owner>/<number>/<provider>", shorten(text))
	}
	order, err := ParseOrderID(text[:cut])
	if err != nil {
		return LeaseID{}, err
	}
	provider, err := sdk.AccAddressFromBech32(text[cut+1:])
	if err != nil {
		return LeaseID{}, ErrInvalidID.Wrapf("lease %q: provider: %s", shorten(text), err)
	}
	id := LeaseID{Order: order, Provider: provider}
	if id.String() != text {
		return LeaseID{}, ErrInvalidID.Wrapf("lease %q; write it %s", shorten(text), id)
	}
	return id, nil
}

// shorten keeps error texts readable and bounded, whatever was sent.
func shorten(text string) string {
	const most = 160
	if len(text) <= most {
		return text
	}
	return text[:most] + "..."
}
