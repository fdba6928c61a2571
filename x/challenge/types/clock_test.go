package types_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/challenge/types"
)

// playOut plays a whole game in which both sides move when they like, at the latest when they must, and returns the height of its last
// move.
func playOut(t *rapid.T, k types.Clock, c types.Challenge) (end int64, moves int) {
	pick := rapid.Bool().Draw(t, "several groups")
	next := map[types.ChallengeState]types.ChallengeState{
		types.ChallengeStateAwaitHashes: types.ChallengeStateAwaitBytes, types.ChallengeStateAwaitPick: types.ChallengeStateAwaitBytes,
		types.ChallengeStateAwaitBytes: types.ChallengeStateAwaitProof, types.ChallengeStateAwaitProof: types.ChallengeStateLost,
	}
	if pick {
		next[types.ChallengeStateAwaitHashes] = types.ChallengeStateAwaitPick
	}
	for c.Live() {
		at := rapid.Int64Range(c.MoveHeight, c.DeadlineHeight).Draw(t, "move")
		if rapid.Bool().Draw(t, "at the last moment") {
			at = c.DeadlineHeight
		}
		require.False(t, c.Overdue(at))
		require.True(t, c.Overdue(c.DeadlineHeight+1))
		before, mover := c, c.Owes()
		c = k.Move(c, next[c.State], at)
		requireCharged(t, k, before, c, mover, at)
		end, moves = at, moves+1
	}
	return end, moves
}

func requireCharged(t *rapid.T, k types.Clock, before, after types.Challenge, mover types.Side, at int64) {
	spent := max(at-before.MoveHeight-k.Grace, 0)
	if mover == types.Provider {
		require.Equal(t, before.ProviderBalance-spent, after.ProviderBalance)
		require.Equal(t, before.ChallengerBalance, after.ChallengerBalance, "the one who waits pays nothing")
	} else {
		require.Equal(t, before.ChallengerBalance-spent, after.ChallengerBalance)
		require.Equal(t, before.ProviderBalance, after.ProviderBalance, "the one who waits pays nothing")
	}
	require.GreaterOrEqual(t, after.ProviderBalance, int64(0))
	require.GreaterOrEqual(t, after.ChallengerBalance, int64(0))
}

func TestNoGameIsLongerThanBothBalancesAndTheGraceOfItsMoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := types.DefaultParams()
		p.BalanceBlocks, p.GraceBlocks = rapid.Int64Range(1, 100).Draw(t, "balance"), rapid.Int64Range(1, 100).Draw(t, "grace")
		opened := rapid.Int64Range(1, 1_000_000).Draw(t, "opened")
		end, moves := playOut(t, p.Clock(), p.Clock().Start(types.Challenge{}, opened))
		require.LessOrEqual(t, moves, 4)
		require.LessOrEqual(t, end-opened, p.LongestGame())
		require.LessOrEqual(t, end-opened, 2*p.BalanceBlocks+int64(moves)*p.GraceBlocks)
	})
}

// Whenever a challenge looks at what was shown, it finds what it would have found at once: a disclosure need not be announced to every
// challenge.
func TestLookingLateAtADisclosureIsLikeLookingAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := types.Clock{Balance: rapid.Int64Range(0, 20).Draw(t, "balance"), Grace: rapid.Int64Range(1, 10).Draw(t, "grace")}
		opened := rapid.Int64Range(1, 50).Draw(t, "opened")
		hashes := rapid.Int64Range(0, 100).Draw(t, "hashes")
		shown := types.Shown{Hashes: hashes, Single: rapid.Bool().Draw(t, "single")}
		if hashes > 0 {
			shown.Bytes = rapid.Int64Range(hashes, 120).Draw(t, "bytes")
		}
		c := k.Start(types.Challenge{}, opened)
		late := k.Sync(c, shown)
		early := k.Sync(k.Sync(c, types.Shown{Hashes: shown.Hashes, Single: shown.Single}), shown)
		require.Equal(t, early, late)
		require.Equal(t, late, k.Sync(late, shown), "looking twice changes nothing")
		require.GreaterOrEqual(t, late.MoveHeight, opened, "what was shown before the challenge costs nobody time")
		if hashes > opened+k.Grace+k.Balance {
			require.Equal(t, c, late, "what comes after the deadline is no move")
		}
	})
}
