package types_test

import (
	"crypto/ecdh"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

func rules() types.Rules {
	return types.Rules{Params: types.DefaultParams(), RewardBps: 1_666, UnbondingBlocks: 403_200}
}

func validTerms() types.Terms {
	return types.Terms{
		ProgramId: strings.Repeat("ab", 32), InputRoots: []string{strings.Repeat("cd", 32)}, MaxPrice: sdk.NewInt64Coin("usure", 1_000),
		Bond: math.NewInt(900), DeclaredLoss: math.NewInt(300), DeadlineBlocks: 10, WindowBlocks: 5, Redundancy: 1,
		Method: types.MethodOptimistic, Trade: types.TradeSealed, Award: types.AwardScore, CommitBlocks: 3, RevealBlocks: 2, TtlBlocks: 20,
	}
}

// Whatever a user sends: terms are refused with a bounded text, or everything that is later computed from them fits.
func TestTermsAreRefusedOrSafe(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.Just(strings.Repeat("ab", 32)), rapid.Just(""))
	amount := rapid.Custom(func(t *rapid.T) math.Int {
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return math.Int{}
		case 1:
			return math.NewInt(rapid.Int64().Draw(t, "small"))
		case 2:
			return math.NewIntFromBigInt(new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1)))
		default:
			return math.NewInt(900)
		}
	})
	blocks := rapid.OneOf(rapid.Int64(), rapid.Int64Range(0, 30))
	number := rapid.OneOf(rapid.Int32(), rapid.Int32Range(0, 4))
	rapid.Check(t, func(t *rapid.T) {
		terms := types.Terms{
			ProgramId: text.Draw(t, "program"), InputRoots: rapid.SliceOfN(text, 0, 10).Draw(t, "roots"),
			InputUrls: rapid.SliceOfN(text, 0, 5).Draw(t, "urls"),
			MaxPrice:  sdk.Coin{Denom: rapid.SampledFrom([]string{"usure", "", "!"}).Draw(t, "denom"), Amount: amount.Draw(t, "price")},
			Bond:      amount.Draw(t, "bond"), DeclaredLoss: amount.Draw(t, "loss"), DeadlineBlocks: blocks.Draw(t, "deadline"),
			WindowBlocks: blocks.Draw(t, "window"), Redundancy: uint32(number.Draw(t, "redundancy")),
			Method: types.Method(number.Draw(t, "method")), Trade: types.Trade(number.Draw(t, "trade")),
			Award: types.Award(number.Draw(t, "award")), Attributes: rapid.SliceOfN(text, 0, 3).Draw(t, "attributes"),
			AllOf: rapid.SliceOfN(text, 0, 3).Draw(t, "all of"), CommitBlocks: blocks.Draw(t, "commit"), RevealBlocks: blocks.Draw(t, "reveal"),
			TtlBlocks: blocks.Draw(t, "ttl"), OutputKey: text.Draw(t, "key"),
		}
		if err := terms.Validate(rules()); err != nil {
			require.ErrorIs(t, err, types.ErrInvalidTerms)
			return
		}
		terms.Escrow()
		types.NewOrder(types.OrderID{Owner: make([]byte, 20), Sequence: 1}, terms, "", terms.MaxPrice, 1)
	})
}

func TestASlashOfTheWholeBondPaysAnyLossThatMayBeDeclared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, at := validTerms(), rules()
		at.RewardBps = rapid.Uint32Range(0, providertypes.MaxRewardBps).Draw(t, "reward")
		terms.Bond = anAmount(t, "bond")
		terms.DeclaredLoss = math.MinInt(anAmount(t, "loss"), terms.Bond)
		if terms.Validate(at) != nil {
			return
		}
		split, err := providertypes.SplitSlash(terms.Bond, terms.DeclaredLoss, at.RewardBps, true)
		require.NoError(t, err)
		require.Equal(t, terms.DeclaredLoss.String(), split.ToUser.String())
		reward := terms.Bond.MulRaw(int64(at.RewardBps)).QuoRaw(10_000)
		require.Equal(t, reward.String(), split.ToChallenger.String(), "the challenger is not short")
	})
}

func TestOutputKeys(t *testing.T) {
	for name, key := range map[string]struct {
		text string
		ok   bool
	}{
		"a fresh key":    {publicKey(t), true},
		"none":           {"", true},
		"order one":      {strings.Repeat("00", 32), false},
		"order two":      {"01" + strings.Repeat("00", 31), false},
		"order eight":    {"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800", false},
		"minus one":      {"ec" + strings.Repeat("ff", 30) + "7f", false},
		"upper case":     {strings.ToUpper(publicKey(t)), false},
		"a byte too few": {publicKey(t)[2:], false},
	} {
		terms := validTerms()
		terms.OutputKey = key.text
		require.Equal(t, key.ok, terms.Validate(rules()) == nil, name)
	}
}

func publicKey(t *testing.T) string {
	t.Helper()
	key, err := ecdh.X25519().NewPrivateKey([]byte(fmt.Sprintf("%-32s", "a test's private key")))
	require.NoError(t, err)
	return hex.EncodeToString(key.PublicKey().Bytes())
}

func TestRequirementsAreBounded(t *testing.T) {
	terms := validTerms()
	for i := range 16 {
		terms.AllOf = append(terms.AllOf, sdk.AccAddress{19: byte(i)}.String())
	}
	for i := range 4 {
		terms.Attributes = append(terms.Attributes, fmt.Sprintf("a%d=1", i))
	}
	require.NoError(t, terms.Validate(rules()))
	terms.AnyOf = []string{terms.AllOf[0]}
	require.EqualError(t, terms.Validate(rules()), "attributes times attesters are 68, at most 64 are possible: invalid terms")
	terms.AllOf = append(terms.AllOf, sdk.AccAddress{19: 99}.String())
	require.EqualError(t, terms.Validate(rules()), "all_of has 17 attesters, at most 16 are possible: invalid terms")
	terms.AllOf = []string{"carol"}
	require.ErrorContains(t, terms.Validate(rules()), `all_of: "carol": decoding bech32 failed`)
}

func TestTheDefaultParametersAreValidAndTheirRangesHold(t *testing.T) {
	require.NoError(t, types.DefaultParams().Validate())
	for name, spoil := range map[string]func(*types.Params){
		"no fee coin":           func(p *types.Params) { p.OrderFee = sdk.Coin{} },
		"a negative deposit":    func(p *types.Params) { p.BidDeposit.Amount = math.NewInt(-1) },
		"a fee beyond 128 bits": func(p *types.Params) { p.OrderFee.Amount = math.NewIntWithDecimal(1, 60) },
		"no orders":             func(p *types.Params) { p.MaxOrdersPerOwner = 0 },
		"no bids":               func(p *types.Params) { p.MaxBidsPerOrder = 0 },
		"no redundancy":         func(p *types.Params) { p.MaxRedundancy = 0 },
		"no inputs":             func(p *types.Params) { p.MaxInputs = 0 },
		"windows upside down":   func(p *types.Params) { p.MinWindowBlocks = p.MaxWindowBlocks + 1 },
		"no window":             func(p *types.Params) { p.MinWindowBlocks = 0 },
		"an endless deadline":   func(p *types.Params) { p.MaxDeadlineBlocks = types.MaxBlocks + 1 },
		"no lease work":         func(p *types.Params) { p.LeasesPerBlock = 0 },
		"endless block work":    func(p *types.Params) { p.OrdersPerBlock = types.MaxPerBlockLimit + 1 },
		"more than the bond":    func(p *types.Params) { p.MissedSlashBps = 10_001 },
		"no notice":             func(p *types.Params) { p.ClosingNoticeBlocks = 0 },
		"more than the price":   func(p *types.Params) { p.ClosingFeeBps = 10_001 },
	} {
		p := types.DefaultParams()
		spoil(&p)
		require.ErrorIs(t, p.Validate(), types.ErrInvalidParams, name)
	}
}
