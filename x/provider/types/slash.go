package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

const basisPoints = 10_000

// SlashRequest asks for a part of one allocation.
type SlashRequest struct {
	Provider     sdk.AccAddress
	AllocationID string
	// Amount is what to slash; zero or more than the allocation means all of it.
	Amount math.Int
	// User is who lost Loss, in the bond denomination. A nil user or zero loss is paid nothing.
	User sdk.AccAddress
	Loss math.Int
	// Challenger is who proved the fault; nil where nobody did.
	Challenger sdk.AccAddress
	// Reason is chain-derived text for the event.
	Reason string
}

// Normalise checks the amounts and fills missing ones with zero. A loss without a user is no loss. Error: ErrInvalidSlash.
func (r SlashRequest) Normalise() (SlashRequest, error) {
	if r.Amount.IsNil() {
		r.Amount = math.ZeroInt()
	}
	if r.Loss.IsNil() || r.User.Empty() {
		r.Loss = math.ZeroInt()
	}
	if r.Amount.IsNegative() || r.Loss.IsNegative() {
		return r, ErrInvalidSlash.Wrapf("amount %s, loss %s; neither may be negative", r.Amount, r.Loss)
	}
	return r, nil
}

// Slashed returns how much of an allocation goes.
func (r SlashRequest) Slashed(allocated math.Int) math.Int {
	if r.Amount.IsZero() {
		return allocated
	}
	return math.MinInt(r.Amount, allocated)
}

// SlashSplit says where a slash goes. The parts add up to the slash.
type SlashSplit struct {
	ToUser       math.Int
	ToChallenger math.Int
	// Pooled is what an insurance pool takes. There is none yet, so it is zero.
	Pooled math.Int
	Burned math.Int
}

// SplitSlash divides a slash: a third, rounded up, is kept from everyone; of the rest the user gets its loss as far as it goes, then
// the challenger its share of the whole slash rounded down; what remains is burned with the third. So a provider that challenges
// itself, as user and challenger at once, is still a third poorer. Amounts must not be negative and rewardBps at most MaxRewardBps.
func SplitSlash(slashed, loss math.Int, rewardBps uint32, challenged bool) (SlashSplit, error) {
	if slashed.IsNegative() || loss.IsNegative() || rewardBps > MaxRewardBps {
		return SlashSplit{}, ErrInvalidSlash.Wrapf("slash %s, loss %s, reward %d bps", slashed, loss, rewardBps)
	}
	payable := slashed.Sub(thirdRoundedUp(slashed))
	user := math.MinInt(loss, payable)
	challenger := math.ZeroInt()
	if challenged {
		challenger = math.MinInt(shareRoundedDown(slashed, rewardBps), payable.Sub(user))
	}
	return SlashSplit{
		ToUser:       user,
		ToChallenger: challenger,
		Pooled:       math.ZeroInt(),
		Burned:       slashed.Sub(user).Sub(challenger),
	}, nil
}

// Adding two before dividing could need a 257th bit, so the remainder decides.
func thirdRoundedUp(amount math.Int) math.Int {
	third := amount.QuoRaw(3)
	if amount.ModRaw(3).IsZero() {
		return third
	}
	return third.AddRaw(1)
}

// Dividing first keeps the product within 256 bits; the remainder's share makes the result exact.
func shareRoundedDown(amount math.Int, bps uint32) math.Int {
	whole := amount.QuoRaw(basisPoints).MulRaw(int64(bps))
	return whole.Add(amount.ModRaw(basisPoints).MulRaw(int64(bps)).QuoRaw(basisPoints))
}
