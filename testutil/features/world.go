// Package features has what the feature files of all modules have in common: people with coins, a last result, and steps about them.
package features

import (
	"regexp"
	"strings"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/testutil/fixture"
)

// World is one scenario's chain and the result of its last action. A suite embeds it and calls Open in its Before hook and Close in its
// After hook.
type World struct {
	*fixture.Fixture

	tb      fixture.TB
	err     error
	checked bool
}

// Open makes the chain with the named module stores.
func (w *World) Open(tb fixture.TB, storeKeys ...string) {
	w.Fixture, w.tb, w.checked = fixture.New(tb, storeKeys...), tb, true
}

// Close fails the scenario if its last action failed and no step said so.
func (w *World) Close() {
	w.tb.Helper()
	w.settle()
}

// Try runs one action as a transaction and keeps its result for the steps that follow.
func (w *World) Try(action func(sdk.Context) error) {
	w.tb.Helper()
	w.settle()
	w.err, w.checked = w.Deliver(action), false
}

// Err returns the last action's error and marks it as seen.
func (w *World) Err() error {
	w.checked = true
	return w.err
}

func (w *World) settle() {
	w.tb.Helper()
	if !w.checked {
		require.NoError(w.tb, w.err, "an action failed and no step expected it")
	}
}

// Who returns the account of a name; "the fee collector" and the like are module accounts.
func (w *World) Who(name string) sdk.AccAddress {
	if module, is := strings.CutPrefix(name, "the "); is {
		return authtypes.NewModuleAddress(strings.ReplaceAll(module, " ", "_"))
	}
	return w.Addr(name)
}

var placeholder = regexp.MustCompile(`\{([a-z ]+)\}`)

// Text replaces {alice} by the bech32 address of alice.
func (w *World) Text(template string) string {
	return placeholder.ReplaceAllStringFunc(template, func(match string) string {
		return w.Bech32(w.Who(match[1 : len(match)-1]))
	})
}

// Coin parses "10usure", and also "0usure", which is no coin to the bank.
func (w *World) Coin(text string) sdk.Coin {
	w.tb.Helper()
	coin, err := sdk.ParseCoinNormalized(text)
	require.NoError(w.tb, err)
	return coin
}
