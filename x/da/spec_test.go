package da_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/da"
)

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.da.v1") }

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, da.AppModule{}.AutoCLIOptions())
}
