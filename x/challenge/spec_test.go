package challenge_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/challenge"
)

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.challenge.v1") }

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, challenge.AppModule{}.AutoCLIOptions())
}
