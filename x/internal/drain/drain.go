// Package drain runs one item of a block's work so that a bad item costs only itself.
package drain

import (
	"fmt"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
)

// RetryBlocks is how long an item that failed waits before it is tried again. Only a fault of the chain's own makes one fail, so it is
// long enough not to matter while the fault lasts, and short enough that nobody has to ask once it is mended.
const RetryBlocks = 1_000

// Safely runs fn in a cached context. State and events are kept only when fn returns nil. A panic of fn becomes an error, except
// running out of gas, which is raised again: in a transaction it must end the transaction, not one item of it.
func Safely(ctx sdk.Context, fn func(sdk.Context) error) (err error) {
	cached, write := ctx.CacheContext()
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case storetypes.ErrorOutOfGas, storetypes.ErrorGasOverflow:
			panic(cause)
		case error:
			err = fmt.Errorf("panic: %w", cause)
		default:
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	if err = fn(cached); err == nil {
		write()
	}
	return err
}
