package app

import (
	"strings"

	cmttypes "github.com/cometbft/cometbft/types"

	errorsmod "cosmossdk.io/errors"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"
)

const (
	courtPrefix = "/surety.challenge.v1."
	// ordinaryPercent is the share of a block's gas and bytes that transactions other than court moves may fill.
	// The rest is kept for court moves, whose clocks run in blocks: a crowded market must not make someone miss one.
	ordinaryPercent = 80
)

// isCourtMove is whether tx consists of court moves and nothing else.
func isCourtMove(tx sdk.Tx) bool {
	msgs := tx.GetMsgs()
	for _, msg := range msgs {
		if !strings.HasPrefix(sdk.MsgTypeURL(msg), courtPrefix) {
			return false
		}
	}
	return len(msgs) > 0
}

// blockLimits is what a block may hold. Zero means no limit.
type blockLimits struct {
	gas, bytes uint64
}

// limitsOf reads the consensus parameters' block limits; negative values there mean "no limit".
func limitsOf(ctx sdk.Context) blockLimits {
	block := ctx.ConsensusParams().Block
	if block == nil {
		return blockLimits{}
	}
	return blockLimits{gas: positive(block.MaxGas), bytes: positive(block.MaxBytes)}
}

// ordinary is the part of the limits open to transactions that are no court moves.
func (l blockLimits) ordinary() blockLimits {
	return blockLimits{gas: l.gas / 100 * ordinaryPercent, bytes: l.bytes / 100 * ordinaryPercent}
}

func positive(n int64) uint64 {
	if n < 0 {
		return 0
	}
	return uint64(n)
}

// blockFill counts what a block's transactions ask for against its limits.
type blockFill struct {
	limits                     blockLimits
	gas, bytes                 uint64
	ordinaryGas, ordinaryBytes uint64
}

// add counts tx, of encoded form bz, or reports false and counts nothing where it does not fit.
func (f *blockFill) add(tx sdk.Tx, bz []byte) bool {
	gas, bytes := gasLimit(tx), txSize(bz)
	if !fits(f.gas, gas, f.limits.gas) || !fits(f.bytes, bytes, f.limits.bytes) {
		return false
	}
	if !isCourtMove(tx) {
		share := f.limits.ordinary()
		if !fits(f.ordinaryGas, gas, share.gas) || !fits(f.ordinaryBytes, bytes, share.bytes) {
			return false
		}
		f.ordinaryGas += gas
		f.ordinaryBytes += bytes
	}
	f.gas += gas
	f.bytes += bytes
	return true
}

// fits is whether used+more stays within limit, without overflowing.
func fits(used, more, limit uint64) bool {
	sum := used + more
	return sum >= used && (limit == 0 || sum <= limit)
}

// txSize is the transaction's size inside a block's encoding, its length prefix included.
func txSize(bz []byte) uint64 {
	return positive(cmttypes.ComputeProtoSizeForTxs([]cmttypes.Tx{bz}))
}

func gasLimit(tx sdk.Tx) uint64 {
	if withGas, ok := tx.(interface{ GetGas() uint64 }); ok {
		return withGas.GetGas()
	}
	return 0
}

// courtShareDecorator refuses an ordinary transaction too large for the share that ordinary ones have, since no
// block could ever hold it.
type courtShareDecorator struct{}

// AnteHandle checks one transaction against an empty block.
func (courtShareDecorator) AnteHandle(ctx sdk.Context, tx sdk.Tx, simulate bool, next sdk.AnteHandler) (sdk.Context, error) {
	if simulate || isCourtMove(tx) {
		return next(ctx, tx, simulate)
	}
	share := limitsOf(ctx).ordinary()
	if gas := gasLimit(tx); !fits(0, gas, share.gas) {
		return ctx, errorsmod.Wrapf(sdkerrors.ErrInvalidGasLimit,
			"gas limit %d is above the %d that ordinary transactions may use of a block: split the transaction", gas, share.gas)
	}
	if size := uint64(len(ctx.TxBytes())); !fits(0, size, share.bytes) {
		return ctx, errorsmod.Wrapf(sdkerrors.ErrTxTooLarge,
			"%d bytes are above the %d that ordinary transactions may use of a block: split the transaction", size, share.bytes)
	}
	return next(ctx, tx, simulate)
}
