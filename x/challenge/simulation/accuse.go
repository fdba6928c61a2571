package simulation

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/keeper"
	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

// MsgCommitChallengeFactory seals a claim that nobody follows up, or that MsgOpenChallengeFactory may.
func MsgCommitChallengeFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgCommitChallenge] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgCommitChallenge) {
		w, ok := worldOf(k)
		if !ok {
			return skip[*types.MsgCommitChallenge](reporter, "x/verification is not there")
		}
		who, r, _, ok := w.prepared(ctx, data, reporter, bond)
		if !ok {
			return nil, nil
		}
		salt := fmt.Sprintf("%064x", data.Rand().Uint64())
		sum, err := types.ClaimCommitment(sdk.UnwrapSDKContext(ctx).ChainID(), r.Signed.LeaseId, who.AddressBech32, contested, salt)
		if err != nil {
			return skip[*types.MsgCommitChallenge](reporter, err.Error())
		}
		return []simsx.SimAccount{who}, &types.MsgCommitChallenge{Challenger: who.AddressBech32, LeaseId: r.Signed.LeaseId, Commitment: sum}
	}
}

// MsgOpenChallengeFactory challenges a receipt, right or wrong.
func MsgOpenChallengeFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgOpenChallenge] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgOpenChallenge) {
		w, ok := worldOf(k)
		if !ok {
			return skip[*types.MsgOpenChallenge](reporter, "x/verification is not there")
		}
		who, r, theirs, ok := w.prepared(ctx, data, reporter, bond)
		if !ok {
			return nil, nil
		}
		path, err := commit.OpenTrace(theirs.Commitments, contested)
		if err != nil {
			return skip[*types.MsgOpenChallenge](reporter, err.Error())
		}
		return []simsx.SimAccount{who}, &types.MsgOpenChallenge{
			Challenger: who.AddressBech32, LeaseId: r.Signed.LeaseId, Node: contested,
			Commitment: hex.EncodeToString(theirs.Commitments[contested][:]), Path: path,
		}
	}
}

// MsgDemandTraceFactory demands a receipt's trace.
func MsgDemandTraceFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgDemandTrace] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgDemandTrace) {
		w, ok := worldOf(k)
		if !ok {
			return skip[*types.MsgDemandTrace](reporter, "x/verification is not there")
		}
		who, r, _, ok := w.prepared(ctx, data, reporter, func(p types.Params) sdk.Coin { return p.TraceFee })
		if !ok {
			return nil, nil
		}
		if has, err := w.Traces.Has(ctx, r.Signed.LeaseId); err != nil || has {
			return skip[*types.MsgDemandTrace](reporter, "it was demanded already")
		}
		return []simsx.SimAccount{who}, &types.MsgDemandTrace{Challenger: who.AddressBech32, LeaseId: r.Signed.LeaseId}
	}
}

// MsgPickGroupFactory picks the group of the false number, or any.
func MsgPickGroupFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgPickGroup] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgPickGroup) {
		w, ok := worldOf(k)
		if !ok {
			return skip[*types.MsgPickGroup](reporter, "x/verification is not there")
		}
		now := sdk.UnwrapSDKContext(ctx).BlockHeight()
		c, _, found := w.aChallenge(ctx, data.Rand(), func(c types.Challenge) bool {
			return c.State == types.ChallengeStateAwaitPick && !c.Overdue(now) && data.HasAccount(c.Challenger)
		})
		if !found {
			return skip[*types.MsgPickGroup](reporter, "nobody has to pick")
		}
		challenger := data.GetAccount(reporter, c.Challenger)
		return []simsx.SimAccount{challenger}, &types.MsgPickGroup{Challenger: c.Challenger, ChallengeId: c.Id}
	}
}

// MsgProveElementFactory ends a game: by the false number where there is one, by any other where there is none.
func MsgProveElementFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgProveElement] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgProveElement) {
		w, ok := worldOf(k)
		if !ok {
			return skip[*types.MsgProveElement](reporter, "x/verification is not there")
		}
		now := sdk.UnwrapSDKContext(ctx).BlockHeight()
		c, r, found := w.aChallenge(ctx, data.Rand(), func(c types.Challenge) bool {
			return (c.Owes() == types.Provider || !c.Overdue(now)) && data.HasAccount(c.Challenger)
		})
		if !found {
			return skip[*types.MsgProveElement](reporter, "no game is on")
		}
		theirs, honest, ok := w.trace(ctx, r)
		if !ok {
			return skip[*types.MsgProveElement](reporter, "the receipt is of no simulated run")
		}
		proof, err := proveDifference(honest, theirs)
		if err != nil {
			return skip[*types.MsgProveElement](reporter, err.Error())
		}
		challenger := data.GetAccount(reporter, c.Challenger)
		return []simsx.SimAccount{challenger}, &types.MsgProveElement{Challenger: c.Challenger, ChallengeId: c.Id, Proof: *proof}
	}
}
