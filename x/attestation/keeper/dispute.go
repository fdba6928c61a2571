package keeper

import (
	"context"
	"errors"
	"math"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// feeParts: of a bond that was lost one part goes to the chain's fees and the others to the attester, so that disputing one's own
// attestations is never free.
const feeParts = 3

// OpenDispute stakes a bond on an attestation being wrong, and returns the last height for a decision. The attestation stands meanwhile.
// Errors: ErrAttestationNotFound, ErrAlreadyRevoked, ErrInvalidDispute, ErrDisputeExists, the bank's.
func (k *Keeper) OpenDispute(ctx context.Context, disputer sdk.AccAddress, uid eas.Hash, grounds string, bond sdk.Coin) (int64, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return 0, err
	}
	if err := k.mayDispute(ctx, disputer, uid); err != nil {
		return 0, err
	}
	if err := types.ValidateGrounds(grounds); err != nil {
		return 0, err
	}
	if bond.Validate() != nil || !bond.Equal(params.DisputeBond) {
		return 0, types.ErrInvalidDispute.Wrapf("the bond is %s at present, not %s", params.DisputeBond, bond)
	}
	height := sdk.UnwrapSDKContext(ctx).BlockHeight()
	if height > math.MaxInt64-params.DisputeBlocks {
		return 0, types.ErrInvalidDispute.Wrapf("height %d and %d blocks overflow", height, params.DisputeBlocks)
	}
	dispute := types.Dispute{
		Uid: uid.String(), Disputer: k.text(disputer), Bond: bond, Grounds: grounds, OpenedHeight: height,
		DeadlineHeight: height + params.DisputeBlocks,
	}
	if err := k.setDispute(ctx, uid, dispute); err != nil {
		return 0, err
	}
	if err := k.deps.Bank.SendCoins(ctx, disputer, types.DisputeAddress(uid), sdk.NewCoins(bond)); err != nil {
		return 0, err
	}
	return dispute.DeadlineHeight, emit(ctx, &types.EventDisputeOpened{
		Uid: dispute.Uid, Disputer: dispute.Disputer, Bond: bond, DeadlineHeight: dispute.DeadlineHeight,
	})
}

func (k *Keeper) mayDispute(ctx context.Context, disputer sdk.AccAddress, uid eas.Hash) error {
	record, batch, err := k.GetRecord(ctx, uid)
	if err != nil {
		return err
	}
	if record.Revocation != nil {
		return types.ErrAlreadyRevoked.Wrapf("%s, at %d; there is nothing to dispute", uid, record.Revocation.Time)
	}
	if sdk.AccAddress(batch.Attester).Equals(disputer) {
		return types.ErrInvalidDispute.Wrap("this is your own attestation; revoke it")
	}
	exists, err := k.Disputes.Has(ctx, uid[:])
	if err == nil && exists {
		err = types.ErrDisputeExists.Wrapf("%s; wait for its decision", uid)
	}
	return err
}

func (k *Keeper) setDispute(ctx context.Context, uid eas.Hash, dispute types.Dispute) error {
	if err := k.Disputes.Set(ctx, uid[:], dispute); err != nil {
		return err
	}
	return k.DisputeQueue.Set(ctx, collections.Join(dispute.DeadlineHeight, uid[:]))
}

func (k *Keeper) removeDispute(ctx context.Context, uid eas.Hash, dispute types.Dispute) error {
	if err := k.Disputes.Remove(ctx, uid[:]); err != nil {
		return err
	}
	return k.DisputeQueue.Remove(ctx, collections.Join(dispute.DeadlineHeight, uid[:]))
}

// GetDispute returns an open dispute. Error: ErrDisputeNotFound.
func (k *Keeper) GetDispute(ctx context.Context, uid eas.Hash) (types.Dispute, error) {
	dispute, err := k.Disputes.Get(ctx, uid[:])
	if errors.Is(err, collections.ErrNotFound) {
		return dispute, types.ErrDisputeNotFound.Wrapf("of %s", uid)
	}
	return dispute, err
}

// DecideDispute ends a dispute. Upheld: the attestation is revoked as overturned, whether revocable or not, and the disputer has the bond
// back. Otherwise the attester receives two thirds of the bond, and the chain's fees the rest. Errors: ErrNotArbiter, ErrDisputeNotFound.
func (k *Keeper) DecideDispute(ctx context.Context, arbiter sdk.AccAddress, uid eas.Hash, upheld bool) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if name := k.text(arbiter); name != k.authority && name != params.Arbiter {
		return types.ErrNotArbiter.Wrapf("%s; disputes are decided by %s and by governance", name, params.Arbiter)
	}
	dispute, err := k.GetDispute(ctx, uid)
	if err != nil {
		return err
	}
	record, batch, err := k.GetRecord(ctx, uid)
	if err != nil {
		return err
	}
	if upheld {
		overturned := types.Revocation{Time: now(ctx), Reason: types.ReasonOverturned, Revoker: arbiter}
		if record, err = k.end(ctx, uid, record, overturned); err != nil {
			return err
		}
		err = k.emitOverturned(ctx, uid, batch, record)
	} else {
		err = k.forfeitBond(ctx, uid, dispute, batch.Attester)
	}
	if err != nil {
		return err
	}
	return emit(ctx, &types.EventDisputeDecided{Uid: dispute.Uid, Arbiter: k.text(arbiter), Upheld: upheld})
}

func (k *Keeper) emitOverturned(ctx context.Context, uid eas.Hash, batch types.Batch, record types.Record) error {
	attestation, err := types.NewAttestation(k.addresses, uid, batch, record)
	if err != nil {
		return err
	}
	return emitRevoked(ctx, []types.ResolverItem{{Attestation: attestation}})
}

// returnBond ends a dispute that the disputer did not lose.
func (k *Keeper) returnBond(ctx context.Context, uid eas.Hash, dispute types.Dispute) error {
	disputer, err := k.addresses.StringToBytes(dispute.Disputer)
	if err != nil {
		return err
	}
	if err := k.removeDispute(ctx, uid, dispute); err != nil {
		return err
	}
	return k.deps.Payment.Pay(ctx, types.DisputeAddress(uid), disputer, dispute.Bond)
}

// forfeitBond ends a dispute that the disputer lost.
func (k *Keeper) forfeitBond(ctx context.Context, uid eas.Hash, dispute types.Dispute, attester sdk.AccAddress) error {
	if err := k.removeDispute(ctx, uid, dispute); err != nil {
		return err
	}
	from := types.DisputeAddress(uid)
	toAttester := sdk.NewCoin(dispute.Bond.Denom, dispute.Bond.Amount.Sub(dispute.Bond.Amount.QuoRaw(feeParts)))
	if err := k.deps.Payment.Pay(ctx, from, attester, toAttester); err != nil {
		return err
	}
	fees := sdk.NewCoins(dispute.Bond.Sub(toAttester))
	if fees.Empty() {
		return nil
	}
	return k.deps.Bank.SendCoinsFromAccountToModule(ctx, from, authtypes.FeeCollectorName, fees)
}
