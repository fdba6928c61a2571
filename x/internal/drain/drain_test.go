package drain_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/internal/drain"
)

var errBad = errors.New("bad item")

// attempt writes a key and emits an event, then ends as told.
func attempt(f *fixture.Fixture, end func() error) error {
	return drain.Safely(f.Ctx, func(ctx sdk.Context) error {
		if err := f.StoreService("items").OpenKVStore(ctx).Set([]byte("key"), []byte("value")); err != nil {
			return err
		}
		ctx.EventManager().EmitEvent(sdk.NewEvent("done"))
		return end()
	})
}

func TestSafelyKeepsStateAndEventsOnlyOnSuccess(t *testing.T) {
	for name, end := range map[string]struct {
		end  func() error
		want string
	}{
		"success":                  {func() error { return nil }, ""},
		"an error":                 {func() error { return errBad }, "bad item"},
		"a panic with an error":    {func() error { panic(errBad) }, "panic: bad item"},
		"a panic with a text":      {func() error { panic("boom") }, "panic: boom"},
		"a panic of the runtime's": {func() error { var none []int; _ = none[len(none)]; return nil }, "panic: runtime error: index out of range [0] with length 0"},
	} {
		t.Run(name, func(t *testing.T) {
			f := fixture.New(t, "items")
			before := len(f.Ctx.EventManager().Events())
			err := attempt(f, end.end)
			kept, readErr := f.StoreService("items").OpenKVStore(f.Ctx).Has([]byte("key"))
			require.NoError(t, readErr)
			if end.want == "" {
				require.NoError(t, err)
			} else {
				require.EqualError(t, err, end.want)
			}
			require.Equal(t, end.want == "", kept)
			require.Equal(t, end.want == "", len(f.Ctx.EventManager().Events()) > before)
		})
	}
}

func TestSafelyKeepsTheCauseOfAPanic(t *testing.T) {
	require.ErrorIs(t, attempt(fixture.New(t, "items"), func() error { panic(errBad) }), errBad)
}

func TestSafelyRaisesOutOfGasAgain(t *testing.T) {
	for _, cause := range []any{storetypes.ErrorOutOfGas{Descriptor: "d"}, storetypes.ErrorGasOverflow{Descriptor: "d"}} {
		require.PanicsWithValue(t, cause, func() { _ = attempt(fixture.New(t, "items"), func() error { panic(cause) }) })
	}
}
