package policy_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/policy"
)

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.policy.v1") }

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, policy.AppModule{}.AutoCLIOptions())
}
