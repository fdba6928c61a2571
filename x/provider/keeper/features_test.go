package keeper_test

import (
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/features"
	"github.com/suretynetwork/surety/x/provider/keeper"
	"github.com/suretynetwork/surety/x/provider/types"
)

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature")
	runner = features.Common(runner, func(s *suite) *features.World { return &s.World })
	bondSteps(profileSteps(runner)).Run()
}

func profileSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+) is a provider with attributes "([^"]*)"$`, (*suite).isProvider).
		Step(`^([a-z]+) registers with bond "([^"]*)"$`, (*suite).registersWithBond).
		Step(`^([a-z]+) registers with (moniker|endpoint|receipt key|attributes?) "([^"]*)"$`, (*suite).registersWithField).
		Step(`^([a-z]+) registers with (\d+) attributes$`, (*suite).registersWithAttributes).
		Step(`^([a-z]+) updates her attributes to "([^"]*)"$`, (*suite).updates).
		Step(`^([a-z]+) announces maintenance from (-?\d+) to (-?\d+)$`, (*suite).announces).
		Step(`^([a-z]+) deregisters$`, (*suite).deregisters).
		Step(`^([a-z]+) is no provider$`, (*suite).isNoProvider).
		Step(`^([a-z]+) is found by "([^"]*)"$`, func(s *suite, name, attribute string) { require.True(s, s.found(name, attribute)) }).
		Step(`^([a-z]+) is not found by "([^"]*)"$`, func(s *suite, name, attribute string) { require.False(s, s.found(name, attribute)) }).
		Step(`^([a-z]+) can bid at (\d+)$`, (*suite).canBid).
		Step(`^([a-z]+) cannot bid at (\d+): (.*)$`, (*suite).cannotBid).
		Step(`^([a-z]+) cannot bid with (\d+): (.*)$`, (*suite).cannotBidWith).
		Step(`^([a-z]+) endorses "([^"]*)" of ([a-z]+)$`, (*suite).endorses).
		Step(`^([a-z]+) revokes "([^"]*)" of ([a-z]+)$`, (*suite).revokes).
		Step(`^(\d+) endorsements? of ([a-z]+) counts?$`, (*suite).counts).
		Step(`^([a-z]+) matches "([^"]*)" (on its own word|endorsed by [a-z ,]+)$`, (*suite).matches).
		Step(`^([a-z]+) does not match "([^"]*)" (on its own word|endorsed by [a-z ,]+): (.*)$`, (*suite).doesNotMatch)
}

func bondSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+)'s bond is (\d+) free, (\d+) allocated, (\d+) unbonding$`, (*suite).bondIs).
		Step(`^([a-z]+) bonds "([^"]*)"$`, (*suite).bonds).
		Step(`^([a-z]+) bonds the largest amount there is$`, (*suite).bondsLargest).
		Step(`^([a-z]+) unbonds "([^"]*)"$`, (*suite).unbonds).
		Step(`^([a-z]+) unbonds "([^"]*)" (\d+) times$`, (*suite).unbondsTimes).
		Step(`^([a-z]+) has (\d+) unbondings$`, (*suite).hasUnbondings).
		Step(`^"([^"]*)" takes (-?\d+) of ([a-z]+)'s bond$`, (*suite).allocates).
		Step(`^"([^"]*)" of ([a-z]+) is released$`, (*suite).releases).
		Step(`^"([^"]*)" of ([a-z]+) is slashed (whole|by \d+), user ([a-z]+) lost (-?\d+)(?:, challenger ([a-z ]+))?$`, (*suite).slashes).
		Step(`^([a-z]+) sets ([a-z_]+) to (\d+)$`, (*suite).sets).
		Step(`^governance sets the bond denomination to "([^"]*)"$`, (*suite).setsDenom).
		Step(`^the block at height (\d+) ends$`, (*suite).blockEnds).
		Step(`^the block's events are: (.*)$`, (*suite).blockEvents).
		Step(`^the coins of ([a-z]+)'s bond are lost$`, (*suite).loses).
		Step(`^([a-z]+)'s coins of the bond are back$`, (*suite).isGivenBack).
		Step(`^the queue names an entry of ([a-z]+) that does not exist$`, (*suite).queuesNothing).
		Step(`^the queue is empty$`, (*suite).queueIsEmpty)
}

type suite struct {
	gocuke.TestingT
	features.World

	world
}

// world is what a test of the module works with.
type world struct {
	keeper *keeper.Keeper
	msgs   types.MsgServer
	query  types.QueryServer
}

func (s *suite) Before() {
	s.Open(s.TestingT, storeKeys...)
	s.world = newWorld(s.TestingT, s.Fixture)
}

// After checks the invariants at the end of every scenario.
func (s *suite) After() {
	s.Close()
	require.NoError(s, s.keeper.Invariants(s.Ctx))
}
