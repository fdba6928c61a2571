package keeper_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

func measure(t *testing.T, f *fixture.Fixture, name string, run func(ctx sdk.Context) error) {
	t.Helper()
	golden.Gas(t, "testdata/gas.json", name, f.Gas(run))
}

func TestGas(t *testing.T) {
	f, w, p := populated(t)
	f.NextBlock()
	ada, bob, carl := f.Bech32(f.Addr("ada")), f.Bech32(f.Addr("bob")), f.Bech32(f.Addr("carl"))
	measure(t, f, "MsgRegisterSchema", func(ctx sdk.Context) error {
		_, err := w.msgs.RegisterSchema(ctx, &types.MsgRegisterSchema{Registrar: bob, Schema: "bytes32 digest", Revocable: true, Name: "d"})
		return err
	})
	measure(t, f, "MsgAttest", func(ctx sdk.Context) error {
		_, err := w.msgs.Attest(ctx, &types.MsgAttest{Attester: bob, Schema: p.schema, Subject: ada, Data: word(1), Revocable: true, Value: math.ZeroInt()})
		return err
	})
	measure(t, f, "MsgMultiAttest", func(ctx sdk.Context) error {
		group := types.StatementGroup{Schema: p.schema}
		for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"} {
			group.Statements = append(group.Statements, types.Statement{Subject: f.Bech32(f.Addr(name)), Data: word(1), Value: math.ZeroInt()})
		}
		_, err := w.msgs.MultiAttest(ctx, &types.MsgMultiAttest{Attester: carl, Groups: []types.StatementGroup{group}})
		return err
	})
	measure(t, f, "MsgDelegatedAttest", func(ctx sdk.Context) error {
		request := types.SignedStatement{
			Attester: f.Bech32(signerAccount("sue")), Schema: p.schema, Statement: types.Statement{Data: word(1), Revocable: true, Value: math.ZeroInt()},
		}
		digest := types.Domain(fixture.ChainID, false).Digest(eas.AttestRequest{
			Attester: eas.ShortAddress(signerAccount("sue")), Schema: mustHash(p.schema), Data: word(1), Revocable: true,
		}.StructHash())
		request.Signature = eas.Sign(digest, key("sue"))
		_, err := w.msgs.DelegatedAttest(ctx, &types.MsgDelegatedAttest{Sender: bob, Requests: []types.SignedStatement{request}})
		return err
	})
	gasOfRevocations(t, f, w, p)
	gasOffchain(t, f, w, p)
	measure(t, f, "MsgDecideDispute", func(ctx sdk.Context) error {
		_, err := w.msgs.DecideDispute(ctx, &types.MsgDecideDispute{Arbiter: f.Authority, Uid: p.disputed})
		return err
	})
	f.Fund(f.Addr("carl"), "10000000usure")
	measure(t, f, "MsgOpenDispute", func(ctx sdk.Context) error {
		_, err := w.msgs.OpenDispute(ctx, &types.MsgOpenDispute{
			Disputer: carl, Uid: p.disputed, Grounds: "no", Bond: sdk.NewInt64Coin("usure", 10_000_000),
		})
		return err
	})
	measure(t, f, "MsgUpdateParams", func(ctx sdk.Context) error {
		_, err := w.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: f.Authority, Params: types.DefaultParams()})
		return err
	})
}

func gasOfRevocations(t *testing.T, f *fixture.Fixture, w world, p populace) {
	t.Helper()
	ada, bob := f.Bech32(f.Addr("ada")), f.Bech32(f.Addr("bob"))
	newest := func(name string) string {
		response, err := w.query.AttestationsByAttester(f.Ctx, &types.QueryAttestationsByAttesterRequest{Attester: f.Bech32(f.Addr(name))})
		require.NoError(t, err)
		return response.Attestations[len(response.Attestations)-1].Uid
	}
	measure(t, f, "MsgRevoke", func(ctx sdk.Context) error {
		_, err := w.msgs.Revoke(ctx, &types.MsgRevoke{Revoker: ada, Uid: p.first, Reason: types.ReasonMistake, Value: math.ZeroInt()})
		return err
	})
	measure(t, f, "MsgMultiRevoke", func(ctx sdk.Context) error {
		_, err := w.msgs.MultiRevoke(ctx, &types.MsgMultiRevoke{
			Revoker: bob, Requests: []types.RevocationRequest{{Uid: newest("bob"), Value: math.ZeroInt()}},
		})
		return err
	})
	measure(t, f, "MsgDelegatedRevoke", func(ctx sdk.Context) error {
		sue := f.Bech32(signerAccount("sue"))
		listed, err := w.query.AttestationsByAttester(ctx, &types.QueryAttestationsByAttesterRequest{Attester: sue})
		require.NoError(t, err)
		uid := listed.Attestations[0].Uid
		digest := types.Domain(fixture.ChainID, false).Digest(eas.RevokeRequest{
			Revoker: eas.ShortAddress(signerAccount("sue")), Schema: mustHash(p.schema), UID: mustHash(uid), Nonce: 1,
		}.StructHash())
		_, err = w.msgs.DelegatedRevoke(ctx, &types.MsgDelegatedRevoke{Sender: bob, Requests: []types.SignedRevocation{{
			Revoker: sue, Schema: p.schema, Request: types.RevocationRequest{Uid: uid, Value: math.ZeroInt()}, Signature: eas.Sign(digest, key("sue")),
		}}})
		return err
	})
	measure(t, f, "MsgIncreaseNonce", func(ctx sdk.Context) error {
		_, err := w.msgs.IncreaseNonce(ctx, &types.MsgIncreaseNonce{Account: ada, Nonce: 5})
		return err
	})
	measure(t, f, "MsgSetRevoker", func(ctx sdk.Context) error {
		_, err := w.msgs.SetRevoker(ctx, &types.MsgSetRevoker{Attester: bob, Revoker: ada, Allowed: true})
		return err
	})
}

func gasOffchain(t *testing.T, f *fixture.Fixture, w world, p populace) {
	t.Helper()
	bob := f.Bech32(f.Addr("bob"))
	digest := eas.Keccak([]byte("digest")).String()
	measure(t, f, "MsgTimestamp", func(ctx sdk.Context) error {
		_, err := w.msgs.Timestamp(ctx, &types.MsgTimestamp{Sender: bob, Digests: []string{digest}})
		return err
	})
	measure(t, f, "MsgRevokeOffchain", func(ctx sdk.Context) error {
		_, err := w.msgs.RevokeOffchain(ctx, &types.MsgRevokeOffchain{Revoker: bob, Digests: []string{digest}})
		return err
	})
	measure(t, f, "MsgAnchorBatch", func(ctx sdk.Context) error {
		_, err := w.msgs.AnchorBatch(ctx, &types.MsgAnchorBatch{Attester: bob, Root: digest, Size_: 1_000_000, Location: "https://x"})
		return err
	})
	measure(t, f, "MsgRevokeAnchored", func(ctx sdk.Context) error {
		_, err := w.msgs.RevokeAnchored(ctx, &types.MsgRevokeAnchored{Attester: bob, Root: digest, Indexes: []uint64{999_999}})
		return err
	})
}
