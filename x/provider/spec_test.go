package provider_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/provider"
)

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.provider.v1") }

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, provider.AppModule{}.AutoCLIOptions())
}
