package attestation_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/attestation"
)

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.attestation.v1") }

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, attestation.AppModule{}.AutoCLIOptions())
}
