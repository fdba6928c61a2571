package keeper_test

import (
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/features"
	"github.com/suretynetwork/surety/x/policy/types"
)

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature")
	runner = features.Common(runner, func(s *suite) *features.World { return &s.World })
	surroundings(runner).
		Step(`^it is refused: (.*)$`, (*suite).refused).
		Step(`^it is refused for the age of an attestation$`, (*suite).tooOld).
		Step(`^it is refused for a denial by ([a-z]+)$`, (*suite).denied).
		Step(`^the evidence is: (.*)$`, (*suite).evidenceIs).
		Step(`^(\d+) seconds pass$`, (*suite).pass).
		Step(`^([a-z]+) publishes "([^"]*)":$`, (*suite).publishesDoc).
		Step(`^([a-z]+) publishes "([^"]*)" with (\{.*\})$`, (*suite).publishes).
		Step(`^"([^"]*)" is version (\d+)$`, (*suite).isVersion).
		Step(`^([a-z]+) retires "([^"]*)"$`, (*suite).retires).
		Step(`^([a-z]+) brings "([^"]*)" back$`, (*suite).bringsBack).
		Step(`^([a-z]+) approves the order$`, (*suite).approves).
		Step(`^([a-z]+) approves the hash "([^"]*)"$`, (*suite).approvesHash).
		Step(`^([a-z]+) withdraws the approval$`, (*suite).withdraws).
		Step(`^an order (?:that keeps|is to keep) to "([^"]*)"$`, (*suite).keepsTo).
		Step(`^an order that keeps to nothing$`, (*suite).keepsToNothing).
		Step(`^the order's (price|hash|program|input) is "?([^"]*)"?$`, (*suite).orderHas).
		Step(`^the order's program has a line of (\d+) forebears$`, (*suite).forebears).
		Step(`^the order is checked when it is (placed|given away)$`, (*suite).checkedAt).
		Step(`^the order is checked for ([a-z]+)$`, (*suite).checkedFor).
		Step(`^the receipt of ([a-z]+) is checked$`, (*suite).receiptChecked).
		Step(`^(governance|[a-z]+) sets ([a-z_]+) to (\d+)$`, (*suite).sets).
		Run()
}

func surroundings(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^ada registers the schema ([A-Z])$`, (*suite).registersSchema).
		Step(`^([a-z]+) (attests|denies) ([A-Z]) of "([^"]*)"$`, (*suite).attests).
		Step(`^([a-z]+) registers the ([A-Z]+) "([^"]*)" under "([^"]*)"(?:, ([A-Z_]+) "([^"]*)")?$`, (*suite).registers).
		Step(`^the edge from "([^"]*)" to "([^"]*)" is ([A-Z]+)$`, (*suite).edgeIs).
		Step(`^([a-z]+) refuses the edge from "([^"]*)" to "([^"]*)"$`, (*suite).refusesEdge).
		Step(`^([a-z]+) revokes "([^"]*)"$`, (*suite).revokes).
		Step(`^([a-z]+) is a provider with "([^"]*)"$`, (*suite).isProvider).
		Step(`^([a-z]+) now says "([^"]*)"$`, (*suite).nowSays).
		Step(`^([a-z]+) vouches for "([^"]*)=([^"]*)" of ([a-z]+)$`, (*suite).vouches)
}

type suite struct {
	gocuke.TestingT
	features.World

	world

	schemas map[string]string
	order   types.Order
	keeps   []string
}

func (s *suite) Before() {
	s.Open(s, storeKeys...)
	s.world = newWorld(s, s.Fixture)
	s.schemas, s.order = map[string]string{}, anOrder(s.Fixture)
}

func (s *suite) After() {
	s.Close()
	require.NoError(s, s.keeper.Invariants(s.Ctx))
}
