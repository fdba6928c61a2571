package app

import (
	artefactkeeper "github.com/suretynetwork/surety/x/artefact/keeper"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationkeeper "github.com/suretynetwork/surety/x/attestation/keeper"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	breakerkeeper "github.com/suretynetwork/surety/x/breaker/keeper"
	breakertypes "github.com/suretynetwork/surety/x/breaker/types"
	challengekeeper "github.com/suretynetwork/surety/x/challenge/keeper"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	dakeeper "github.com/suretynetwork/surety/x/da/keeper"
	datypes "github.com/suretynetwork/surety/x/da/types"
	marketkeeper "github.com/suretynetwork/surety/x/market/keeper"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	policykeeper "github.com/suretynetwork/surety/x/policy/keeper"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providerkeeper "github.com/suretynetwork/surety/x/provider/keeper"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	verificationkeeper "github.com/suretynetwork/surety/x/verification/keeper"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// suretyKeepers are the chain's own modules, bottom to top: each calls only those above its own line here.
type suretyKeepers struct {
	BreakerKeeper      *breakerkeeper.Keeper
	DAKeeper           *dakeeper.Keeper
	PaymentKeeper      *paymentkeeper.Keeper
	ArtefactKeeper     *artefactkeeper.Keeper
	AttestationKeeper  *attestationkeeper.Keeper
	ProviderKeeper     *providerkeeper.Keeper
	PolicyKeeper       *policykeeper.Keeper
	MarketKeeper       *marketkeeper.Keeper
	VerificationKeeper *verificationkeeper.Keeper
	ChallengeKeeper    *challengekeeper.Keeper
}

func suretyStoreKeys() []string {
	return []string{
		breakertypes.StoreKey, datypes.StoreKey, paymenttypes.StoreKey, artefacttypes.StoreKey, attestationtypes.StoreKey, providertypes.StoreKey,
		policytypes.StoreKey, markettypes.StoreKey, verificationtypes.StoreKey, challengetypes.StoreKey,
	}
}

func (k *Keepers) buildSurety(w wiring) (err error) {
	cdc := w.enc.Codec
	k.BreakerKeeper, err = breakerkeeper.NewKeeper(w.enc.Registry, w.store(breakertypes.StoreKey), w.authority)
	if err != nil {
		return err
	}
	// The router must know it before the modules register their messages.
	w.base.MsgServiceRouter().SetCircuit(k.BreakerKeeper)
	k.DAKeeper, err = dakeeper.NewKeeper(cdc, w.store(datypes.StoreKey), w.addresses, w.authority)
	if err != nil {
		return err
	}
	k.PaymentKeeper, err = paymentkeeper.NewKeeper(
		cdc, w.store(paymenttypes.StoreKey), w.addresses, w.authority, k.BankKeeper)
	if err != nil {
		return err
	}
	k.ArtefactKeeper, err = artefactkeeper.NewKeeper(
		cdc, w.store(artefacttypes.StoreKey), w.addresses, w.authority, k.BankKeeper, k.PaymentKeeper)
	if err != nil {
		return err
	}
	k.AttestationKeeper, err = attestationkeeper.NewKeeper(
		cdc, w.store(attestationtypes.StoreKey), w.addresses, w.authority, attestationkeeper.Deps{
			Account: k.AccountKeeper, Bank: k.BankKeeper, Payment: k.PaymentKeeper, Contracts: newContracts(&k.WasmKeeper),
		})
	if err != nil {
		return err
	}
	k.ProviderKeeper, err = providerkeeper.NewKeeper(
		cdc, w.store(providertypes.StoreKey), w.addresses, w.authority, k.AccountKeeper, k.BankKeeper, k.PaymentKeeper)
	if err != nil {
		return err
	}
	k.MarketKeeper, err = marketkeeper.NewKeeper(
		cdc, w.store(markettypes.StoreKey), w.addresses, w.authority, k.BankKeeper, k.PaymentKeeper, k.ProviderKeeper)
	if err != nil {
		return err
	}
	k.MarketKeeper.SetRoyalties(k.ArtefactKeeper)
	k.PolicyKeeper, err = policykeeper.NewKeeper(cdc, w.store(policytypes.StoreKey), w.addresses, w.authority, policykeeper.Deps{
		Bank: k.BankKeeper, Attestations: k.AttestationKeeper, Artefacts: k.ArtefactKeeper, Providers: k.ProviderKeeper,
	})
	if err != nil {
		return err
	}
	k.MarketKeeper.SetPolicies(k.PolicyKeeper)
	k.MarketKeeper.SetDA(k.DAKeeper)
	return k.buildCourt(w)
}

// buildCourt adds what judges: each registers its hooks with the module it must hear of.
func (k *Keepers) buildCourt(w wiring) (err error) {
	cdc := w.enc.Codec
	k.VerificationKeeper, err = verificationkeeper.NewKeeper(
		cdc, w.store(verificationtypes.StoreKey), w.addresses, w.authority, k.BankKeeper, k.PaymentKeeper, k.MarketKeeper)
	if err != nil {
		return err
	}
	k.MarketKeeper.SetHooks(k.VerificationKeeper)
	k.ArtefactKeeper.SetHooks(k.VerificationKeeper)
	k.ChallengeKeeper, err = challengekeeper.NewKeeper(
		cdc, w.store(challengetypes.StoreKey), w.addresses, w.authority, challengekeeper.Deps{
			Bank: k.BankKeeper, Payment: k.PaymentKeeper, Market: k.MarketKeeper, Verification: k.VerificationKeeper,
		})
	if err != nil {
		return err
	}
	k.ChallengeKeeper.SetArtefacts(k.ArtefactKeeper)
	k.ChallengeKeeper.SetDA(k.DAKeeper)
	k.VerificationKeeper.SetHooks(k.ChallengeKeeper)
	return nil
}
