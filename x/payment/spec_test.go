package payment_test

import (
	"testing"

	"github.com/suretynetwork/surety/testutil/spec"
	"github.com/suretynetwork/surety/x/payment"
)

func TestTheREADMEIsComplete(t *testing.T) { spec.RequireREADME(t, "surety.payment.v1") }

func TestEveryMethodHasACommand(t *testing.T) {
	spec.RequireCLI(t, payment.AppModule{}.AutoCLIOptions())
}
