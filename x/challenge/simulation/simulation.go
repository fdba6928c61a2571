// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"context"
	"encoding/hex"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/challenge/keeper"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	verificationkeeper "github.com/suretynetwork/surety/x/verification/keeper"
	verificationsim "github.com/suretynetwork/surety/x/verification/simulation"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const (
	// maxLooked bounds how many records one operation looks through.
	maxLooked = 50
	// contested is the only computed node of the programs that x/verification's simulation registers.
	contested = 1
)

// RandomGenesis starts with short clocks, small bonds in the simulation's coin and few steps per block, so that queues build up.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	p := &genesis.Params
	denom := p.Bond.Denom
	if state.BondDenom != "" {
		denom = state.BondDenom
	}
	p.Bond = sdk.NewInt64Coin(denom, int64(1+state.Rand.Intn(100)))
	p.TraceFee = sdk.NewInt64Coin(denom, int64(state.Rand.Intn(100)))
	p.BalanceBlocks, p.GraceBlocks = int64(1+state.Rand.Intn(5)), int64(1+state.Rand.Intn(5))
	p.TraceBlocks, p.TraceGraceBlocks = int64(1+state.Rand.Intn(5)), int64(1+state.Rand.Intn(5))
	p.CommitTtlBlocks = int64(1 + state.Rand.Intn(5))
	p.DeadlinesPerBlock, p.RefundsPerBlock = uint32(1+state.Rand.Intn(5)), uint32(1+state.Rand.Intn(5))
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}

// world is what the operations look at.
type world struct {
	*keeper.Keeper
	verification *verificationkeeper.Keeper
}

func worldOf(k *keeper.Keeper) (world, bool) {
	v, ok := k.Verification().(*verificationkeeper.Keeper)
	return world{k, v}, ok
}

// aReceipt draws a receipt inside its window.
func (w world) aReceipt(ctx context.Context, r *simsx.XRand) (verificationtypes.Receipt, bool) {
	var found []verificationtypes.Receipt
	looked, now := 0, sdk.UnwrapSDKContext(ctx).BlockHeight()
	prefix := collections.NewPrefixedPairRange[int32, verificationkeeper.LeaseKey](int32(verificationtypes.ReceiptStatePending))
	err := w.verification.Receipts.Indexes.State.Walk(ctx, prefix, func(_ int32, key verificationkeeper.LeaseKey) (bool, error) {
		looked++
		receipt, err := w.verification.Receipts.Get(ctx, key)
		if err == nil && receipt.InWindow(now) == nil {
			found = append(found, receipt)
		}
		return looked == maxLooked, err
	})
	if err != nil || len(found) == 0 {
		return verificationtypes.Receipt{}, false
	}
	return found[r.Intn(len(found))], true
}

// aChallenge draws a live challenge that fits, as disclosures have left it, of a receipt that is not concluded.
func (w world) aChallenge(ctx context.Context, r *simsx.XRand, fits func(types.Challenge) bool) (types.Challenge, verificationtypes.Receipt, bool) {
	var found []types.Challenge
	looked := 0
	err := w.Priority.Walk(ctx, nil, func(key keeper.PriorityKey) (bool, error) {
		looked++
		c, err := w.challengeAt(ctx, key)
		if err == nil && fits(c) {
			found = append(found, c)
		}
		return looked == maxLooked, err
	})
	if err != nil || len(found) == 0 {
		return types.Challenge{}, verificationtypes.Receipt{}, false
	}
	c := found[r.Intn(len(found))]
	id, err := types.ParseChallengeID(c.Id)
	if err != nil {
		return c, verificationtypes.Receipt{}, false
	}
	receipt, err := w.verification.GetReceipt(ctx, id.Lease)
	return c, receipt, err == nil && receipt.Open() == nil
}

func (w world) challengeAt(ctx context.Context, key keeper.PriorityKey) (types.Challenge, error) {
	stored, err := w.Challenges.Get(ctx, collections.Join(key.K1(), key.K4()))
	if err != nil {
		return stored, err
	}
	id, err := types.ParseChallengeID(stored.Id)
	if err != nil {
		return stored, err
	}
	return w.GetChallenge(ctx, id)
}

// trace is what the receipt's provider computed, and what it should have.
func (w world) trace(ctx context.Context, r verificationtypes.Receipt) (theirs, honest *exec.Trace, ok bool) {
	theirs, honest, err := verificationsim.Trace(ctx, w.verification, r.Signed.ProgramId, r.Signed.LeaseId)
	return theirs, honest, err == nil && hex.EncodeToString(theirs.Root[:]) == r.Signed.TraceRoot
}

// prepared is a receipt with its trace and somebody who can pay for an accusation.
func (w world) prepared(
	ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter, price func(types.Params) sdk.Coin,
) (simsx.SimAccount, verificationtypes.Receipt, *exec.Trace, bool) {
	r, found := w.aReceipt(ctx, data.Rand())
	if !found {
		reporter.Skip("no receipt is open to challenge")
		return simsx.SimAccount{}, r, nil, false
	}
	params, err := w.Params.Get(ctx)
	if err != nil {
		reporter.Skip(err.Error())
		return simsx.SimAccount{}, r, nil, false
	}
	who := data.AnyAccount(reporter)
	theirs, _, ok := w.trace(ctx, r)
	if !ok || reporter.IsSkipped() {
		reporter.Skip("the receipt is of no simulated run")
		return who, r, nil, false
	}
	if cost := price(params); cost.IsPositive() && !who.LiquidBalance().BlockAmount(cost) {
		reporter.Skip("the account cannot pay")
		return who, r, nil, false
	}
	return who, r, theirs, true
}

func bond(p types.Params) sdk.Coin { return p.Bond }

func skip[T any](reporter simsx.SimulationReporter, why string) ([]simsx.SimAccount, T) {
	var none T
	reporter.Skip(why)
	return nil, none
}

// groups are the chaining values that disclose a tensor.
func groups(tensor []byte) []byte { return commit.TraceList(commit.Groups(tensor, 0)) }

// group is the content of one group.
func group(tensor []byte, number uint32) []byte {
	const size = 1024
	from := min(int(number)*size, len(tensor))
	return tensor[from:min(from+size, len(tensor))]
}
