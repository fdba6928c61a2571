package keeper

import (
	"context"
	"math"

	"cosmossdk.io/collections"
	sdkmath "cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// recoverGas is what recovering a signer costs, as it does in Ethereum's machine.
const recoverGas = 3_000

// signedBy is what all signed requests have.
type signedBy struct {
	account   sdk.AccAddress
	deadline  uint64
	unordered bool
	signature []byte
}

// DelegatedAttest brings statements that their attesters signed, in order, all or none. Errors: those of Attest, ErrInvalidSignature,
// ErrInvalidDeadline, ErrReplayed.
func (k *Keeper) DelegatedAttest(ctx context.Context, sender sdk.AccAddress, requests []types.SignedStatement) ([]eas.Hash, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	if err := params.CheckCount(len(requests)); err != nil {
		return nil, err
	}
	var all []eas.Hash
	for i, request := range requests {
		uids, err := k.delegatedAttest(ctx, sender, params, request)
		if err != nil {
			return nil, itemError(i, len(requests), err)
		}
		all = append(all, uids...)
	}
	return all, nil
}

func (k *Keeper) delegatedAttest(
	ctx context.Context, sender sdk.AccAddress, params types.Params, request types.SignedStatement,
) ([]eas.Hash, error) {
	attester, err := k.address("attester", request.Attester)
	if err != nil {
		return nil, err
	}
	schema, err := types.ParseUID("schema", request.Schema)
	if err != nil {
		return nil, err
	}
	entry, err := types.ParseStatement(k.addresses, request.Statement)
	if err != nil {
		return nil, err
	}
	value, err := valueWord(params, entry.Value)
	if err != nil {
		return nil, err
	}
	by := signedBy{attester, request.Deadline, request.Unordered, request.Signature}
	err = k.checkSigned(ctx, params, by, func(nonce uint64) eas.Hash {
		return eas.AttestRequest{
			Attester: eas.ShortAddress(attester), Schema: schema, Recipient: entry.Subject.Recipient(), Subject: entry.Subject.Text,
			Verdict: uint8(entry.Verdict), Expiration: entry.Expiration, Revocable: entry.Revocable, Ref: entry.Ref, Data: entry.Data,
			Value: value, Nonce: nonce, Deadline: request.Deadline, Extended: entry.Extended(), Unordered: request.Unordered,
		}.StructHash()
	})
	if err != nil {
		return nil, err
	}
	return k.Attest(ctx, AttestRequest{Attester: attester, Payer: sender, Schema: schema, Entries: []types.Entry{entry}})
}

// DelegatedRevoke brings revocations that their revokers signed, in order, all or none. Errors: those of Revoke, ErrInvalidSchema for
// another schema than that of the attestation, ErrInvalidSignature, ErrInvalidDeadline, ErrReplayed.
func (k *Keeper) DelegatedRevoke(ctx context.Context, sender sdk.AccAddress, requests []types.SignedRevocation) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := params.CheckCount(len(requests)); err != nil {
		return err
	}
	for i, request := range requests {
		if err := k.delegatedRevoke(ctx, sender, params, request); err != nil {
			return itemError(i, len(requests), err)
		}
	}
	return nil
}

func (k *Keeper) delegatedRevoke(ctx context.Context, sender sdk.AccAddress, params types.Params, request types.SignedRevocation) error {
	revoker, err := k.address("revoker", request.Revoker)
	if err != nil {
		return err
	}
	uid, err := types.ParseUID("uid", request.Request.Uid)
	if err != nil {
		return err
	}
	_, batch, err := k.GetRecord(ctx, uid)
	if err != nil {
		return err
	}
	schema, err := types.ParseUID("schema", request.Schema)
	if err != nil {
		return err
	}
	if schema != types.HashOf(batch.SchemaUid) {
		return types.ErrInvalidSchema.Wrapf("%s is under %s, the request says %s", uid, types.HashOf(batch.SchemaUid), schema)
	}
	replacement, err := types.ParseOptionalUID("replacement", request.Request.Replacement)
	if err != nil {
		return err
	}
	if err := types.ValidateReason(request.Request.Reason); err != nil {
		return err
	}
	value, err := valueWord(params, request.Request.Value)
	if err != nil {
		return err
	}
	by := signedBy{revoker, request.Deadline, request.Unordered, request.Signature}
	err = k.checkSigned(ctx, params, by, func(nonce uint64) eas.Hash {
		return eas.RevokeRequest{
			Revoker: eas.ShortAddress(revoker), Schema: schema, UID: uid, Reason: uint8(request.Request.Reason), Replacement: replacement,
			Value: value, Nonce: nonce, Deadline: request.Deadline, Unordered: request.Unordered,
			Extended: request.Request.Reason != types.ReasonUnspecified || !replacement.IsZero(),
		}.StructHash()
	})
	if err != nil {
		return err
	}
	return k.Revoke(ctx, RevokeRequest{Revoker: revoker, Payer: sender, Requests: []types.RevocationRequest{request.Request}})
}

// checkSigned checks a request's deadline and signature, and sees to it that it does not come again: by the account's nonce, or, unordered,
// by remembering it until its deadline. Errors: ErrInvalidDeadline, ErrReplayed, ErrInvalidSignature, ErrInvalidNonce.
func (k *Keeper) checkSigned(ctx context.Context, params types.Params, by signedBy, message func(nonce uint64) eas.Hash) error {
	if by.deadline != 0 && by.deadline < now(ctx) {
		return types.ErrInvalidDeadline.Wrapf("%d is before the block's time %d; sign again with a later one", by.deadline, now(ctx))
	}
	domain := types.Domain(sdk.UnwrapSDKContext(ctx).ChainID(), by.unordered)
	if by.unordered {
		digest := domain.Digest(message(0))
		if err := k.spend(ctx, params, by.deadline, digest); err != nil {
			return err
		}
		return k.checkSignature(ctx, params, by, digest)
	}
	account, err := k.GetAccount(ctx, by.account)
	if err != nil {
		return err
	}
	if err := k.checkSignature(ctx, params, by, domain.Digest(message(account.Nonce))); err != nil {
		return err
	}
	return k.setNonce(ctx, by.account, account, account.Nonce)
}

// setNonce makes the nonce after the given one the account's next.
func (k *Keeper) setNonce(ctx context.Context, addr sdk.AccAddress, account types.Account, last uint64) error {
	if last == math.MaxUint64 {
		return types.ErrInvalidNonce.Wrapf("%s has used its last one", addr)
	}
	account.Nonce = last + 1
	return k.Accounts.Set(ctx, addr, account)
}

func (k *Keeper) spend(ctx context.Context, params types.Params, deadline uint64, digest eas.Hash) error {
	if deadline == 0 || deadline-now(ctx) > params.MaxDeadlineSeconds {
		return types.ErrInvalidDeadline.Wrapf("an unordered request has a deadline at most %d seconds ahead, this one has %d",
			params.MaxDeadlineSeconds, deadline)
	}
	key := collections.Join(deadline, digest[:])
	spent, err := k.Spent.Has(ctx, key)
	if err != nil {
		return err
	}
	if spent {
		return types.ErrReplayed.Wrapf("%s", digest)
	}
	return k.Spent.Set(ctx, key)
}

// checkSignature asks a contract whether it signed, and recovers the signer for everybody else. Error: ErrInvalidSignature.
func (k *Keeper) checkSignature(ctx context.Context, params types.Params, by signedBy, digest eas.Hash) error {
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	if k.isContract(ctx, by.account) {
		return k.askContract(sdkCtx, params, by, digest)
	}
	sdkCtx.GasMeter().ConsumeGas(recoverGas, "recover a signer")
	signer, err := eas.Recover(digest, by.signature)
	if err != nil {
		return types.ErrInvalidSignature.Wrap(err.Error())
	}
	if len(by.account) != eas.AddressBytes || !signer.Is(eas.Address(by.account)) {
		return types.ErrInvalidSignature.Wrapf("%s signed, or something else was signed; %s must sign for this chain, contract and nonce",
			signer.Ethereum, eas.ShortAddress(by.account))
	}
	return nil
}

func (k *Keeper) askContract(ctx sdk.Context, params types.Params, by signedBy, digest eas.Hash) error {
	question, err := types.SignatureQuery(digest.String(), by.signature)
	if err != nil {
		return err
	}
	err = k.bounded(ctx, params.ResolverGas, func(ctx sdk.Context) error {
		answer, err := k.deps.Contracts.Query(ctx, by.account, question)
		if err == nil && !types.SignatureAnswer(answer) {
			err = types.ErrInvalidSignature.Wrapf("%s says that it did not sign", by.account)
		}
		return err
	})
	if err != nil {
		return types.ErrInvalidSignature.Wrap(err.Error())
	}
	return nil
}

// IncreaseNonce voids every request that an account signed with a lower nonce. Error: ErrInvalidNonce.
func (k *Keeper) IncreaseNonce(ctx context.Context, addr sdk.AccAddress, nonce uint64) error {
	account, err := k.GetAccount(ctx, addr)
	if err != nil {
		return err
	}
	if nonce <= account.Nonce {
		return types.ErrInvalidNonce.Wrapf("%d is not above the present %d", nonce, account.Nonce)
	}
	if err := k.setNonce(ctx, addr, account, nonce-1); err != nil {
		return err
	}
	return emit(ctx, &types.EventNonceIncreased{Account: k.text(addr), Nonce: nonce})
}

// valueWord is an amount as EIP-712 has it.
func valueWord(params types.Params, amount sdkmath.Int) (word eas.Hash, err error) {
	coin, err := params.Value(amount)
	if err != nil {
		return word, err
	}
	coin.Amount.BigInt().FillBytes(word[:])
	return word, nil
}
