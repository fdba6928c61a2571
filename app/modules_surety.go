package app

import (
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/artefact"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/attestation"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	"github.com/suretynetwork/surety/x/breaker"
	breakertypes "github.com/suretynetwork/surety/x/breaker/types"
	"github.com/suretynetwork/surety/x/challenge"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/da"
	datypes "github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/market"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/payment"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	"github.com/suretynetwork/surety/x/policy"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	"github.com/suretynetwork/surety/x/provider"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// suretyOrder is the order in which the chain's own modules start, begin and end a block: bottom to top.
func suretyOrder() []string {
	return []string{
		breakertypes.ModuleName, datypes.ModuleName, paymenttypes.ModuleName, artefacttypes.ModuleName, attestationtypes.ModuleName,
		providertypes.ModuleName, policytypes.ModuleName, markettypes.ModuleName, verificationtypes.ModuleName, challengetypes.ModuleName,
	}
}

func suretyModules(k *Keepers, enc Encoding) []module.AppModule {
	return []module.AppModule{
		breaker.NewAppModule(k.BreakerKeeper),
		da.NewAppModule(enc.Codec, k.DAKeeper),
		payment.NewAppModule(enc.Codec, k.PaymentKeeper),
		artefact.NewAppModule(enc.Codec, k.ArtefactKeeper),
		attestation.NewAppModule(enc.Codec, k.AttestationKeeper),
		provider.NewAppModule(enc.Codec, k.ProviderKeeper),
		policy.NewAppModule(enc.Codec, k.PolicyKeeper),
		market.NewAppModule(enc.Codec, k.MarketKeeper),
		verification.NewAppModule(k.VerificationKeeper),
		challenge.NewAppModule(k.ChallengeKeeper),
	}
}
