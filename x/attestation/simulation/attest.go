package simulation

import (
	"context"
	"fmt"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// MsgRegisterSchemaFactory registers a schema, or names one that may exist.
func MsgRegisterSchemaFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRegisterSchema] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRegisterSchema) {
		account := data.AnyAccount(reporter)
		msg := &types.MsgRegisterSchema{
			Registrar: account.AddressBech32, Schema: schemas()[data.Rand().Intn(len(schemas()))], Revocable: data.Rand().Bool(),
			Name: fmt.Sprintf("name/%d", data.Rand().Intn(4)), Resolver: []string{"", "", "native:irrevocable"}[data.Rand().Intn(3)],
		}
		resolver, err := types.ParseResolver(nil, msg.Resolver) // a native one needs no addresses
		if err != nil || reporter.IsSkipped() {
			return nil, nil
		}
		latest, err := k.LatestVersion(ctx, account.Address, msg.Name)
		if err == nil && latest.Uid == eas.SchemaUID(msg.Schema, resolver.Address, msg.Revocable).String() {
			reporter.Skip("that is what has the name already")
			return nil, nil
		}
		return []simsx.SimAccount{account}, msg
	}
}

func statement(r *simsx.XRand, schema types.Schema, about simsx.SimAccount) types.Statement {
	return types.Statement{
		Subject: subject(r, about), Data: word(), Revocable: schema.Revocable && r.Bool(), Verdict: types.Verdict(r.Intn(4)),
		Value: math.ZeroInt(),
	}
}

// MsgAttestFactory attests something of somebody.
func MsgAttestFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgAttest] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgAttest) {
		account, about, schema := data.AnyAccount(reporter), data.AnyAccount(reporter), aSchema(ctx, k, data, reporter)
		if reporter.IsSkipped() {
			return nil, nil
		}
		s := statement(data.Rand(), schema, about)
		msg := &types.MsgAttest{
			Attester: account.AddressBech32, Schema: schema.Uid, Subject: s.Subject, Data: s.Data, Revocable: s.Revocable, Verdict: s.Verdict,
			Value: s.Value,
		}
		if data.Rand().Bool() {
			msg.ExpirationTime = uint64(sdk.UnwrapSDKContext(ctx).BlockTime().Unix()) + 1_000_000
		}
		return []simsx.SimAccount{account}, msg
	}
}

// MsgMultiAttestFactory attests several things under one schema.
func MsgMultiAttestFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgMultiAttest] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgMultiAttest) {
		account, about, schema := data.AnyAccount(reporter), data.AnyAccount(reporter), aSchema(ctx, k, data, reporter)
		if reporter.IsSkipped() {
			return nil, nil
		}
		group := types.StatementGroup{Schema: schema.Uid}
		for range 1 + data.Rand().Intn(4) {
			group.Statements = append(group.Statements, statement(data.Rand(), schema, about))
		}
		return []simsx.SimAccount{account}, &types.MsgMultiAttest{
			Attester: account.AddressBech32, Groups: []types.StatementGroup{group},
		}
	}
}

// MsgDelegatedAttestFactory brings what another account signed with its key.
func MsgDelegatedAttestFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgDelegatedAttest] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgDelegatedAttest) {
		account, signer, schema := data.AnyAccount(reporter), data.AnyAccount(reporter), aSchema(ctx, k, data, reporter)
		if reporter.IsSkipped() {
			return nil, nil
		}
		counted, err := k.GetAccount(ctx, signer.Address)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		request := types.SignedStatement{
			Attester: signer.AddressBech32, Schema: schema.Uid, Statement: types.Statement{Data: word(), Value: math.ZeroInt()},
		}
		uid, err := types.ParseUID("schema", schema.Uid)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		digest := types.Domain(sdk.UnwrapSDKContext(ctx).ChainID(), false).Digest(eas.AttestRequest{
			Attester: eas.ShortAddress(signer.Address), Schema: uid, Data: request.Statement.Data, Nonce: counted.Nonce,
		}.StructHash())
		request.Signature = eas.Sign(digest, secp256k1.PrivKeyFromBytes(signer.PrivKey.Bytes()))
		return []simsx.SimAccount{account}, &types.MsgDelegatedAttest{
			Sender: account.AddressBech32, Requests: []types.SignedStatement{request},
		}
	}
}

// MsgRevokeFactory revokes what can be revoked.
func MsgRevokeFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRevoke] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgRevoke) {
		uid, batch := anAttestation(ctx, k, data, reporter, func(_ eas.Hash, r types.Record, b types.Batch) bool {
			schema, err := k.GetSchema(ctx, types.HashOf(b.SchemaUid))
			return err == nil && schema.Resolver == "" && r.Revocable() && r.Revocation == nil
		})
		if reporter.IsSkipped() {
			return nil, nil
		}
		account := data.GetAccountbyAccAddr(reporter, batch.Attester)
		return []simsx.SimAccount{account}, &types.MsgRevoke{
			Revoker: account.AddressBech32, Uid: uid.String(), Reason: types.RevocationReason(data.Rand().Intn(5)), Value: math.ZeroInt(),
		}
	}
}

// MsgIncreaseNonceFactory voids what was signed before.
func MsgIncreaseNonceFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgIncreaseNonce] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgIncreaseNonce) {
		account := data.AnyAccount(reporter)
		counted, err := k.GetAccount(ctx, account.Address)
		if err != nil || reporter.IsSkipped() {
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgIncreaseNonce{Account: account.AddressBech32, Nonce: counted.Nonce + 1}
	}
}
