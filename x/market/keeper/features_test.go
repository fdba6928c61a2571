package keeper_test

import (
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/features"
	"github.com/suretynetwork/surety/x/market/types"
)

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature")
	runner = features.Common(runner, func(s *suite) *features.World { return &s.World })
	leaseSteps(bidSteps(orderSteps(runner))).Run()
}

func orderSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+) is a provider with a bond of (\d+)$`, func(s *suite, name string, bond int64) { s.isProvider(name, bond, "") }).
		Step(`^([a-z]+) is a provider with a bond of (\d+) and attributes "([^"]*)"$`, (*suite).isProvider).
		Step(`^([a-z]+) places an? (open|sealed) order$`, func(s *suite, owner, trade string) { s.places(owner, trade, "") }).
		Step(`^([a-z]+) places an? (open|sealed) order with (.*)$`, (*suite).places).
		Step(`^([a-z]+) cancels (\S+)$`, (*suite).cancels).
		Step(`^([a-z]+) awards (\S+) to ([a-z]+)$`, (*suite).awards).
		Step(`^governance sets ([a-z_]+) to (\S+)$`, func(s *suite, name, value string) { s.setsParam("governance", name, value) }).
		Step(`^([a-z]+) tries to set ([a-z_]+) to (\S+)$`, (*suite).setsParam).
		Step(`^order (\S+) is ([a-z]+)$`, (*suite).orderIs).
		Step(`^order (\S+) is ([a-z]+), due at height (\d+)$`, (*suite).orderIsDue).
		Step(`^there is no order (\S+)$`, (*suite).noOrder).
		Step(`^the escrow of (\S+) is "([^"]*)"$`, (*suite).escrowIs).
		Step(`^the escrow of (\S+) is gone$`, (*suite).escrowGone).
		Step(`^the holding account of (\S+) has "([^"]*)"$`, (*suite).holdingHas).
		Step(`^"([^"]*)" waits for ([a-z ]+)$`, (*suite).waits).
		Step(`^the hooks refuse (orders|ended leases)$`, (*suite).hooksRefuse).
		Step(`^a bond unbonds in (\d+) blocks$`, (*suite).unbondsIn).
		Step(`^alice waits to choose between bob at "([^"]*)" and (?:nobody|carol at "([^"]*)") with redundancy (\d+)$`, (*suite).waitsToChoose).
		Step(`^published blocks are behind$`, func(s *suite) { s.market.SetDA(behind{}) }).
		Step(`^published blocks have caught up$`, func(s *suite) { s.market.SetDA(types.NoDA{}) }).
		Step(`^the hooks agree again$`, func(s *suite) { s.hooks.refuseOrders, s.hooks.refuseEnds = false, false }).
		Step(`^blocks pass until height (\d+)$`, func(s *suite, height int64) { s.endBlocks(s, s.Fixture, height) }).
		Step(`^the block ends$`, (*suite).blockEnds)
}

func bidSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+) commits to "([^"]*)" on (\S+)$`, (*suite).commits).
		Step(`^([a-z]+) commits to text "([^"]*)" on (\S+)$`, (*suite).commitsText).
		Step(`^([a-z]+) copies the commitment of ([a-z]+) on (\S+)$`, (*suite).copies).
		Step(`^([a-z]+) reveals "([^"]*)" on (\S+)$`, func(s *suite, who, price, order string) { s.reveals(who, price, who, order) }).
		Step(`^([a-z]+) reveals "([^"]*)" for ([a-z]+) on (\S+)$`, (*suite).reveals).
		Step(`^([a-z]+) reveals "([^"]*)" with the salt of ([a-z]+) on (\S+)$`, (*suite).revealsWithSalt).
		Step(`^([a-z]+) bids "([^"]*)" on (\S+)$`, (*suite).bids).
		Step(`^([a-z]+) bids "([^"]*)" with terms hash "([^"]*)" on (\S+)$`, (*suite).bidsWithTerms).
		Step(`^it fails with an opening that does not match$`, (*suite).wrongOpening).
		Step(`^(\d+) other providers commit on (\S+)$`, (*suite).othersCommit).
		Step(`^bob commits his bid on (\S+) to (\S+) as well$`, (*suite).commitsElsewhere).
		Step(`^([a-z]+) has a fault on her record$`, (*suite).hasFault).
		Step(`^the bid of ([a-z]+) on (\S+) is ([a-z]+)$`, (*suite).bidIs).
		Step(`^there is no bid of ([a-z]+) on (\S+)$`, (*suite).noBid).
		Step(`^([a-z]+)'s free bond drops to (\d+)$`, (*suite).bondDrops).
		Step(`^([a-z]+) loses (?:her|his) attributes$`, (*suite).losesAttributes).
		Step(`^([a-z]+) goes on maintenance$`, (*suite).goesOnMaintenance).
		Step(`^([a-z]+) takes his bond out$`, (*suite).takesBondOut).
		Step(`^([a-z]+) forfeits (?:her|his) deposit: ([a-z_]+)$`, (*suite).forfeits)
}

func leaseSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+) closes (\S+)$`, (*suite).closes).
		Step(`^lease (\S+) is ([a-z]+)$`, (*suite).leaseIs).
		Step(`^lease (\S+) is ([a-z]+): (.*)$`, (*suite).leaseIsBecause).
		Step(`^lease (\S+) costs "([^"]*)", due at height (\d+)$`, (*suite).leaseCosts).
		Step(`^there is no lease (\S+)$`, (*suite).noLease).
		Step(`^a receipt for (\S+) comes$`, (*suite).receiptComes).
		Step(`^the receipt for (\S+) is final$`, (*suite).receiptFinal).
		Step(`^a verdict goes against (\S+) for ([a-z]+)$`, (*suite).verdict).
		Step(`^nobody settles the disagreement about (\S+)$`, (*suite).disagreement).
		Step(`^the deadline of (\S+) is moved to (\d+)$`, (*suite).movesDeadline).
		Step(`^([a-z]+)'s bond is (\d+) free, (\d+) allocated$`, (*suite).bondIs).
		Step(`^([a-z]+)'s record is (.*)$`, (*suite).recordIs).
		Step(`^the hooks were told: (.*)$`, (*suite).hooksTold)
}

type suite struct {
	gocuke.TestingT
	features.World

	world
}

func (s *suite) Before() {
	s.Open(s.TestingT, storeKeys...)
	s.world = newWorld(s.TestingT, s.Fixture)
}

// After checks the invariants of all three modules at the end of every scenario.
func (s *suite) After() {
	s.Close()
	require.NoError(s, s.invariants(s.Ctx))
}
