package simulation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	marketkeeper "github.com/suretynetwork/surety/x/market/keeper"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/keeper"
	"github.com/suretynetwork/surety/x/verification/types"
)

// maxLooked bounds how many records one operation looks through.
const maxLooked = 50

// Lie says what a simulated provider falsifies for a lease: everything about a lease follows from its id, so that every operation knows
// what the others did. A third of the providers lie.
func Lie(leaseID string, elements uint64) (element uint64, lies bool) {
	sum := sha256.Sum256([]byte(leaseID))
	return uint64(sum[1]) % elements, sum[0]%3 == 0
}

// Trace is what a simulated provider computes for a lease, and what an honest one would.
func Trace(ctx context.Context, k *keeper.Keeper, programID, leaseID string) (theirs, honest *exec.Trace, err error) {
	raw, err := k.Graph(ctx, programID)
	if err != nil {
		return nil, nil, err
	}
	program, err := graph.Decode(raw)
	if err != nil {
		return nil, nil, err
	}
	size, ok := program.Nodes[0].OutputBytes()
	if !ok {
		return nil, nil, errors.New("the input is too large")
	}
	honest, err = exec.Run(ctx, program, nil, [][]byte{make([]byte, size)})
	if err != nil {
		return nil, nil, err
	}
	element, lies := Lie(leaseID, size/4)
	if !lies {
		return honest, honest, nil
	}
	theirs, err = exec.Corrupt(honest, 1, element)
	return theirs, honest, err
}

// job is a lease that an operation may go on with.
type job struct {
	lease markettypes.Lease
	order markettypes.Order
}

// aJob draws a lease in a state whose provider and owner are simulated.
func aJob(ctx context.Context, k *keeper.Keeper, data *simsx.ChainDataSource, state markettypes.LeaseState, fits func(job) bool) (job, bool) {
	market, ok := k.Market().(*marketkeeper.Keeper)
	if !ok {
		return job{}, false
	}
	var found []job
	looked := 0
	prefix := collections.NewPrefixedPairRange[int32, marketkeeper.LeaseKey](int32(state))
	err := market.Leases.Indexes.State.Walk(ctx, prefix, func(_ int32, key marketkeeper.LeaseKey) (bool, error) {
		looked++
		lease, err := market.Leases.Get(ctx, key)
		if err != nil || !data.HasAccount(lease.Provider) || !data.HasAccount(lease.Owner) {
			return looked == maxLooked, err
		}
		order, err := market.GetOrder(ctx, markettypes.OrderID{Owner: key.K1(), Sequence: key.K2()})
		if j := (job{lease, order}); err == nil && fits(j) {
			found = append(found, j)
		}
		return looked == maxLooked, err
	})
	if err != nil || len(found) == 0 {
		return job{}, false
	}
	return found[data.Rand().Intn(len(found))], true
}

// sign makes the receipt that the provider of a lease always signs. A false one claims another trace.
func sign(ctx context.Context, j job, provider simsx.SimAccount, trace *exec.Trace) (types.SignedReceipt, error) {
	r := types.SignedReceipt{
		LeaseId: j.lease.Id, ProgramId: j.order.Terms.ProgramId, InputRoots: j.order.Terms.InputRoots, NumericsVersion: graph.Version,
		TraceRoot: hex.EncodeToString(trace.Root[:]), Provider: j.lease.Provider,
	}
	for _, root := range trace.OutputRoots() {
		r.OutputRoots = append(r.OutputRoots, hex.EncodeToString(root[:]))
	}
	raw, err := r.SignBytes(sdk.UnwrapSDKContext(ctx).ChainID())
	if err != nil {
		return r, err
	}
	sig, err := provider.PrivKey.Sign(raw)
	r.Signature = hex.EncodeToString(sig)
	return r, err
}

// saltOf is the salt of a lease's sealed receipt.
func saltOf(leaseID string) string {
	sum := sha256.Sum256([]byte("salt of " + leaseID))
	return hex.EncodeToString(sum[:])
}

// signs says whether the account's key still is the lease's receipt key.
func signs(j job, provider simsx.SimAccount) bool {
	return hex.EncodeToString(provider.PubKey.Bytes()) == j.lease.ReceiptKey
}

func roundOf(ctx context.Context, k *keeper.Keeper, j job) types.RoundState {
	id, err := markettypes.ParseOrderID(j.order.Id)
	if err != nil {
		return types.RoundStateUnspecified
	}
	round, err := k.Rounds.Get(ctx, collections.Join(id.Owner, id.Sequence))
	if errors.Is(err, collections.ErrNotFound) {
		return types.RoundStateCommitting
	}
	return round.State
}

func hasCommitted(ctx context.Context, k *keeper.Keeper, j job) bool {
	id, err := markettypes.ParseLeaseID(j.lease.Id)
	if err != nil {
		return false
	}
	has, err := k.Commitments.Has(ctx, collections.Join3(id.Order.Owner, id.Order.Sequence, id.Provider))
	return err == nil && has
}

func inTime(ctx context.Context, j job) bool {
	return sdk.UnwrapSDKContext(ctx).BlockHeight() <= j.lease.DeadlineHeight
}

// MsgCommitReceiptFactory seals the receipt of a replicated order.
func MsgCommitReceiptFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgCommitReceipt] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgCommitReceipt) {
		j, found := aJob(ctx, k, data, markettypes.LeaseStateActive, func(j job) bool {
			return j.order.Terms.Method == markettypes.MethodReplicated && inTime(ctx, j) && !hasCommitted(ctx, k, j) &&
				roundOf(ctx, k, j) == types.RoundStateCommitting
		})
		if !found {
			return skip[*types.MsgCommitReceipt](reporter, "no replicated lease waits")
		}
		provider := data.GetAccount(reporter, j.lease.Provider)
		theirs, _, err := Trace(ctx, k, j.order.Terms.ProgramId, j.lease.Id)
		if err != nil {
			return skip[*types.MsgCommitReceipt](reporter, err.Error())
		}
		r, err := sign(ctx, j, provider, theirs)
		if err != nil {
			return skip[*types.MsgCommitReceipt](reporter, err.Error())
		}
		sum, err := r.Commitment(sdk.UnwrapSDKContext(ctx).ChainID(), saltOf(j.lease.Id))
		if err != nil {
			return skip[*types.MsgCommitReceipt](reporter, err.Error())
		}
		return []simsx.SimAccount{provider}, &types.MsgCommitReceipt{Provider: j.lease.Provider, LeaseId: j.lease.Id, Commitment: sum}
	}
}

// MsgSubmitReceiptFactory submits the receipt of a lease, half the time with its output.
func MsgSubmitReceiptFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgSubmitReceipt] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgSubmitReceipt) {
		j, found := aJob(ctx, k, data, markettypes.LeaseStateActive, func(j job) bool {
			ready := j.order.Terms.Method == markettypes.MethodOptimistic || hasCommitted(ctx, k, j) && roundOf(ctx, k, j) == types.RoundStateRevealing
			return ready && inTime(ctx, j)
		})
		if !found {
			return skip[*types.MsgSubmitReceipt](reporter, "no lease waits for a receipt")
		}
		provider := data.GetAccount(reporter, j.lease.Provider)
		theirs, _, err := Trace(ctx, k, j.order.Terms.ProgramId, j.lease.Id)
		if err != nil || !signs(j, provider) {
			return skip[*types.MsgSubmitReceipt](reporter, "the provider cannot sign")
		}
		msg := &types.MsgSubmitReceipt{Submitter: j.lease.Provider}
		if msg.Receipt, err = sign(ctx, j, provider, theirs); err != nil {
			return skip[*types.MsgSubmitReceipt](reporter, err.Error())
		}
		if j.order.Terms.Method == markettypes.MethodReplicated {
			msg.Salt = saltOf(j.lease.Id)
		}
		if data.Rand().Bool() {
			msg.Outputs = theirs.Outputs()
		}
		return []simsx.SimAccount{provider}, msg
	}
}

func skip[T any](reporter simsx.SimulationReporter, why string) ([]simsx.SimAccount, T) {
	var none T
	reporter.Skip(why)
	return nil, none
}
