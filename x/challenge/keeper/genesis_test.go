package keeper_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/x/challenge/types"
)

func TestGenesisComesBackAsItWas(t *testing.T) {
	g := start(t, liar)
	g.open("carol", liedNode)
	g.open("dave", 1)
	require.NoError(t, g.disclose(1))
	require.NoError(t, g.discloseGroup(1, 0))
	sum, err := types.ClaimCommitment(g.Ctx.ChainID(), g.lease.String(), g.Bech32(g.Addr("erin")), 3, strings.Repeat("ab", 32))
	require.NoError(t, err)
	_, err = g.Challenge.CommitChallenge(g.Ctx, g.Addr("erin"), g.lease, sum)
	require.NoError(t, err)
	_, err = g.Challenge.DemandTrace(g.Ctx, g.Addr("dave"), g.lease)
	require.NoError(t, err)
	require.NoError(t, g.Invariants())
	before, err := g.Challenge.ExportGenesis(g.Ctx)
	require.NoError(t, err)
	require.Len(t, before.Challenges, 2)
	require.NoError(t, before.Validate())

	other := court.New(t)
	require.NoError(t, other.Challenge.InitGenesis(other.Ctx, before))
	after, err := other.Challenge.ExportGenesis(other.Ctx)
	require.NoError(t, err)
	require.Equal(t, other.Codec.MustMarshalJSON(before), other.Codec.MustMarshalJSON(after))
	require.NoError(t, other.Challenge.LiveOnesQueued(other.Ctx), "queues and indexes are made from the records")
	require.NoError(t, other.Challenge.CountersMatch(other.Ctx))
	has, err := other.Challenge.LiveByProvider.Has(other.Ctx, collections.Join3(g.lease.Provider, g.lease.String(), uint64(1)))
	require.NoError(t, err)
	require.True(t, has)
}
