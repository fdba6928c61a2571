package app

import (
	"context"
	"slices"

	abci "github.com/cometbft/cometbft/abci/types"

	"github.com/cosmos/cosmos-sdk/baseapp"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/mempool"
)

// maxMisfits is how many transactions that no longer fit are looked at before a proposal is closed. Verifying a
// transaction costs time, so a full mempool must not be walked to its end for a block that is full.
const maxMisfits = 64

// setProposalHandlers makes the node fill its own blocks, and judge those of others, by the same limits.
func setProposalHandlers(base *baseapp.BaseApp, pool mempool.Mempool) {
	prepare := baseapp.NewDefaultProposalHandler(pool, base)
	prepare.SetTxSelector(&txSelector{})
	base.SetPrepareProposal(prepare.PrepareProposalHandler())
	base.SetProcessProposal(processProposal(base))
}

// txSelector picks the transactions of a proposal within the block's limits and the court's reserve. The proposal
// handler calls it from one goroutine and clears it between proposals.
type txSelector struct {
	fill     blockFill
	started  bool
	misfits  int
	selected [][]byte
}

// SelectedTxs returns what was picked so far, in order.
func (s *txSelector) SelectedTxs(context.Context) [][]byte { return slices.Clone(s.selected) }

// Clear forgets everything, ready for the next proposal.
func (s *txSelector) Clear() { *s = txSelector{} }

// SelectTxForProposal picks tx if it fits and reports whether to stop looking. maxBytes is what the block has left
// for transactions after its header and signatures.
func (s *txSelector) SelectTxForProposal(ctx context.Context, maxBytes, _ uint64, tx sdk.Tx, bz []byte) bool {
	if !s.started {
		limits := limitsOf(sdk.UnwrapSDKContext(ctx))
		s.fill = blockFill{limits: blockLimits{gas: limits.gas, bytes: maxBytes}}
		s.started = true
	}
	if s.fill.add(tx, bz) {
		s.selected = append(s.selected, bz)
		return false
	}
	s.misfits++
	return s.misfits >= maxMisfits
}

// processProposal refuses a block that holds a transaction which does not decode or whose signatures, sequence or
// fee are wrong, or whose transactions together ask for more than the block's limits. The SDK's own handler checks
// gas only under its own mempool and knows no reserve.
func processProposal(verifier baseapp.ProposalTxVerifier) sdk.ProcessProposalHandler {
	return func(ctx sdk.Context, req *abci.RequestProcessProposal) (*abci.ResponseProcessProposal, error) {
		fill := blockFill{limits: limitsOf(ctx)}
		for i, bz := range req.Txs {
			tx, err := verifier.ProcessProposalVerifyTx(bz)
			if err != nil {
				ctx.Logger().Error("refused a proposal: invalid transaction", "height", req.Height, "index", i, "err", err)
				return &abci.ResponseProcessProposal{Status: abci.ResponseProcessProposal_REJECT}, nil
			}
			if !fill.add(tx, bz) {
				ctx.Logger().Error("refused a proposal: over the block's limits", "height", req.Height, "index", i,
					"gas", fill.gas, "ordinary_gas", fill.ordinaryGas, "bytes", fill.bytes)
				return &abci.ResponseProcessProposal{Status: abci.ResponseProcessProposal_REJECT}, nil
			}
		}
		return &abci.ResponseProcessProposal{Status: abci.ResponseProcessProposal_ACCEPT}, nil
	}
}
