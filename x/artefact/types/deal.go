package types

import (
	"crypto/sha256"
	"encoding/binary"
	"math"

	sdkmath "cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

// Reasons for what happens to a deal.
const (
	ReasonCompleted = "completed"
	ReasonWithdrawn = "withdrawn"
	ReasonNoHolder  = "no holder"
	ReasonFailed    = "too many misses"
	ReasonSilent    = "no answer in time"
	ReasonWrong     = "wrong answer"
)

const (
	possessionTag = "surety/possession/v1"
	// chunkBytes is what one challenge asks for: one chunk of BLAKE3.
	chunkBytes = 1024
	maxPeriod  = 100_000_000
)

// NewDeal is an offer of storage. Error: ErrInvalidDeal.
func NewDeal(id DealID, artefact Artefact, offer Deal, p Params, height int64) (Deal, error) {
	if artefact.Core.Size_ == 0 {
		return Deal{}, ErrInvalidDeal.Wrapf("%s is empty: there is nothing to keep", artefact.Id)
	}
	for _, coin := range []struct {
		name string
		coin sdk.Coin
	}{{"reward", offer.Reward}, {"bond", offer.Bond}} {
		if err := coin.coin.Validate(); err != nil || !coin.coin.IsPositive() {
			return Deal{}, ErrInvalidDeal.Wrapf("the %s %s is no positive amount", coin.name, coin.coin)
		}
	}
	if offer.Periods < 1 || offer.Periods > p.MaxPeriods {
		return Deal{}, ErrInvalidDeal.Wrapf("%d periods, it must be 1 to %d", offer.Periods, p.MaxPeriods)
	}
	if offer.PeriodBlocks < p.MinPeriodBlocks || offer.PeriodBlocks > maxPeriod {
		return Deal{}, ErrInvalidDeal.Wrapf("a period of %d blocks, it must have %d to %d", offer.PeriodBlocks, p.MinPeriodBlocks, maxPeriod)
	}
	return Deal{
		Id: id.String(), Sponsor: id.Sponsor.String(), ArtefactId: artefact.Id, State: DealStateOffered, Reward: offer.Reward, Bond: offer.Bond,
		Periods: offer.Periods, PeriodBlocks: offer.PeriodBlocks, DueHeight: later(height, p.OfferBlocks),
		BondLeft: sdkmath.ZeroInt(), Paid: sdkmath.ZeroInt(),
	}, nil
}

func later(height, blocks int64) int64 { return height + min(blocks, math.MaxInt64-height) }

func (d Deal) require(state DealState) error {
	if d.State != state {
		return ErrDealState.Wrapf("%s is %s, it must be %s", d.Id, d.State, state)
	}
	return nil
}

// Pledge gives an offer a holder. Error: ErrDealState.
func (d Deal) Pledge(holder string, height int64) (Deal, error) {
	if err := d.require(DealStateOffered); err != nil {
		return d, err
	}
	d.State, d.Holder, d.Round, d.BondLeft, d.DueHeight = DealStateHeld, holder, 1, d.Bond.Amount, later(height, d.PeriodBlocks)
	return d, nil
}

// Challenge asks for the chunk that the header's hash points at. Error: ErrDealState.
func (d Deal) Challenge(headerHash []byte, size uint64, p Params, height int64) (Deal, error) {
	if err := d.require(DealStateHeld); err != nil {
		return d, err
	}
	d.Challenged = true
	d.Offset, d.Length = d.spot(headerHash, size)
	d.DueHeight = later(height, p.AnswerBlocks)
	return d, nil
}

// spot is the chunk asked for: sha256 over "surety/possession/v1", the header's hash, the deal and the round, each preceded by its length;
// its first 8 bytes, big-endian, modulo the number of chunks.
func (d Deal) spot(headerHash []byte, size uint64) (offset, length uint64) {
	var b []byte
	for _, field := range []string{possessionTag, string(headerHash), d.Id, string(binary.BigEndian.AppendUint32(nil, d.Round))} {
		b = appendField(b, field)
	}
	sum := sha256.Sum256(b)
	chunks := (size + chunkBytes - 1) / chunkBytes
	offset = binary.BigEndian.Uint64(sum[:8]) % chunks * chunkBytes
	return offset, min(chunkBytes, size-offset)
}

// RequireAnswer says whether a holder may answer now. Errors: ErrDealState, ErrNotParty.
func (d Deal) RequireAnswer(holder string) error {
	if err := d.require(DealStateHeld); err != nil {
		return err
	}
	if d.Holder != holder {
		return ErrNotParty.Wrapf("%s is held by %s", d.Id, d.Holder)
	}
	if !d.Challenged {
		return ErrDealState.Wrapf("%s is not challenged; the next challenge is at height %d", d.Id, d.DueHeight)
	}
	return nil
}

// Opens says whether a slice opens what the challenge asks for.
func (d Deal) Opens(blake3 string, size uint64, slice []byte) bool {
	root, err := parseHash(blake3)
	if err != nil {
		return false
	}
	_, err = commit.VerifySlice(root, size, d.Offset, d.Length, slice)
	return err == nil
}

// Prove pays for a right answer, and returns how much. The reward is divided evenly, rounded down; the rest of the division goes back to
// the sponsor at the end.
func (d Deal) Prove(height int64) (Deal, sdk.Coin) {
	pay := d.Reward.Amount.QuoRaw(int64(d.Periods))
	d.Paid = d.Paid.Add(pay)
	d.Proven++
	return d.next(height), sdk.NewCoin(d.Reward.Denom, pay)
}

// Loss is what a miss takes, and who gets it: a third, rounded up, goes to the fee collector, so that a sponsor never gains by being its
// own holder.
type Loss struct{ ToSponsor, Forfeited sdkmath.Int }

// Total is the whole loss.
func (l Loss) Total() sdkmath.Int { return l.ToSponsor.Add(l.Forfeited) }

// Miss takes a part of the bond, rounded up and no more than there is.
func (d Deal) Miss(p Params, height int64) (Deal, Loss) {
	slash := part(d.Bond.Amount, p.MissSlashBps)
	if slash.LT(d.Bond.Amount) && p.MissSlashBps > 0 {
		slash = slash.AddRaw(1)
	}
	slash = sdkmath.MinInt(slash, d.BondLeft)
	loss := Loss{ToSponsor: slash.QuoRaw(3).MulRaw(2)}
	loss.Forfeited = slash.Sub(loss.ToSponsor)
	d.BondLeft = d.BondLeft.Sub(slash)
	d.Missed++
	return d.next(height), loss
}

// next begins the next round, or leaves the deal at its last.
func (d Deal) next(height int64) Deal {
	d.Challenged, d.Offset, d.Length = false, 0, 0
	d.DueHeight = later(height, d.PeriodBlocks)
	if d.Round < d.Periods {
		d.Round++
	}
	return d
}

// Over says whether a deal has run its course, and why.
func (d Deal) Over(p Params) (string, bool) {
	switch {
	case d.Missed >= p.MaxMisses || !d.BondLeft.IsPositive():
		return ReasonFailed, true
	case d.Proven+d.Missed >= d.Periods:
		return ReasonCompleted, true
	default:
		return "", false
	}
}

// End closes a deal, and returns what goes back to the sponsor and to the holder.
func (d Deal) End() (Deal, sdk.Coin, sdk.Coin) {
	refund, bond := d.Reward.SubAmount(d.Paid), sdk.NewCoin(d.Bond.Denom, d.BondLeft)
	d.State, d.DueHeight, d.Challenged, d.Offset, d.Length, d.BondLeft = DealStateEnded, 0, false, 0, 0, sdkmath.ZeroInt()
	return d, refund, bond
}
