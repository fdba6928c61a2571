package keeper_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/challenge/keeper"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

func (g *game) query() types.QueryServer { return keeper.NewQueryServer(g.Challenge) }

func ids(challenges []types.Challenge) (out []string) {
	for _, c := range challenges {
		out = append(out, c.Id)
	}
	return out
}

func TestChallengeQueries(t *testing.T) {
	g := start(t, liar)
	lease, bob := g.lease.String(), g.Bech32(g.Addr("bob"))
	g.open("carol", liedNode)
	g.open("dave", 1)
	g.open("carol", 1)
	require.NoError(t, g.disclose(liedNode))

	one, err := g.query().Challenge(g.Ctx, &types.QueryChallengeRequest{ChallengeId: lease + "/0"})
	require.NoError(t, err)
	require.Equal(t, types.ChallengeStateAwaitBytes, one.Challenge.State, "what was disclosed counts, whoever looked last")
	all, err := g.query().Challenges(g.Ctx, &types.QueryChallengesRequest{})
	require.NoError(t, err)
	require.Equal(t, []string{lease + "/0", lease + "/1", lease + "/2"}, ids(all.Challenges))
	require.Equal(t, one.Challenge, all.Challenges[0])
	first, err := g.query().ChallengesByLease(g.Ctx, &types.QueryChallengesByLeaseRequest{LeaseId: lease, Pagination: &query.PageRequest{Limit: 2}})
	require.NoError(t, err)
	rest, err := g.query().ChallengesByLease(g.Ctx, &types.QueryChallengesByLeaseRequest{
		LeaseId: lease, Pagination: &query.PageRequest{Key: first.Pagination.NextKey},
	})
	require.NoError(t, err)
	require.Equal(t, all.Challenges, append(first.Challenges, rest.Challenges...))
	carol, err := g.query().ChallengesByChallenger(g.Ctx, &types.QueryChallengesByChallengerRequest{Challenger: g.Bech32(g.Addr("carol"))})
	require.NoError(t, err)
	require.Equal(t, []string{lease + "/0", lease + "/2"}, ids(carol.Challenges))
	live, err := g.query().LiveChallengesByProvider(g.Ctx, &types.QueryLiveChallengesByProviderRequest{Provider: bob})
	require.NoError(t, err)
	require.Len(t, live.Challenges, 3)

	_, err = g.query().Verdict(g.Ctx, &types.QueryVerdictRequest{LeaseId: lease})
	require.ErrorContains(t, err, "code = NotFound desc = there is no verdict on this lease")
	_, err = g.prove("carol", types.ChallengeID{Lease: g.lease, Number: 0}, g.proof(liedNode, liedElement))
	require.NoError(t, err)
	g.Blocks(1)
	live, err = g.query().LiveChallengesByProvider(g.Ctx, &types.QueryLiveChallengesByProviderRequest{Provider: bob})
	require.NoError(t, err)
	require.Empty(t, live.Challenges)
	carol, err = g.query().ChallengesByChallenger(g.Ctx, &types.QueryChallengesByChallengerRequest{Challenger: g.Bech32(g.Addr("carol"))})
	require.NoError(t, err)
	require.Len(t, carol.Challenges, 2, "ended ones stay")
	verdict, err := g.query().Verdict(g.Ctx, &types.QueryVerdictRequest{LeaseId: lease})
	require.NoError(t, err)
	require.EqualValues(t, liedElement, verdict.Verdict.Element)
	verdicts, err := g.query().Verdicts(g.Ctx, &types.QueryVerdictsRequest{})
	require.NoError(t, err)
	require.Equal(t, []types.Verdict{verdict.Verdict}, verdicts.Verdicts)
}

func TestQueriesForWhatWasShown(t *testing.T) {
	g := start(t, liar)
	lease := g.lease.String()
	g.open("carol", liedNode)
	require.NoError(t, g.disclose(liedNode))
	require.NoError(t, g.discloseGroup(liedNode, 0))
	d, err := g.query().Disclosure(g.Ctx, &types.QueryDisclosureRequest{LeaseId: lease, Node: liedNode})
	require.NoError(t, err)
	require.Equal(t, commit.TraceList(commit.Groups(g.theirs.Tensors[liedNode], 0)), d.Disclosure.Hashes)
	group, err := g.query().GroupDisclosure(g.Ctx, &types.QueryGroupDisclosureRequest{LeaseId: lease, Node: liedNode})
	require.NoError(t, err)
	require.Equal(t, g.theirs.Tensors[liedNode], group.Group.Content)

	sum, err := types.ClaimCommitment(g.Ctx.ChainID(), lease, g.Bech32(g.Addr("erin")), 3, strings.Repeat("ab", 32))
	require.NoError(t, err)
	_, err = g.Challenge.CommitChallenge(g.Ctx, g.Addr("erin"), g.lease, sum)
	require.NoError(t, err)
	claim, err := g.query().Commitment(g.Ctx, &types.QueryCommitmentRequest{Commitment: sum})
	require.NoError(t, err)
	require.Equal(t, g.Bech32(g.Addr("erin")), claim.Commitment.Challenger)

	deadline, err := g.Challenge.DemandTrace(g.Ctx, g.Addr("dave"), g.lease)
	require.NoError(t, err)
	demands, err := g.query().TraceDemands(g.Ctx, &types.QueryTraceDemandsRequest{Provider: g.Bech32(g.Addr("bob"))})
	require.NoError(t, err)
	require.Len(t, demands.Traces, 1)
	require.Equal(t, deadline, demands.Traces[0].DeadlineHeight)
	require.NoError(t, g.Challenge.PublishTrace(g.Ctx, g.lease, commit.TraceList(g.theirs.Commitments)))
	demands, err = g.query().TraceDemands(g.Ctx, &types.QueryTraceDemandsRequest{Provider: g.Bech32(g.Addr("bob"))})
	require.NoError(t, err)
	require.Empty(t, demands.Traces, "it has been answered")
	trace, err := g.query().Trace(g.Ctx, &types.QueryTraceRequest{LeaseId: lease})
	require.NoError(t, err)
	require.Equal(t, commit.TraceList(g.theirs.Commitments), trace.Trace.Commitments)
	params, err := g.query().Params(g.Ctx, &types.QueryParamsRequest{})
	require.NoError(t, err)
	require.Equal(t, types.DefaultParams(), params.Params)
}

func TestQueriesForWhatIsNotThere(t *testing.T) {
	g := start(t, nil)
	lease := g.lease.String()
	for text, try := range map[string]func() error{
		"code = NotFound desc = " + lease + "/0: challenge not found": func() error {
			_, err := g.query().Challenge(g.Ctx, &types.QueryChallengeRequest{ChallengeId: lease + "/0"})
			return err
		},
		`code = InvalidArgument desc = "x"; write <owner>/<sequence>/<provider>/<number>`: func() error {
			_, err := g.query().Challenge(g.Ctx, &types.QueryChallengeRequest{ChallengeId: "x"})
			return err
		},
		`code = InvalidArgument desc = account "x"`: func() error {
			_, err := g.query().ChallengesByChallenger(g.Ctx, &types.QueryChallengesByChallengerRequest{Challenger: "x"})
			return err
		},
		`code = InvalidArgument desc = account "y"`: func() error {
			_, err := g.query().TraceDemands(g.Ctx, &types.QueryTraceDemandsRequest{Provider: "y"})
			return err
		},
		"code = NotFound desc = there is no such sealed claim": func() error {
			_, err := g.query().Commitment(g.Ctx, &types.QueryCommitmentRequest{Commitment: "x"})
			return err
		},
		"code = NotFound desc = there is no disclosure of this node": func() error {
			_, err := g.query().Disclosure(g.Ctx, &types.QueryDisclosureRequest{LeaseId: lease})
			return err
		},
		"code = NotFound desc = there is no disclosure of this group": func() error {
			_, err := g.query().GroupDisclosure(g.Ctx, &types.QueryGroupDisclosureRequest{LeaseId: lease})
			return err
		},
		"code = NotFound desc = there is no demand for this trace": func() error {
			_, err := g.query().Trace(g.Ctx, &types.QueryTraceRequest{LeaseId: lease})
			return err
		},
	} {
		require.ErrorContains(t, try(), text)
	}
}
