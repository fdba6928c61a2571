package types_test

import (
	"testing"
	"time"

	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func embedded(tb testing.TB, seed string, validators, blocks int) *celestia.Embedded {
	tb.Helper()
	chain, err := celestia.NewEmbedded(celestia.Settings{ChainID: "celestia", Validators: validators, Seed: seed}, start)
	require.NoError(tb, err)
	for i := range blocks - 1 {
		_, err := chain.Append(start.Add(time.Duration(i+1)*time.Second), nil)
		require.NoError(tb, err)
	}
	return chain
}

func blockOf(tb testing.TB, chain *celestia.Embedded, height int64) celestia.Block {
	tb.Helper()
	block, err := chain.Block(height)
	require.NoError(tb, err)
	return block
}

func rules() types.Rules {
	return types.Rules{ChainID: "celestia", TrustingPeriod: time.Hour, MaxClockDrift: 10 * time.Second, Now: start.Add(time.Minute)}
}

// withoutSignatures is the block with only the first so many signatures.
func withoutSignatures(block celestia.Block, left int) celestia.Block {
	commit := *block.Commit
	commit.Signatures = append([]cmttypes.CommitSig{}, commit.Signatures...)
	for i := range commit.Signatures {
		if i >= left {
			commit.Signatures[i] = cmttypes.NewCommitSigAbsent()
		}
	}
	block.Commit = &commit
	return block
}

func TestHeaders(t *testing.T) {
	chain := embedded(t, "", 4, 10)
	others := embedded(t, "others", 4, 10)
	trusted := blockOf(t, chain, 2)
	set := trusted.Validators
	renamed, err := celestia.NewEmbedded(celestia.Settings{ChainID: "mocha-4", Validators: 4}, start)
	require.NoError(t, err)
	early, err := chain.Fork(5, trusted.Header.Time)
	require.NoError(t, err)
	future, err := chain.Fork(5, start.Add(time.Minute+11*time.Second))
	require.NoError(t, err)
	changed := blockOf(t, chain, 5)
	changed.Header.AppHash = []byte("another, of 32 bytes, as they are")[:32]
	mixed := blockOf(t, chain, 5)
	mixed.Validators = setOf(t, others)
	swapped := blockOf(t, chain, 5)
	commit := *swapped.Commit
	commit.Signatures = append([]cmttypes.CommitSig{}, commit.Signatures...)
	commit.Signatures[0].Signature, commit.Signatures[1].Signature = commit.Signatures[1].Signature, commit.Signatures[0].Signature
	swapped.Commit = &commit
	late := rules()
	late.Now = start.Add(2 * time.Hour)
	for _, c := range []struct {
		name       string
		block      celestia.Block
		validators *cmttypes.ValidatorSet
		rules      types.Rules
		want       string
	}{
		{"the next", blockOf(t, chain, 3), nil, rules(), ""},
		{"the next, with its validators", blockOf(t, chain, 3), set, rules(), ""},
		{"one further on", blockOf(t, chain, 10), set, rules(), ""},
		{"three of four signed", withoutSignatures(blockOf(t, chain, 9), 3), set, rules(), ""},
		{"one further on without validators", blockOf(t, chain, 10), nil, rules(), "the validators after the trusted header are needed"},
		{"another chain", blockOf(t, renamed, 1), set, rules(), `it is of the chain "mocha-4", "celestia" is followed`},
		{"the same height", blockOf(t, chain, 2), set, rules(), "its height is 2, it must be above the trusted header's, 2"},
		{"a lower height", blockOf(t, chain, 1), set, rules(), "its height is 1, it must be above the trusted header's, 2"},
		{"two of four signed", withoutSignatures(blockOf(t, chain, 9), 2), set, rules(), "insufficient voting power"},
		{"two of four signed the next", withoutSignatures(blockOf(t, chain, 3), 2), nil, rules(), "insufficient voting power"},
		{"nobody signed", withoutSignatures(blockOf(t, chain, 9), 0), set, rules(), "insufficient voting power"},
		{"other validators", blockOf(t, others, 5), set, rules(), "cant trust new val set"},
		{"the next by other validators", blockOf(t, others, 3), nil, rules(), "to match those from new header"},
		{"other validators than the header's", mixed, set, rules(), "validator"},
		{"other trusted validators", blockOf(t, chain, 5), setOf(t, others), rules(), "the validators after the trusted header hash to"},
		{"a changed header", changed, set, rules(), "commit"},
		{"signatures swapped", swapped, set, rules(), "wrong signature"},
		{"not later than the trusted", early, set, rules(), "time"},
		{"from the future", future, set, rules(), "future"},
		{"a trusted header that is too old", blockOf(t, chain, 5), set, late, "may vouch for others for 1h0m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			raw, err := c.block.LightBlock()
			require.NoError(t, err)
			decoded, err := types.DecodeLightBlock(raw)
			if err == nil {
				err = decoded.Verify(trusted.Summary(), c.validators, c.rules)
			}
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, c.want)
		})
	}
}

func setOf(t *testing.T, chain *celestia.Embedded) *cmttypes.ValidatorSet {
	t.Helper()
	return blockOf(t, chain, 1).Validators
}

func TestHeadersContradict(t *testing.T) {
	chain := embedded(t, "", 4, 10)
	five, six := blockOf(t, chain, 5).Summary(), blockOf(t, chain, 6).Summary()
	fork, err := chain.Fork(5, five.Time.Add(time.Millisecond))
	require.NoError(t, err)
	back, err := chain.Fork(7, five.Time)
	require.NoError(t, err)
	require.Empty(t, types.Contradiction(five, six))
	require.Empty(t, types.Contradiction(six, five))
	require.Empty(t, types.Contradiction(five, five))
	require.Contains(t, types.Contradiction(five, fork.Summary()), "two blocks of height 5")
	require.Contains(t, types.Contradiction(back.Summary(), five), "the block of height 7 is not later than that of 5")
}

func TestWhatIsNoHeaderIsRefusedBeforeItIsRead(t *testing.T) {
	many := embedded(t, "", types.MaxValidators+1, 1)
	raw, err := blockOf(t, many, 1).LightBlock()
	require.NoError(t, err)
	_, err = types.DecodeLightBlock(raw)
	require.ErrorContains(t, err, "301 validators or signatures, at most 300 are possible")
	validators, err := blockOf(t, many, 1).ValidatorBytes()
	require.NoError(t, err)
	_, err = types.DecodeValidators(validators)
	require.ErrorContains(t, err, "301 validators")
	_, err = types.DecodeLightBlock(make([]byte, 1<<20))
	require.ErrorContains(t, err, "1048576 bytes, at most 106384 are read")
	_, err = types.DecodeLightBlock(nil)
	require.ErrorContains(t, err, "header, commit and validators are needed")
	_, err = types.DecodeLightBlock([]byte{0xff})
	require.ErrorIs(t, err, types.ErrInvalidHeader)
	full := embedded(t, "", types.MaxValidators, 2)
	raw, err = blockOf(t, full, 2).LightBlock()
	require.NoError(t, err)
	block, err := types.DecodeLightBlock(raw)
	require.NoError(t, err)
	require.NoError(t, block.Verify(blockOf(t, full, 1).Summary(), nil, rules()))
	t.Logf("a header with %d validators has %d bytes", types.MaxValidators, len(raw))
}
