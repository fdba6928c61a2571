package types

import (
	"strconv"
	"strings"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// DealID names a deal: its sponsor and its number among the sponsor's deals, from 1.
type DealID struct {
	Sponsor  sdk.AccAddress
	Sequence uint64
}

// String returns the canonical text.
func (id DealID) String() string {
	return id.Sponsor.String() + "/" + strconv.FormatUint(id.Sequence, 10)
}

// ParseDealID reads the canonical text and no other spelling of it. Error: ErrInvalidDeal.
func ParseDealID(text string) (DealID, error) {
	sponsor, sequence, _ := strings.Cut(text, "/")
	addr, err := sdk.AccAddressFromBech32(sponsor)
	if err != nil {
		return DealID{}, ErrInvalidDeal.Wrapf("%.120q is no deal; write <sponsor>/<number>", text)
	}
	number, err := strconv.ParseUint(sequence, 10, 64)
	id := DealID{Sponsor: addr, Sequence: number}
	if err != nil || number == 0 || id.String() != text {
		return DealID{}, ErrInvalidDeal.Wrapf("%.120q is no deal; write <sponsor>/<number>", text)
	}
	return id, nil
}
