package keeper_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/x/challenge/keeper"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/da/celestia"
	datypes "github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
)

// suite plays the scenarios of ../features on one receipt of bob's, over real modules.
type suite struct {
	*game
	gocuke.TestingT
	err       error
	celestia  *celestia.Embedded
	blob      []byte
	at        string
	inclusion datypes.BlobProof
}

func TestFeatures(t *testing.T) {
	gocuke.NewRunner(t, &suite{}).Path("../features/*.feature").
		Step(`^an honest receipt$`, func(s *suite) { s.begin(nil) }).
		Step(`^a receipt with element (\d+) of node (\d+) falsified$`, (*suite).falsified).
		Step(`^a receipt whose trace (begins with another input|ends with another output)$`, (*suite).misfit).
		Step(`^sealed claims live (\d+) blocks$`, (*suite).claimsLive).
		Step(`^(\d+) blocks pass$`, func(s *suite, n int64) { s.Blocks(n) }).
		Step(`^blocks pass to the end of the window$`, (*suite).toTheEnd).
		Step(`^"([^"]*)" seals a claim on node (\d+)$`, (*suite).seals).
		Step(`^"([^"]*)" challenges node (\d+)$`, func(s *suite, who string, node int64) { s.challenges(who, node, node) }).
		Step(`^"([^"]*)" challenges node (\d+) with the path of node (\d+)$`, (*suite).challenges).
		Step(`^"([^"]*)" challenges node (\d+) without a path$`, func(s *suite, who string, node int64) { s.challenges(who, node, -1) }).
		Step(`^"([^"]*)" demands the trace$`, (*suite).demands).
		Step(`^a receipt that says that its trace is on Celestia, where (the trace|something else) is$`, (*suite).onCelestia).
		Step(`^(the trace|a false trace|something short|something long) is on Celestia$`, func(s *suite, what string) { s.posts(s.contentOf(what)) }).
		Step(`^"([^"]*)" shows where the trace is$`, (*suite).showsWhere).
		Step(`^"([^"]*)" shows where the trace is, with the proof of another blob$`, (*suite).showsAnother).
		Step(`^"([^"]*)" shows that it is false$`, func(s *suite, who string) { s.showsFalse(who, s.blob) }).
		Step(`^"([^"]*)" shows that it is false, with other content$`, (*suite).showsOtherContent).
		Step(`^the provider publishes the trace$`, func(s *suite) { s.publishes(commit.TraceList(s.theirs.Commitments)) }).
		Step(`^the provider publishes a false trace$`, func(s *suite) { s.publishes(make([]byte, 32*len(s.theirs.Commitments))) }).
		Step(`^the provider discloses the hashes of node (\d+)$`, func(s *suite, n int64) { s.discloses(n, n) }).
		Step(`^the provider discloses the hashes of node (\d+) as those of node (\d+)$`, (*suite).discloses).
		Step(`^the provider discloses group (\d+) of node (\d+)$`, func(s *suite, g, n int64) { s.disclosesGroup(g, n, g) }).
		Step(`^the provider discloses group (\d+) of node (\d+) as group (\d+)$`, (*suite).disclosesGroup).
		Step(`^"([^"]*)" picks group (\d+)$`, (*suite).picks).
		Step(`^"([^"]*)" proves element (\d+) of node (\d+)$`, func(s *suite, who string, e, n int64) { s.proves(who, e, n, false) }).
		Step(`^"([^"]*)" proves element (\d+) of node (\d+) with a changed byte$`,
			func(s *suite, who string, e, n int64) { s.proves(who, e, n, true) }).
		Step(`^"([^"]*)" says that node (\d+) is not the (input|output)$`, (*suite).says).
		Step(`^(?:"([^"]*)"|governance) sets the (bond|most groups) to (\d+)$`, (*suite).sets).
		Step(`^it succeeds$`, func(s *suite) { require.NoError(s, s.err) }).
		Step(`^it fails with "([^"]*)"$`, func(s *suite, text string) { require.ErrorContains(s, s.err, text) }).
		Step(`^challenge (\d+) is "([^"]*)"$`, (*suite).challengeIs).
		Step(`^the receipt is "([^"]*)"$`, (*suite).receiptIs).
		Step(`^the verdict is "([^"]*)" for "([^"]*)"$`, (*suite).verdictIs).
		Step(`^there is no verdict$`, (*suite).noVerdict).
		Step(`^the user was made whole$`, func(s *suite) { require.EqualValues(s, 1_000_000+4_500_000, s.Amount("alice")) }).
		Step(`^"([^"]*)" has (\d+) usure$`, func(s *suite, who string, n int64) { require.Equal(s, n, s.Amount(who)) }).
		Run()
}

func (s *suite) begin(lie func(*court.World) *exec.Trace) { s.game = begin(s, lie) }

// Before gives the scenarios that start without a receipt an honest one.
func (s *suite) world() *game {
	if s.game == nil {
		s.begin(nil)
	}
	return s.game
}

func (s *suite) try(act func(ctx sdk.Context) error) { s.err = s.world().Deliver(act) }

func (s *suite) falsified(element, node int64) {
	s.begin(func(w *court.World) *exec.Trace { return w.Lie(uint32(node), uint64(element)) })
}

func (s *suite) misfit(how string) {
	s.begin(func(w *court.World) *exec.Trace {
		t := w.Lie(liedNode, liedElement)
		at := 0
		if strings.HasPrefix(how, "ends") {
			at = len(t.Commitments) - 1
		}
		t.Commitments[at] = commit.Sum([]byte(how))
		t.Root = commit.TraceRoot(t.Commitments)
		return t
	})
}

func (s *suite) claimsLive(blocks int64) {
	p, err := s.Challenge.Params.Get(s.Ctx)
	require.NoError(s, err)
	p.CommitTtlBlocks = blocks
	require.NoError(s, s.Challenge.Params.Set(s.Ctx, p))
}

func (s *suite) toTheEnd() {
	r, err := s.Verification.GetReceipt(s.Ctx, s.lease)
	require.NoError(s, err)
	s.BlocksTo(r.WindowEnd)
}

func (s *suite) seals(who string, node int64) {
	sum, err := types.ClaimCommitment(s.Ctx.ChainID(), s.lease.String(), s.Bech32(s.Addr(who)), uint32(node), strings.Repeat("ab", 32))
	require.NoError(s, err)
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().CommitChallenge(ctx, &types.MsgCommitChallenge{
			Challenger: s.Bech32(s.Addr(who)), LeaseId: s.lease.String(), Commitment: sum,
		})
		return err
	})
}

func (s *game) msgs() types.MsgServer { return keeper.NewMsgServer(s.Challenge) }

func (s *suite) challenges(who string, node, path int64) {
	o := s.opening(uint32(max(path, 1)))
	if path == node || path < 0 {
		o = s.opening(uint32(node))
	}
	msg := &types.MsgOpenChallenge{
		Challenger: s.Bech32(s.Addr(who)), LeaseId: s.lease.String(), Node: uint32(node), Commitment: o.Commitment, Path: o.Path,
	}
	if path < 0 {
		msg.Path = nil
	}
	s.try(func(ctx sdk.Context) error { _, err := s.msgs().OpenChallenge(ctx, msg); return err })
}

func (s *suite) demands(who string) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().DemandTrace(ctx, &types.MsgDemandTrace{Challenger: s.Bech32(s.Addr(who)), LeaseId: s.lease.String()})
		return err
	})
}

func (s *suite) publishes(list []byte) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().PublishTrace(ctx, &types.MsgPublishTrace{Sender: s.Bech32(s.Addr("bob")), LeaseId: s.lease.String(), Commitments: list})
		return err
	})
}

func (s *suite) discloses(from, node int64) {
	hashes := commit.TraceList(commit.Groups(s.theirs.Tensors[from], 0))
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().DiscloseHashes(ctx, &types.MsgDiscloseHashes{
			Sender: s.Bech32(s.Addr("bob")), LeaseId: s.lease.String(), Node: uint32(node), Hashes: hashes,
		})
		return err
	})
}

func (s *suite) disclosesGroup(from, node, group int64) {
	tensor := s.theirs.Tensors[node]
	content := tensor[1024*from : min(1024*from+1024, int64(len(tensor)))]
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().DiscloseGroup(ctx, &types.MsgDiscloseGroup{
			Sender: s.Bech32(s.Addr("bob")), LeaseId: s.lease.String(), Node: uint32(node), Group: uint32(group), Content: content,
		})
		return err
	})
}

func (s *suite) id(number uint64) types.ChallengeID {
	return types.ChallengeID{Lease: s.lease, Number: number}
}

func (s *suite) picks(who string, group int64) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().PickGroup(ctx, &types.MsgPickGroup{
			Challenger: s.Bech32(s.Addr(who)), ChallengeId: s.id(0).String(), Group: uint32(group),
		})
		return err
	})
}

// proves moves in the challenge that who opened: carol's is the first, dave's the second.
func (s *suite) proves(who string, element, node int64, change bool) {
	p := *s.proof(uint32(node), uint64(element))
	if change {
		p.Runs[0].Bao = bytes.Clone(p.Runs[0].Bao)
		p.Runs[0].Bao[len(p.Runs[0].Bao)-1] ^= 1
	}
	number := map[string]uint64{"carol": 0, "dave": 1}[who]
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().ProveElement(ctx, &types.MsgProveElement{Challenger: s.Bech32(s.Addr(who)), ChallengeId: s.id(number).String(), Proof: p})
		return err
	})
}

func (s *suite) says(who string, node int64, what string) {
	o := s.opening(uint32(node))
	kind := types.VerdictKindInput
	if what == "output" {
		kind = types.VerdictKindOutput
	}
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().ProveMismatch(ctx, &types.MsgProveMismatch{
			Sender: s.Bech32(s.Addr(who)), LeaseId: s.lease.String(), Kind: kind, Node: o.Node, Commitment: o.Commitment, Path: o.Path,
		})
		return err
	})
}

func (s *suite) sets(who, what string, value int64) {
	w := s.world()
	p := types.DefaultParams()
	if what == "bond" {
		p.Bond.Amount = math.NewInt(value)
	} else {
		p.MaxGroups = uint32(value)
	}
	authority := w.Authority
	if who != "" {
		authority = w.Bech32(w.Addr(who))
	}
	s.try(func(ctx sdk.Context) error {
		_, err := w.msgs().UpdateParams(ctx, &types.MsgUpdateParams{Authority: authority, Params: p})
		return err
	})
}

func (s *suite) challengeIs(number int64, want string) {
	require.Equal(s, "CHALLENGE_STATE_"+want, s.state(s.id(uint64(number))).State.String())
}

func (s *suite) receiptIs(want string) {
	r, err := s.Verification.GetReceipt(s.Ctx, s.lease)
	require.NoError(s, err)
	require.Equal(s, "RECEIPT_STATE_"+want, r.State.String())
}

func (s *suite) verdictIs(kind, winner string) {
	v, err := s.Challenge.Verdicts.Get(s.Ctx, s.lease.String())
	require.NoError(s, err)
	require.Equal(s, "VERDICT_KIND_"+kind, v.Kind.String())
	require.Equal(s, s.Bech32(s.Addr(winner)), v.Winner)
}

func (s *suite) noVerdict() {
	has, err := s.Challenge.Verdicts.Has(s.Ctx, s.lease.String())
	require.NoError(s, err)
	require.False(s, has)
}
