package verification_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/verification"
)

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, verification.AppModule{}.AutoCLIOptions())
}

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.verification.v1") }
