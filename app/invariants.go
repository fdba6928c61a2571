package app

import (
	"context"
	"fmt"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// Invariants checks what must hold after every block: what each of our modules says of itself, and that all balances
// together are the supply. It walks the whole state, so it serves tests and not blocks.
func (a *App) Invariants(ctx context.Context) error {
	checks := []struct {
		module string
		check  func(context.Context) error
	}{
		{"da", a.DAKeeper.Invariants},
		{"payment", a.PaymentKeeper.Invariants},
		{"artefact", a.ArtefactKeeper.Invariants},
		{"policy", a.PolicyKeeper.Invariants},
		{"attestation", a.AttestationKeeper.Invariants},
		{"provider", a.ProviderKeeper.Invariants},
		{"market", a.MarketKeeper.Invariants},
		{"verification", a.VerificationKeeper.Invariants},
		{"challenge", a.ChallengeKeeper.Invariants},
		{"bank", a.conserved},
	}
	for _, c := range checks {
		if err := c.check(ctx); err != nil {
			return fmt.Errorf("%s: %w", c.module, err)
		}
	}
	return nil
}

// conserved is whether every coin that exists is in some account.
func (a *App) conserved(ctx context.Context) error {
	var held sdk.Coins
	a.BankKeeper.IterateAllBalances(ctx, func(_ sdk.AccAddress, coin sdk.Coin) bool {
		held = held.Add(coin)
		return false
	})
	var supply sdk.Coins
	a.BankKeeper.IterateTotalSupply(ctx, func(coin sdk.Coin) bool {
		supply = supply.Add(coin)
		return false
	})
	if !held.Equal(supply) {
		return fmt.Errorf("accounts hold %s, the supply is %s", held, supply)
	}
	return nil
}
