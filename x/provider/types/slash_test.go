package types_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// atLeastAThird is true when 3*part >= whole, without overflowing.
func atLeastAThird(part, whole math.Int) bool {
	return part.GTE(whole.QuoRaw(3)) && (whole.ModRaw(3).IsZero() || part.GT(whole.QuoRaw(3)))
}

func TestSplitSlashProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slashed, loss := anAmount(t, "slashed"), anAmount(t, "loss")
		bps := rapid.Uint32Range(0, types.MaxRewardBps).Draw(t, "bps")
		challenged := rapid.Bool().Draw(t, "challenged")
		split, err := types.SplitSlash(slashed, loss, bps, challenged)
		require.NoError(t, err)

		for _, part := range []math.Int{split.ToUser, split.ToChallenger, split.Pooled, split.Burned} {
			require.False(t, part.IsNegative())
		}
		paid := split.ToUser.Add(split.ToChallenger)
		require.Equal(t, slashed.String(), paid.Add(split.Pooled).Add(split.Burned).String(), "conserved")
		require.True(t, atLeastAThird(split.Burned.Add(split.Pooled), slashed), "a third is kept from everyone")
		require.True(t, split.ToUser.LTE(loss), "nobody is paid more than the loss")
		if !challenged {
			require.True(t, split.ToChallenger.IsZero())
		}
		if slashed.IsPositive() {
			require.True(t, paid.LT(slashed), "a provider that is its own user and challenger is poorer for it")
		}
		require.True(t, split.ToChallenger.LTE(slashed.QuoRaw(3)), "a reward is at most a third")
	})
}

// The user comes before the challenger: a loss that two thirds cover is covered whole whatever the reward is.
func TestSplitSlashServesTheUserFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slashed := math.NewInt(rapid.Int64Range(0, 1<<40).Draw(t, "slashed"))
		payable := slashed.MulRaw(2).QuoRaw(3)
		loss := math.NewInt(rapid.Int64Range(0, 1<<40).Draw(t, "loss"))
		split, err := types.SplitSlash(slashed, loss, types.MaxRewardBps, true)
		require.NoError(t, err)
		require.Equal(t, math.MinInt(loss, payable).String(), split.ToUser.String())
	})
}

func TestSplitSlashExamples(t *testing.T) {
	for _, c := range []struct {
		name                     string
		slashed, loss            int64
		bps                      uint32
		challenged               bool
		user, challenger, burned int64
	}{
		{"nothing", 0, 100, 1666, true, 0, 0, 0},
		{"one unit is burned", 1, 100, 3333, true, 0, 0, 1},
		{"two units: the third rounds up to one", 2, 100, 3333, true, 1, 0, 1},
		{"three units", 3, 100, 3333, true, 2, 0, 1},
		{"a small loss", 900_000, 300_000, 1666, true, 300_000, 149_940, 450_060},
		{"a reward that rounds down to nothing", 5, 0, 1666, true, 0, 0, 5},
		{"a reward that no longer fits whole", 900, 500, 1666, true, 500, 100, 300},
		{"no challenger", 900, 0, 1666, false, 0, 0, 900},
	} {
		t.Run(c.name, func(t *testing.T) {
			split, err := types.SplitSlash(math.NewInt(c.slashed), math.NewInt(c.loss), c.bps, c.challenged)
			require.NoError(t, err)
			require.Equal(t, []int64{c.user, c.challenger, 0, c.burned},
				[]int64{split.ToUser.Int64(), split.ToChallenger.Int64(), split.Pooled.Int64(), split.Burned.Int64()})
		})
	}
}

func TestSplitSlashRefusesNonsense(t *testing.T) {
	for name, call := range map[string]func() (types.SlashSplit, error){
		"a negative slash": func() (types.SlashSplit, error) { return types.SplitSlash(math.NewInt(-1), math.ZeroInt(), 0, false) },
		"a negative loss":  func() (types.SlashSplit, error) { return types.SplitSlash(math.ZeroInt(), math.NewInt(-1), 0, false) },
		"a reward that would eat the third": func() (types.SlashSplit, error) {
			return types.SplitSlash(math.NewInt(9), math.ZeroInt(), types.MaxRewardBps+1, true)
		},
	} {
		_, err := call()
		require.ErrorIs(t, err, types.ErrInvalidSlash, name)
	}
}

func TestSlashRequestFillsWhatIsMissing(t *testing.T) {
	request, err := types.SlashRequest{Loss: math.NewInt(7)}.Normalise()
	require.NoError(t, err)
	require.True(t, request.Loss.IsZero(), "a loss of nobody is none")
	require.Equal(t, "9", request.Slashed(math.NewInt(9)).String(), "no amount means the whole allocation")

	request, err = types.SlashRequest{User: sdk.AccAddress("user"), Amount: math.NewInt(4)}.Normalise()
	require.NoError(t, err)
	require.Equal(t, "4", request.Slashed(math.NewInt(9)).String())
	require.Equal(t, "3", request.Slashed(math.NewInt(3)).String())

	_, err = types.SlashRequest{Amount: math.NewInt(-4)}.Normalise()
	require.ErrorIs(t, err, types.ErrInvalidSlash)
}
