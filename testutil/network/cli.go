package network

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"
)

// TxResult is what became of a transaction, as the command line prints it.
type TxResult struct {
	Height  string `json:"height"`
	TxHash  string `json:"txhash"`
	Code    uint32 `json:"code"`
	RawLog  string `json:"raw_log"`
	GasUsed string `json:"gas_used"`
	Events  []struct {
		Type       string `json:"type"`
		Attributes []struct {
			Key   string `json:"key"`
			Value string `json:"value"`
		} `json:"attributes"`
	} `json:"events"`
}

// Run runs suretyd against this node with every account's key at hand, and returns what it prints.
func (n *Node) Run(args ...string) (string, error) {
	cmd := exec.Command(n.net.Binary, append(args, "--home", n.net.Nodes[0].Home)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return stdout.String() + stderr.String(), err
	}
	return stdout.String(), nil
}

// Query runs `suretyd query ARGS` against this node and decodes the answer into out.
func (n *Node) Query(out any, args ...string) {
	n.net.tb.Helper()
	text, err := n.Run(slices.Concat([]string{"query"}, args, []string{"--node", n.RPC, "--output", "json"})...)
	require.NoError(n.net.tb, err, text)
	require.NoError(n.net.tb, json.Unmarshal([]byte(text), out), text)
}

// Tx runs `suretyd tx ARGS` as the named account through this node and returns what became of it in its block.
func (n *Node) Tx(from string, args ...string) TxResult {
	n.net.tb.Helper()
	text, err := n.Run(slices.Concat([]string{"tx"}, args,
		[]string{"--node", n.RPC, "--output", "json", "--from", from, "--yes", "--gas", "2000000"})...)
	require.NoError(n.net.tb, err, text)
	var sent, done TxResult
	require.NoError(n.net.tb, json.Unmarshal([]byte(text), &sent), text)
	if sent.Code != 0 {
		return sent
	}
	n.Query(&done, "wait-tx", sent.TxHash, "--timeout", "60s")
	return done
}

// Address returns the bech32 address of a named account.
func (n *Network) Address(name string) string {
	n.tb.Helper()
	text, err := n.Nodes[0].Run("keys", "show", name, "--address")
	require.NoError(n.tb, err, text)
	return strings.TrimSpace(text)
}
