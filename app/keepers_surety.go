package app

import (
	breakerkeeper "github.com/suretynetwork/surety/x/breaker/keeper"
	breakertypes "github.com/suretynetwork/surety/x/breaker/types"
	marketkeeper "github.com/suretynetwork/surety/x/market/keeper"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	providerkeeper "github.com/suretynetwork/surety/x/provider/keeper"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// suretyKeepers are the chain's own modules, bottom to top: each calls only those above its own line here.
type suretyKeepers struct {
	BreakerKeeper  *breakerkeeper.Keeper
	PaymentKeeper  *paymentkeeper.Keeper
	ProviderKeeper *providerkeeper.Keeper
	MarketKeeper   *marketkeeper.Keeper
}

func suretyStoreKeys() []string {
	return []string{breakertypes.StoreKey, paymenttypes.StoreKey, providertypes.StoreKey, markettypes.StoreKey}
}

func (k *Keepers) buildSurety(w wiring) (err error) {
	cdc := w.enc.Codec
	k.BreakerKeeper, err = breakerkeeper.NewKeeper(w.enc.Registry, w.store(breakertypes.StoreKey), w.authority)
	if err != nil {
		return err
	}
	// The router must know it before the modules register their messages.
	w.base.MsgServiceRouter().SetCircuit(k.BreakerKeeper)
	k.PaymentKeeper, err = paymentkeeper.NewKeeper(
		cdc, w.store(paymenttypes.StoreKey), w.addresses, w.authority, k.BankKeeper)
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
	return err
}
