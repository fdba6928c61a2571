package app_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	abci "github.com/cometbft/cometbft/abci/types"
	commitmenttypes "github.com/cosmos/ibc-go/v11/modules/core/23-commitment/types"
	ics23 "github.com/cosmos/ics23/go"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	wasmkeeper "github.com/CosmWasm/wasmd/x/wasm/keeper"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationkeeper "github.com/suretynetwork/surety/x/attestation/keeper"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
)

func schemaMsg(c *chain.Chain, name, resolver string) *attestationtypes.MsgRegisterSchema {
	return &attestationtypes.MsgRegisterSchema{
		Registrar: c.Addr(name).String(), Schema: "bytes32 digest", Resolver: resolver, Revocable: true,
	}
}

func attestMsg(c *chain.Chain, name, schema, subject string) *attestationtypes.MsgAttest {
	return &attestationtypes.MsgAttest{
		Attester: c.Addr(name).String(), Schema: schema, Subject: subject, Data: make([]byte, 32), Revocable: true, Value: math.ZeroInt(),
	}
}

// attestedBy returns the newest attestation of an account.
func attestedBy(t *testing.T, c *chain.Chain, name string) attestationtypes.Attestation {
	t.Helper()
	res, err := attestationkeeper.NewQueryServer(c.App.AttestationKeeper).AttestationsByAttester(c.Ctx(),
		&attestationtypes.QueryAttestationsByAttesterRequest{Attester: c.Addr(name).String()})
	require.NoError(t, err)
	require.NotEmpty(t, res.Attestations)
	return res.Attestations[len(res.Attestations)-1]
}

// gate uploads the contract by governance and makes an instance of it.
func gate(t *testing.T, c *chain.Chain) (contract sdk.AccAddress) {
	t.Helper()
	code, err := os.ReadFile(filepath.Join("..", "x", "attestation", "testdata", "gate", "gate.wasm"))
	require.NoError(t, err)
	c.Mutate(func(ctx sdk.Context) {
		gov := authtypes.NewModuleAddress("gov")
		id, _, err := wasmkeeper.NewGovPermissionKeeper(&c.App.WasmKeeper).Create(ctx, gov, code, nil)
		require.NoError(t, err)
		contract, _, err = wasmkeeper.NewDefaultPermissionKeeper(&c.App.WasmKeeper).Instantiate(
			ctx, id, c.Addr("alice"), nil, []byte(`{}`), "gate", nil)
		require.NoError(t, err)
	})
	return contract
}

func TestAContractAcceptsAndVetoes(t *testing.T) {
	c := chain.New(t, []string{"alice", "bob"})
	contract := gate(t, c)
	res := c.Deliver("alice", schemaMsg(c, "alice", contract.String()))
	require.Zero(t, res.Code, res.Log)
	schema := eas.SchemaUID("bytes32 digest", eas.ShortAddress(contract), true).String()

	paid := attestMsg(c, "bob", schema, "did:web:welcome")
	paid.Value = math.NewInt(700)
	res = c.Deliver("bob", paid)
	require.Zero(t, res.Code, res.Log)
	require.Equal(t, "700", c.App.BankKeeper.GetBalance(c.Ctx(), contract, app.BondDenom).Amount.String())
	res = c.Deliver("bob", &attestationtypes.MsgRevoke{
		Revoker: c.Addr("bob").String(), Uid: attestedBy(t, c, "bob").Uid, Value: math.ZeroInt(),
	})
	require.Zero(t, res.Code, res.Log)

	res = c.Deliver("bob", attestMsg(c, "bob", schema, "did:web:stands.here"))
	require.Zero(t, res.Code, res.Log)
	standing := attestedBy(t, c, "bob").Uid
	res = c.Deliver("bob", &attestationtypes.MsgRevoke{Revoker: c.Addr("bob").String(), Uid: standing, Value: math.ZeroInt()})
	require.Contains(t, res.Log, "this one stands")
	require.Zero(t, attestedBy(t, c, "bob").RevocationTime)

	for subject, why := range map[string]string{
		"did:web:refuse.me": "this subject is not welcome",
		"did:web:no":        contract.String() + " says no",
		"did:web:panic":     "wasmvm error",
		"did:web:memory":    "",
		"did:web:spend":     "insufficient funds",
		"did:web:loop":      "used more than 1000000 gas",
	} {
		// Somebody else's transaction in the same block is none the worse for it.
		block := c.NextBlock(
			c.TxWith("bob", chain.TxOptions{Gas: 5_000_000}, attestMsg(c, "bob", schema, subject)),
			c.Tx("alice", send(c, "alice", "bob", 5)),
		)
		res, other := block.TxResults[0], block.TxResults[1]
		require.Equal(t, attestationtypes.ErrResolverRefused.ABCICode(), res.Code, "%s: %s", subject, res.Log)
		require.Equal(t, attestationtypes.ModuleName, res.Codespace)
		require.Contains(t, res.Log, why, subject)
		require.Less(t, res.GasUsed, int64(1_200_000), subject)
		require.Zero(t, other.Code, other.Log)
		require.Equal(t, standing, attestedBy(t, c, "bob").Uid, "nothing of it is kept")
	}
	// With less gas than a resolver may use, the transaction runs out as it always does.
	res = c.NextBlock(c.TxWith("bob", chain.TxOptions{Gas: 300_000}, attestMsg(c, "bob", schema, "did:web:loop"))).TxResults[0]
	require.Contains(t, res.Log, "out of gas")
	require.NoError(t, c.App.Invariants(c.Ctx()))
}

// A contract attests through others by saying that it signed, as ERC-1271 has it.
func TestAContractSignsByAnswering(t *testing.T) {
	c := chain.New(t, []string{"alice", "bob"})
	contract := gate(t, c)
	res := c.Deliver("alice", schemaMsg(c, "alice", ""))
	require.Zero(t, res.Code, res.Log)
	request := attestationtypes.SignedStatement{
		Attester: contract.String(), Schema: eas.SchemaUID("bytes32 digest", eas.Address{}, true).String(),
		Statement: attestationtypes.Statement{Data: make([]byte, 32), Value: math.ZeroInt()}, Signature: []byte("yes"),
	}
	msg := &attestationtypes.MsgDelegatedAttest{Sender: c.Addr("bob").String(), Requests: []attestationtypes.SignedStatement{request}}
	res = c.Deliver("bob", msg)
	require.Zero(t, res.Code, res.Log)
	msg.Requests[0].Signature = []byte("no")
	res = c.Deliver("bob", msg)
	require.Equal(t, attestationtypes.ErrInvalidSignature.ABCICode(), res.Code, res.Log)
}

// proven asks a node for a key with a proof, as a relayer does, and returns what another chain's light client needs.
func proven(t *testing.T, c *chain.Chain, key []byte) (value []byte, proofs []*ics23.CommitmentProof) {
	t.Helper()
	res, err := c.App.Query(context.Background(), &abci.RequestQuery{
		Path: "/store/" + attestationtypes.StoreKey + "/key", Data: key, Height: c.App.LastBlockHeight(), Prove: true,
	})
	require.NoError(t, err)
	require.Zero(t, res.Code, res.Log)
	proof, err := commitmenttypes.ConvertProofs(res.ProofOps)
	require.NoError(t, err)
	require.Len(t, proof.Proofs, 2)
	return res.Value, proof.Proofs
}

// holds is what another chain checks: the store's root is in the application's hash, which is in a header that it trusts, and the
// attestation is under the store's root.
func holds(appHash []byte, proofs []*ics23.CommitmentProof, key, value []byte) bool {
	root, err := proofs[0].Calculate()
	return err == nil && ics23.VerifyMembership(ics23.TendermintSpec, appHash, proofs[1], []byte(attestationtypes.StoreKey), root) &&
		ics23.VerifyMembership(ics23.IavlSpec, root, proofs[0], key, value)
}

func TestAnAttestationIsProvedToAnotherChain(t *testing.T) {
	c := chain.New(t, []string{"alice", "bob"})
	res := c.Deliver("alice", schemaMsg(c, "alice", ""))
	require.Zero(t, res.Code, res.Log)
	schema := eas.SchemaUID("bytes32 digest", eas.Address{}, true)
	res = c.Deliver("bob", attestMsg(c, "bob", schema.String(), c.Addr("alice").String()))
	require.Zero(t, res.Code, res.Log)

	// The other chain is told what was attested, computes the identifier as EAS does, and needs to believe nobody.
	a := attestedBy(t, c, "bob")
	uid := eas.Statement{
		Schema: schema, Recipient: eas.ShortAddress(c.Addr("alice")), Time: a.Time, Revocable: true, Data: make([]byte, 32),
	}.UID(eas.ShortAddress(c.Addr("bob")), 0)
	require.Equal(t, a.Uid, uid.String())
	key, appHash := attestationtypes.RecordKey(uid), c.App.LastCommitID().Hash
	value, proofs := proven(t, c, key)
	require.True(t, holds(appHash, proofs, key, value))
	var record attestationtypes.Record
	require.NoError(t, record.Unmarshal(value))
	require.True(t, record.Live(a.Time))
	require.Equal(t, attestationtypes.VerdictVerified, record.Says())

	queried, err := attestationkeeper.NewQueryServer(c.App.AttestationKeeper).Attestation(c.Ctx(),
		&attestationtypes.QueryAttestationRequest{Uid: a.Uid})
	require.NoError(t, err)
	require.Equal(t, key, queried.Key)
	require.Equal(t, value, queried.Value)

	// Something else is not proved: another value, another key, another chain's hash.
	require.False(t, holds(appHash, proofs, key, append(value, 0)))
	require.False(t, holds(appHash, proofs, attestationtypes.RecordKey(schema), value))
	require.False(t, holds(make([]byte, 32), proofs, key, value))

	// After a revocation the old value is no longer under the new hash, and the new one says so.
	res = c.Deliver("bob", &attestationtypes.MsgRevoke{
		Revoker: c.Addr("bob").String(), Uid: a.Uid, Reason: attestationtypes.ReasonCeased, Value: math.ZeroInt(),
	})
	require.Zero(t, res.Code, res.Log)
	revoked, proofs := proven(t, c, key)
	require.True(t, holds(c.App.LastCommitID().Hash, proofs, key, revoked))
	require.False(t, holds(c.App.LastCommitID().Hash, proofs, key, value))
	require.NoError(t, record.Unmarshal(revoked))
	require.False(t, record.Live(a.Time))

	// That nothing was attested is proved too.
	missing := attestationtypes.RecordKey(eas.Keccak([]byte("nothing")))
	_, proofs = proven(t, c, missing)
	root, err := proofs[0].Calculate()
	require.NoError(t, err)
	require.True(t, ics23.VerifyNonMembership(ics23.IavlSpec, root, proofs[0], missing))
	require.True(t, ics23.VerifyMembership(ics23.TendermintSpec, c.App.LastCommitID().Hash, proofs[1], []byte(attestationtypes.StoreKey), root))
}

// What an attestation costs beside a bank send, whole transactions with signature and bytes.
func TestAttestingCostsLittleMoreThanASend(t *testing.T) {
	c := chain.New(t, []string{"alice", "bob"})
	gas := func(name string, msg sdk.Msg) float64 {
		res := c.NextBlock(c.TxWith(name, chain.TxOptions{Gas: 5_000_000}, msg)).TxResults[0]
		require.Zero(t, res.Code, res.Log)
		return float64(res.GasUsed)
	}
	gas("alice", send(c, "alice", "bob", 5)) // an account's first transaction also stores its key
	gas("bob", send(c, "bob", "alice", 5))
	sent := gas("alice", send(c, "alice", "bob", 5))
	registered := gas("alice", schemaMsg(c, "alice", ""))
	schema := eas.SchemaUID("bytes32 digest", eas.Address{}, true).String()
	first := gas("bob", attestMsg(c, "bob", schema, c.Addr("alice").String()))
	attested := gas("bob", attestMsg(c, "bob", schema, c.Addr("alice").String()))
	batch := func(count int) *attestationtypes.MsgMultiAttest {
		group := attestationtypes.StatementGroup{Schema: schema}
		for i := range count {
			subject := sdk.AccAddress(fmt.Sprintf("subject%013d", i)).String()
			group.Statements = append(group.Statements, attestationtypes.Statement{
				Subject: subject, Data: make([]byte, 32), Revocable: true, Value: math.ZeroInt(),
			})
		}
		return &attestationtypes.MsgMultiAttest{Attester: c.Addr("bob").String(), Groups: []attestationtypes.StatementGroup{group}}
	}
	one, many := gas("bob", batch(1)), gas("bob", batch(51))
	further := (many - one) / 50
	revoked := gas("bob", &attestationtypes.MsgRevoke{Revoker: c.Addr("bob").String(), Uid: attestedBy(t, c, "bob").Uid, Value: math.ZeroInt()})
	t.Logf("in sends of %.0f gas: register a schema %.2f, attest %.2f (the first time %.2f), each further one in a batch %.3f, revoke %.2f",
		sent, registered/sent, attested/sent, first/sent, further/sent, revoked/sent)
	require.LessOrEqual(t, attested/sent, 1.2)
	require.LessOrEqual(t, first/sent, 1.2)
	require.LessOrEqual(t, further/sent, 0.2)
}
