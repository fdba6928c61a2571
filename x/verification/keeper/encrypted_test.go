package keeper_test

import (
	"crypto/ecdh"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/keeper"
	"github.com/suretynetwork/surety/x/verification/types"
)

// ownersKey is the private key that alice has outputs encrypted to.
var ownersKey = strings.Repeat("5a", 32)

// private is a lease of bob whose outputs are encrypted to alice, and an encrypted output that is not what he will sign.
func private(t *testing.T) (w *court.World, lease markettypes.LeaseID, rubbish [][]byte) {
	t.Helper()
	w = court.New(t)
	w.Register("bob", 20_000_000)
	raw, err := hex.DecodeString(ownersKey)
	require.NoError(t, err)
	key, err := ecdh.X25519().NewPrivateKey(raw)
	require.NoError(t, err)
	terms := w.Terms()
	terms.OutputKey = hex.EncodeToString(key.PublicKey().Bytes())
	lease = w.Lease("alice", "bob", terms)
	blob, err := types.SealOutput(terms.OutputKey, lease.String(), 0, []byte("rubbish"), [32]byte{1})
	require.NoError(t, err)
	return w, lease, [][]byte{blob}
}

// The chain cannot look into an encrypted output, and the provider answers for it. If anybody could publish one, an owner could
// publish rubbish, contest it, and be paid its declared loss out of an honest provider's bond.
func TestNobodyPublishesEncryptedOutputsInTheProvidersName(t *testing.T) {
	w, lease, rubbish := private(t)
	w.Submit(lease, w.Own, "bob")
	alice := w.Addr("alice")
	_, err := w.Verification.DemandOutput(w.Ctx, alice, lease)
	require.NoError(t, err)

	publish := func(sender string) error {
		return w.Deliver(func(ctx sdk.Context) error {
			return w.Verification.PublishOutput(ctx, w.Addr(sender), lease, rubbish)
		})
	}
	require.ErrorIs(t, publish("alice"), types.ErrNotProvider)
	require.ErrorIs(t, publish("mallory"), types.ErrNotProvider)
	require.ErrorIs(t, w.Verification.ContestOutput(w.Ctx, alice, lease, ownersKey), types.ErrOutputNotFound)
	require.EqualValues(t, 20_000_000, w.Bonded("bob"), "nothing is lost by what others send")

	require.NoError(t, publish("bob"), "he answers for what he sends himself")
	require.NoError(t, w.Verification.ContestOutput(w.Ctx, alice, lease, ownersKey))
	require.EqualValues(t, 11_000_000, w.Bonded("bob"))
}

// The signature of a receipt does not cover the outputs that come with it.
func TestNobodyAddsEncryptedOutputsToAReceipt(t *testing.T) {
	w, lease, rubbish := private(t)
	receipt := w.Sign(lease, w.Own, "bob", nil)
	submit := func(sender string, outputs [][]byte) error {
		return w.Deliver(func(ctx sdk.Context) error {
			return w.Verification.SubmitReceipt(ctx, keeper.Submission{Sender: w.Addr(sender), Receipt: receipt, Outputs: outputs})
		})
	}
	require.ErrorIs(t, submit("alice", rubbish), types.ErrNotProvider)
	require.NoError(t, submit("alice", nil), "the receipt alone may be brought by anybody")
}
