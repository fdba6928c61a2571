package network_test

import (
	"context"
	"encoding/hex"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/testutil/network"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// job is one order on a real network, from registration to payment.
type job struct {
	t     *testing.T
	net   *network.Network
	world *court.World
}

func (j *job) send(node int, from string, msg sdk.Msg) {
	j.t.Helper()
	res := j.net.Nodes[node].Send(from, msg)
	require.Zero(j.t, res.Code, "%T: %s", msg, res.RawLog)
}

// offer registers the provider and the program.
func (j *job) offer() {
	graph, err := j.world.Case.Program.Encode()
	require.NoError(j.t, err)
	j.send(0, "user", &verificationtypes.MsgRegisterProgram{Creator: j.net.Address("user"), Name: "digits", Graph: graph})
	j.send(1, "bob", &providertypes.MsgRegisterProvider{
		Provider: j.net.Address("bob"), Moniker: "bob", Endpoint: "http://127.0.0.1:8600",
		ReceiptKey: hex.EncodeToString(j.world.Key("bob").PubKey().Bytes()), Bond: sdk.NewInt64Coin(court.Denom, 20_000_000),
	})
}

// lease places an open order, which the provider takes.
func (j *job) lease() markettypes.LeaseID {
	terms := j.world.Terms()
	user, err := sdk.AccAddressFromBech32(j.net.Address("user"))
	require.NoError(j.t, err)
	bob, err := sdk.AccAddressFromBech32(j.net.Address("bob"))
	require.NoError(j.t, err)
	id := markettypes.LeaseID{Order: markettypes.OrderID{Owner: user, Sequence: 1}, Provider: bob}
	j.send(0, "user", markettypes.NewMsgPlaceOrder(user.String(), terms))
	j.send(1, "bob", &markettypes.MsgPlaceBid{Bidder: bob.String(), OrderId: id.Order.String(), Price: terms.MaxPrice})
	return id
}

// submit signs and submits the receipt of an honest run.
func (j *job) submit(lease markettypes.LeaseID) {
	terms := j.world.Terms()
	height, err := j.net.Nodes[0].Height()
	require.NoError(j.t, err)
	r := verificationtypes.SignedReceipt{
		LeaseId: lease.String(), ProgramId: terms.ProgramId, InputRoots: terms.InputRoots,
		TraceRoot: hex.EncodeToString(j.world.Own.Root[:]), TraceLocation: "http://127.0.0.1:8600", NumericsVersion: 1,
		Provider: lease.Provider.String(), Height: height,
	}
	for _, root := range j.world.Own.OutputRoots() {
		r.OutputRoots = append(r.OutputRoots, hex.EncodeToString(root[:]))
	}
	bz, err := r.SignBytes(network.ChainID)
	require.NoError(j.t, err)
	sig, err := j.world.Key("bob").Sign(bz)
	require.NoError(j.t, err)
	r.Signature = hex.EncodeToString(sig)
	j.send(1, "bob", &verificationtypes.MsgSubmitReceipt{Submitter: r.Provider, Receipt: r})
}

func (j *job) receipt(node int, lease markettypes.LeaseID) verificationtypes.Receipt {
	j.t.Helper()
	res, err := verificationtypes.NewQueryClient(j.net.Nodes[node].Conn()).Receipt(
		context.Background(), &verificationtypes.QueryReceiptRequest{LeaseId: lease.String()})
	require.NoError(j.t, err)
	return res.Receipt
}

// TestAnOrderGoesThroughWhileAValidatorIsKilledAndRestarted kills one of four validators between the award and the
// receipt, restarts it inside the challenge window, and finds the order paid, on that validator as on the others.
func TestAnOrderGoesThroughWhileAValidatorIsKilledAndRestarted(t *testing.T) {
	if testing.Short() {
		t.Skip("starts four processes")
	}
	j := &job{t: t, world: court.New(t), net: network.Start(t, network.Options{Fund: []string{"user", "bob=20000000usure"}})}
	victim := j.net.Nodes[3]
	j.offer()
	lease := j.lease()
	victim.Kill()
	j.submit(lease)
	pending := j.receipt(1, lease)
	require.Equal(t, verificationtypes.ReceiptStatePending, pending.State)
	victim.Start()
	for _, node := range j.net.Nodes {
		node.WaitHeight(pending.WindowEnd+2, 2*time.Minute)
	}
	for i := range j.net.Nodes {
		require.Equal(t, verificationtypes.ReceiptStateFinal, j.receipt(i, lease).State, "node %d", i)
		require.Equal(t, "1000", balance(t, j.net.Nodes[i], lease.Provider.String()), "the price was paid")
	}
	requireSameHash(t, pending.WindowEnd+2, j.net.Nodes...)
}
