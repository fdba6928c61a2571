package market_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/market"
)

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.market.v1") }

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, market.AppModule{}.AutoCLIOptions())
}
