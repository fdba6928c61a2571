package network_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	"github.com/suretynetwork/surety/testutil/network"
)

func balance(t *testing.T, node *network.Node, address string) string {
	t.Helper()
	res, err := banktypes.NewQueryClient(node.Conn()).Balance(
		context.Background(), &banktypes.QueryBalanceRequest{Address: address, Denom: "usure"})
	require.NoError(t, err)
	return res.Balance.Amount.String()
}

// TestFourValidatorsSurviveTheDeathOfOne also shows that a node that was killed comes back to the same state.
func TestFourValidatorsSurviveTheDeathOfOne(t *testing.T) {
	if testing.Short() {
		t.Skip("starts four processes")
	}
	net := network.Start(t, network.Options{
		Fund:         []string{"alice", "bob=5usure"},
		GenesisPatch: map[string]any{"staking": map[string]any{"params": map[string]any{"max_validators": 7}}},
	})
	alive, victim := net.Nodes[0], net.Nodes[3]
	bob := net.Address("bob")
	require.Equal(t, "5", balance(t, alive, bob))
	var staking struct {
		Params struct {
			MaxValidators int `json:"max_validators"`
		} `json:"params"`
	}
	alive.Query(&staking, "staking", "params")
	require.Equal(t, 7, staking.Params.MaxValidators, "the genesis patch had no effect")

	victim.Kill()
	res := alive.Tx("alice", "bank", "send", "alice", bob, "37usure")
	require.Zero(t, res.Code, res.RawLog)
	at, err := alive.Height()
	require.NoError(t, err)
	// A node reports a block before it has executed it.
	net.Nodes[1].WaitHeight(at+1, time.Minute)
	require.Equal(t, "42", balance(t, net.Nodes[1], bob))

	victim.Start()
	victim.WaitHeight(at+2, time.Minute)
	require.Equal(t, "42", balance(t, victim, bob))
	requireSameHash(t, at+1, alive, victim)
	victim.Stop()
}

func requireSameHash(t *testing.T, height int64, nodes ...*network.Node) {
	t.Helper()
	var hashes []string
	for _, node := range nodes {
		client, err := node.Client()
		require.NoError(t, err)
		block, err := client.Block(context.Background(), &height)
		require.NoError(t, err)
		hashes = append(hashes, block.Block.AppHash.String())
	}
	for _, hash := range hashes {
		require.Equal(t, hashes[0], hash)
	}
}
