package features

import (
	"context"
	"errors"
	"strings"

	"github.com/cosmos/gogoproto/proto"
	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// Common registers the shared steps with a runner. world returns the World that a suite embeds.
func Common[S any](runner *gocuke.Runner, world func(S) *World) *gocuke.Runner {
	return runner.
		Step(`^([a-z ]+) has "([^"]*)"$`, func(s S, name, coins string) { world(s).fund(name, coins) }).
		Step(`^([a-z ]+) holds "([^"]*)"$`, func(s S, name, coin string) { world(s).holds(name, coin) }).
		Step(`^the supply is "([^"]*)"$`, func(s S, coin string) { world(s).supply(coin) }).
		Step(`^it succeeds$`, func(s S) { world(s).succeeds() }).
		Step(`^it fails with: (.*)$`, func(s S, text string) { world(s).fails(text) }).
		Step(`^the events are: (.*)$`, func(s S, names string) { world(s).EventsAre(names) }).
		Step(`^the bank refuses coins for ([a-z ]+)$`, func(s S, name string) { world(s).refuse(name) }).
		Step(`^the bank panics at coins for ([a-z ]+)$`, func(s S, name string) { world(s).panicAt(name) }).
		Step(`^transfers of ([a-z]+) are disabled$`, func(s S, denom string) { world(s).Bank.SetSendEnabled(world(s).Ctx, denom, false) }).
		Step(`^no event is emitted$`, func(s S) { world(s).EventsAre("") }).
		Step(`^the height is (\d+)$`, func(s S, height int64) { world(s).AtHeight(height) })
}

func (w *World) fund(name, coins string) { w.tb.Helper(); w.Fund(w.Who(name), coins) }

func (w *World) holds(name, coin string) {
	w.tb.Helper()
	want := w.Coin(coin)
	require.Equal(w.tb, want.Amount.String(), w.Balance(w.Who(name), want.Denom).String(), "%s of %s", want.Denom, name)
}

func (w *World) supply(coin string) {
	w.tb.Helper()
	want := w.Coin(coin)
	require.Equal(w.tb, want.Amount.String(), w.Supply(want.Denom).String())
}

func (w *World) succeeds() { w.tb.Helper(); require.NoError(w.tb, w.Err()) }

func (w *World) fails(text string) { w.tb.Helper(); require.EqualError(w.tb, w.Err(), w.Text(text)) }

// EventsAre requires the last action to have emitted these typed events, by name without package, in order, divided by ", ".
func (w *World) EventsAre(names string) {
	w.tb.Helper()
	var got []string
	for _, event := range w.TypedEvents() {
		name := proto.MessageName(event)
		got = append(got, name[strings.LastIndex(name, ".")+1:])
	}
	require.Equal(w.tb, names, strings.Join(got, ", "))
}

func (w *World) refuse(name string) {
	w.restrict(name, func() error { return errors.New("this bank does not know you") })
}

func (w *World) panicAt(name string) {
	w.restrict(name, func() error { return errors.New(math.NewInt(1).QuoRaw(0).String()) })
}

func (w *World) restrict(name string, act func() error) {
	refused := w.Who(name)
	w.Bank.AppendSendRestriction(func(_ context.Context, _, to sdk.AccAddress, _ sdk.Coins) (sdk.AccAddress, error) {
		if to.Equals(refused) {
			return nil, act()
		}
		return to, nil
	})
}
