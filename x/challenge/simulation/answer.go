package simulation

import (
	"bytes"
	"context"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/keeper"
	"github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// proveDifference proves the first element in which two traces of the same program differ, or element 0 if none does.
func proveDifference(honest, theirs *exec.Trace) (*graph.ElementProof, error) {
	element, size := uint64(0), int(honest.Program.Nodes[contested].Dtype.ElementSize())
	for at := 0; at < len(theirs.Tensors[contested]); at += size {
		if !bytes.Equal(honest.Tensors[contested][at:at+size], theirs.Tensors[contested][at:at+size]) {
			element = uint64(at / size)
			break
		}
	}
	claimed, err := exec.ElementSlice(theirs, contested, element)
	if err != nil {
		return nil, err
	}
	return exec.Prove(honest, exec.Claim{Commitments: theirs.Commitments, Root: theirs.Roots[contested], Claimed: claimed}, contested, element)
}

// MsgDiscloseHashesFactory answers the opening of a game.
func MsgDiscloseHashesFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgDiscloseHashes] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgDiscloseHashes) {
		w, ok := worldOf(k)
		if !ok {
			return skip[*types.MsgDiscloseHashes](reporter, "x/verification is not there")
		}
		c, r, found := w.aChallenge(ctx, data.Rand(), func(c types.Challenge) bool {
			d, err := w.Disclosures.Get(ctx, collections.Join(c.LeaseId, c.Node))
			return err == nil && len(d.Hashes) == 0
		})
		if !found {
			return skip[*types.MsgDiscloseHashes](reporter, "no hashes are waited for")
		}
		theirs, _, ok := w.trace(ctx, r)
		if !ok {
			return skip[*types.MsgDiscloseHashes](reporter, "the receipt is of no simulated run")
		}
		sender := data.AnyAccount(reporter)
		return []simsx.SimAccount{sender}, &types.MsgDiscloseHashes{
			Sender: sender.AddressBech32, LeaseId: c.LeaseId, Node: c.Node, Hashes: groups(theirs.Tensors[contested]),
		}
	}
}

// MsgDiscloseGroupFactory shows the bytes that a game waits for.
func MsgDiscloseGroupFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgDiscloseGroup] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgDiscloseGroup) {
		w, ok := worldOf(k)
		if !ok {
			return skip[*types.MsgDiscloseGroup](reporter, "x/verification is not there")
		}
		c, r, found := w.aChallenge(ctx, data.Rand(), func(c types.Challenge) bool {
			has, err := w.Groups.Has(ctx, collections.Join3(c.LeaseId, c.Node, c.Group))
			return err == nil && !has && c.State == types.ChallengeStateAwaitBytes
		})
		if !found {
			return skip[*types.MsgDiscloseGroup](reporter, "no bytes are waited for")
		}
		theirs, _, ok := w.trace(ctx, r)
		if !ok {
			return skip[*types.MsgDiscloseGroup](reporter, "the receipt is of no simulated run")
		}
		sender := data.AnyAccount(reporter)
		return []simsx.SimAccount{sender}, &types.MsgDiscloseGroup{
			Sender: sender.AddressBech32, LeaseId: c.LeaseId, Node: c.Node, Group: c.Group, Content: group(theirs.Tensors[contested], c.Group),
		}
	}
}

// MsgPublishTraceFactory answers a demand for a trace.
func MsgPublishTraceFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgPublishTrace] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgPublishTrace) {
		w, ok := worldOf(k)
		if !ok {
			return skip[*types.MsgPublishTrace](reporter, "x/verification is not there")
		}
		lease, found := w.aDemand(ctx)
		if !found {
			return skip[*types.MsgPublishTrace](reporter, "no trace is demanded")
		}
		r, err := w.verification.GetReceipt(ctx, lease)
		if err != nil || r.Open() != nil {
			return skip[*types.MsgPublishTrace](reporter, "the receipt is concluded")
		}
		theirs, _, ok := w.trace(ctx, r)
		if !ok {
			return skip[*types.MsgPublishTrace](reporter, "the receipt is of no simulated run")
		}
		sender := data.AnyAccount(reporter)
		return []simsx.SimAccount{sender}, &types.MsgPublishTrace{
			Sender: sender.AddressBech32, LeaseId: lease.String(), Commitments: commit.TraceList(theirs.Commitments),
		}
	}
}

// aDemand is the first demand that still can be answered.
func (w world) aDemand(ctx context.Context) (markettypes.LeaseID, bool) {
	var found string
	now := sdk.UnwrapSDKContext(ctx).BlockHeight()
	err := w.TraceQueue.Walk(ctx, nil, func(key keeper.DueKey) (bool, error) {
		if key.K1() >= now {
			found = key.K2()
		}
		return found != "", nil
	})
	if err != nil || found == "" {
		return markettypes.LeaseID{}, false
	}
	lease, err := markettypes.ParseLeaseID(found)
	return lease, err == nil
}
