package artefact_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/artefact"
)

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.artefact.v1") }

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, artefact.AppModule{}.AutoCLIOptions())
}
