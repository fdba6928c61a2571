package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// Escrow returns what the owner locks: the highest price once for every provider. The terms must be valid.
func (t Terms) Escrow() sdk.Coin { return t.unspent(t.Redundancy) }

// unspent returns the highest price for a number of leases that have not been made.
func (t Terms) unspent(leases uint32) sdk.Coin {
	return sdk.NewCoin(t.MaxPrice.Denom, t.MaxPrice.Amount.MulRaw(int64(leases)))
}

// CheckPrice says whether an offer is acceptable: in the order's denomination, positive, and no higher than its highest price. Errors:
// ErrInvalidBid, ErrPriceTooHigh.
func (t Terms) CheckPrice(price sdk.Coin) error {
	if err := validatePrice(price); err != nil {
		return err
	}
	if price.Denom != t.MaxPrice.Denom {
		return ErrInvalidBid.Wrapf("the price is %s, the order pays in %s", price, t.MaxPrice.Denom)
	}
	if price.Amount.GT(t.MaxPrice.Amount) {
		return ErrPriceTooHigh.Wrapf("%s, the order pays at most %s", price, t.MaxPrice)
	}
	return nil
}

func validatePrice(price sdk.Coin) error {
	if err := price.Validate(); err != nil {
		return ErrInvalidBid.Wrapf("price: %s", err)
	}
	if price.IsZero() || price.Amount.BigInt().BitLen() > maxAmountBits {
		return ErrInvalidBid.Wrapf("the price is %s, it must be at least 1 and fit %d bits", price, maxAmountBits)
	}
	return nil
}

// validateMoney makes sure that one slash of the whole bond can pay the user its loss, the challenger its reward, and still burn a third.
func (t Terms) validateMoney(rules Rules) error {
	if err := t.MaxPrice.Validate(); err != nil {
		return ErrInvalidTerms.Wrapf("max_price: %s", err)
	}
	for _, amount := range []struct {
		name  string
		value math.Int
		min   int64
	}{{"max_price", t.MaxPrice.Amount, 1}, {"bond", t.Bond, 1}, {"declared_loss", t.DeclaredLoss, 0}} {
		if err := checkAmount(amount.name, amount.value, amount.min); err != nil {
			return err
		}
	}
	if rules.RewardBps > providertypes.MaxRewardBps {
		return ErrInvalidTerms.Wrapf("the challenger's reward is %d bps, at most %d are possible", rules.RewardBps, providertypes.MaxRewardBps)
	}
	payable := t.Bond.MulRaw(basisPoints - burnedBps - int64(rules.RewardBps)).QuoRaw(basisPoints)
	if t.DeclaredLoss.GT(payable) {
		return ErrInvalidTerms.Wrapf("declared_loss is %s, a bond of %s pays at most %s; ask for a higher bond or declare less",
			t.DeclaredLoss, t.Bond, payable)
	}
	return nil
}

func checkAmount(name string, amount math.Int, minimum int64) error {
	if amount.IsNil() || amount.LT(math.NewInt(minimum)) {
		return ErrInvalidTerms.Wrapf("%s is %s, it must be at least %d", name, amount, minimum)
	}
	if bits := amount.BigInt().BitLen(); bits > maxAmountBits {
		return ErrInvalidTerms.Wrapf("%s has %d bits, at most %d are possible", name, bits, maxAmountBits)
	}
	return nil
}
