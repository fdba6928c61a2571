package keeper_test

import (
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/features"
)

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature")
	runner = features.Common(runner, func(s *suite) *features.World { return &s.World })
	moneySteps(registrySteps(runner)).Run()
}

func registrySteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+) registers ([A-Z]+) "([^"]*)"$`, (*suite).registers).
		Step(`^([a-z]+) registers ([A-Z]+) "([^"]*)" under "([^"]*)"$`, (*suite).registersUnder).
		Step(`^([a-z]+) registers ([A-Z]+) "([^"]*)" under "([^"]*)", ([A-Z_]+) "([^"]*)"$`, (*suite).registersFrom).
		Step(`^([a-z]+) registers MODEL "([^"]*)" with ([a-z0-9 ]+) "([^"]*)"$`, (*suite).registersWith).
		Step(`^([a-z]+) registers MODEL "([^"]*)" made from (\d+) others$`, (*suite).registersFromMany).
		Step(`^([a-z]+) adds version "([^"]*)" to "([^"]*)"$`, (*suite).addsVersion).
		Step(`^([a-z]+) adds ([A-Z]+) version "([^"]*)" to "([^"]*)"$`, (*suite).addsKind).
		Step(`^([a-z]+) declares that "([^"]*)" is ([A-Z_]+) "([^"]*)"$`, (*suite).declares).
		Step(`^([a-z]+) (acknowledges|refuses) "([^"]*)" as a child of "([^"]*)"$`, (*suite).answers).
		Step(`^"([^"]*)" is ([A-Z]+) as a child of "([^"]*)"$`, (*suite).edgeIs).
		Step(`^([a-z]+) makes "([^"]*)" ([A-Z]+)(?: because "([^"]*)")?$`, (*suite).makes).
		Step(`^"([^"]*)" is ([A-Z]+)$`, (*suite).statusIs).
		Step(`^"([^"]*)" has (\d+) versions?$`, (*suite).hasVersions).
		Step(`^"([^"]*)" is (\d+) deep$`, (*suite).isDeep).
		Step(`^([a-z]+) offers "([^"]*)" to ([a-z]+)$`, (*suite).offers).
		Step(`^([a-z]+) takes the offer of "([^"]*)" back$`, (*suite).takesBack).
		Step(`^([a-z]+) accepts "([^"]*)"$`, (*suite).accepts).
		Step(`^([a-z]+) owns "([^"]*)"$`, (*suite).owns).
		Step(`^([a-z]+) registered the program ([a-z]+)$`, (*suite).registeredProgram).
		Step(`^([a-z]+) links the program ([a-z]+) to "([^"]*)"$`, (*suite).links).
		Step(`^the program ([a-z]+) is "([^"]*)"$`, (*suite).programIs).
		Step(`^it is refused: (.*)$`, (*suite).refused).
		Step(`^([a-z]+) sets ([a-z_]+) to (\d+)$`, (*suite).sets)
}

func moneySteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^([a-z]+) asks (\d+)usure, (\d+) and (\d+) inherited for "([^"]*)"$`, (*suite).asks).
		Step(`^a lease of ([a-z]+) is made$`, (*suite).leaseMade).
		Step(`^the lease is settled for "([^"]*)"$`, (*suite).leaseSettled).
		Step(`^the provider gets "([^"]*)"$`, (*suite).providerGets).
		Step(`^([a-z]+) gets "([^"]*)"$`, (*suite).ownerGets).
		Step(`^nobody else gets anything$`, (*suite).nobodyElse).
		Step(`^([a-z]+) gates "([^"]*)" for "([^"]*)"$`, (*suite).gates).
		Step(`^([a-z]+) gates "([^"]*)" for "([^"]*)" with the releaser ([a-z]+)$`, (*suite).gatesWith).
		Step(`^([a-z]+) gates "([^"]*)" anew for "([^"]*)"$`, (*suite).gatesAnew).
		Step(`^([a-z]+) gates "([^"]*)" with a ([a-z]+) that is wrong$`, (*suite).gatesWrongly).
		Step(`^([a-z]+) requests a licence of "([^"]*)" for at most "([^"]*)"$`, (*suite).requests).
		Step(`^([a-z]+) requests a licence of "([^"]*)" for the key "([^"]*)"$`, (*suite).requestsKey).
		Step(`^([a-z]+) grants ([a-z]+) a licence of "([^"]*)"$`, (*suite).grants).
		Step(`^([a-z]+) grants ([a-z]+) a licence of "([^"]*)" for another key$`, (*suite).grantsOther).
		Step(`^([a-z]+) grants ([a-z]+) a licence of "([^"]*)" with no capsule$`, (*suite).grantsNothing).
		Step(`^([a-z]+) may decrypt "([^"]*)"$`, (*suite).mayDecrypt).
		Step(`^([a-z]+) may not decrypt "([^"]*)"$`, (*suite).mayNotDecrypt).
		Step(`^([a-z]+) offers "([^"]*)" against a bond of "([^"]*)" for (\d+) proofs of "([^"]*)", one in (\d+) blocks$`, (*suite).offersStorage).
		Step(`^([a-z]+) withdraws the offer$`, (*suite).withdraws).
		Step(`^([a-z]+) pledges$`, (*suite).pledges).
		Step(`^([a-z]+) proves possession$`, (*suite).proves).
		Step(`^([a-z]+) answers wrongly$`, (*suite).answersWrongly).
		Step(`^the deal is ([A-Z]+) with (\d+) proven and (\d+) missed$`, (*suite).dealIs).
		Step(`^the block at height (\d+) ends$`, (*suite).blockEnds).
		Step(`^the block's events are: (.*)$`, (*suite).EventsAre).
		Step(`^the coins of the deal's bond are lost$`, (*suite).bondLost)
}

type suite struct {
	gocuke.TestingT
	features.World

	world
	paid map[string]string
	rest string
}

func (s *suite) Before() {
	s.Open(s.TestingT, storeKeys...)
	s.world = newWorld(s.TestingT, s.Fixture)
	s.paid = map[string]string{}
}

// After checks the invariants at the end of every scenario.
func (s *suite) After() {
	s.Close()
	if s.rest != "lost" {
		require.NoError(s, s.keeper.Invariants(s.Ctx))
	}
}
