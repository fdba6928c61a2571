package types_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
)

func TestALeaseEndsOnceAndOnlyInWaysItsStateAllows(t *testing.T) {
	allowed := map[types.LeaseState][]types.LeaseState{
		types.LeaseStateActive:    {types.LeaseStateFaulted, types.LeaseStateMissed, types.LeaseStateClosed, types.LeaseStateRefunded},
		types.LeaseStateSubmitted: {types.LeaseStateSettled, types.LeaseStateFaulted, types.LeaseStateRefunded},
	}
	for from := types.LeaseStateUnspecified; from <= types.LeaseStateRefunded; from++ {
		for to := types.LeaseStateUnspecified; to <= types.LeaseStateRefunded+1; to++ {
			after, err := types.Lease{State: from}.End(to, "reason", 9)
			possible := false
			for _, state := range allowed[from] {
				possible = possible || state == to
			}
			if !possible {
				require.ErrorIs(t, err, types.ErrLeaseState, "%s to %s", from, to)
				continue
			}
			require.NoError(t, err, "%s to %s", from, to)
			require.False(t, after.Live())
			require.Equal(t, int64(9), after.ClosedHeight)
		}
	}
}

func TestAReasonIsBounded(t *testing.T) {
	after, err := types.Lease{State: types.LeaseStateActive}.End(types.LeaseStateFaulted, strings.Repeat("x", 10_000), 1)
	require.NoError(t, err)
	require.Len(t, after.Reason, types.MaxReasonBytes)
}

func anAmount(t *rapid.T, label string) math.Int {
	raw := rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, label)
	sum := math.ZeroInt()
	for _, b := range raw {
		sum = sum.MulRaw(256).AddRaw(int64(b))
	}
	return sum
}

func TestGivingUpCostsItsShareRoundedUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bond, bps := anAmount(t, "bond"), rapid.Uint32Range(0, 10_000).Draw(t, "bps")
		slash := types.Lease{Bond: bond}.MissedSlash(bps)
		exact := bond.MulRaw(int64(bps))
		require.True(t, slash.MulRaw(10_000).GTE(exact), "not less than the share")
		require.True(t, slash.MulRaw(10_000).Sub(exact).LT(math.NewInt(10_000)), "and by less than one more")
		require.True(t, slash.LTE(bond))
	})
}

func TestTheClosingFeeIsNeverMoreThanThePrice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price, bps := anAmount(t, "price"), rapid.Uint32Range(0, 10_000).Draw(t, "bps")
		fee := types.Lease{Price: sdk.NewCoin("usure", price)}.ClosingFee(bps)
		require.True(t, fee.Amount.LTE(price))
		require.True(t, price.MulRaw(int64(bps)).Sub(fee.Amount.MulRaw(10_000)).LT(math.NewInt(10_000)))
	})
}

func TestNoticeNeverGivesAProviderMoreTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, notice := rapid.Int64Range(1, 1_000).Draw(t, "now"), rapid.Int64Range(1, 1_000).Draw(t, "notice")
		deadline := rapid.Int64Range(0, 3_000).Draw(t, "deadline")
		after, err := types.Lease{State: types.LeaseStateActive, DeadlineHeight: deadline}.GiveNotice(now, notice)
		require.NoError(t, err)
		require.LessOrEqual(t, after.DeadlineHeight, deadline)
		require.LessOrEqual(t, after.DeadlineHeight, now+notice)
	})
}
