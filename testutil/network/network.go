// Package network runs real validator processes for tests: each a suretyd of its own, on this machine's loopback, with
// its files in the test's temporary folder. Every process is gone when the test ends, however it ends.
package network

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cosmos/cosmos-sdk/client/flags"

	"github.com/suretynetwork/surety/testutil/binary"
)

// ChainID is the name of every test network.
const ChainID = "surety-testnet"

const (
	portsPerNode = 10
	// Offsets of a node's ports from its first, as `suretyd testnet --help` says.
	rpcOffset, grpcOffset, apiOffset = 1, 2, 3
	// Ports below those that the system hands out by itself.
	lowestPort, highestPort = 10_000, 32_000
	startTimeout            = 90 * time.Second
)

// Options say what network to start. The zero value is four validators and nobody else.
type Options struct {
	// Validators is how many there are, 4 if zero.
	Validators int
	// Fund names accounts to create with coins, as `suretyd testnet --fund` takes them.
	Fund []string
	// GenesisPatch is merged into the genesis file's app_state (RFC 7396) if not nil.
	GenesisPatch map[string]any
	// Prepare may change the files before the nodes start.
	Prepare func(n *Network)
	// Pause is the time between blocks, 300 ms if zero.
	Pause time.Duration
}

// Network is a running chain.
type Network struct {
	Nodes []*Node
	// Binary is the suretyd that the nodes run.
	Binary string

	tb  testing.TB
	dir string
}

// Start creates the network's files, starts every validator and waits until all of them have seen the first block.
func Start(tb testing.TB, o Options) *Network {
	tb.Helper()
	if o.Validators == 0 {
		o.Validators = 4
	}
	if o.Pause == 0 {
		o.Pause = 300 * time.Millisecond
	}
	n := &Network{tb: tb, Binary: binary.Build(tb, "suretyd"), dir: filepath.Join(tb.TempDir(), "net")}
	base := freePorts(tb, o.Validators)
	n.createFiles(o, base)
	for i := range o.Validators {
		n.Nodes = append(n.Nodes, newNode(n, i, base+portsPerNode*i))
	}
	if o.Prepare != nil {
		o.Prepare(n)
	}
	tb.Cleanup(n.stop)
	for _, node := range n.Nodes {
		node.Start()
	}
	for _, node := range n.Nodes {
		node.WaitHeight(1, startTimeout)
	}
	return n
}

func (n *Network) createFiles(o Options, base int) {
	n.tb.Helper()
	args := []string{
		"testnet", "init-files", "--output-dir", n.dir, "--validators", fmt.Sprint(o.Validators),
		"--base-port", fmt.Sprint(base), "--timeout-commit", o.Pause.String(), "--" + flags.FlagChainID, ChainID,
	}
	for _, fund := range o.Fund {
		args = append(args, "--fund", fund)
	}
	if o.GenesisPatch != nil {
		bz, err := json.Marshal(o.GenesisPatch)
		require.NoError(n.tb, err)
		path := filepath.Join(n.tb.TempDir(), "patch.json")
		require.NoError(n.tb, os.WriteFile(path, bz, 0o600))
		args = append(args, "--genesis-patch", path)
	}
	out, err := exec.Command(n.Binary, args...).CombinedOutput()
	require.NoError(n.tb, err, "create the network's files: %s", out)
}

// stop ends every process. If the test failed it shows the end of every node's log first.
func (n *Network) stop() {
	for _, node := range n.Nodes {
		node.Kill()
		if n.tb.Failed() {
			n.tb.Logf("end of the log of node %d:\n%s", node.Index, node.LogTail(30))
		}
	}
}

// freePorts finds a first port such that every node's ports are free now.
func freePorts(tb testing.TB, nodes int) int {
	tb.Helper()
	for range 100 {
		base := lowestPort + portsPerNode*rand.IntN((highestPort-lowestPort)/portsPerNode)
		if allFree(base, nodes) {
			return base
		}
	}
	require.Fail(tb, "no free ports", "tried 100 places between %d and %d", lowestPort, highestPort)
	return 0
}

func allFree(base, nodes int) bool {
	for i := range nodes * portsPerNode {
		if i%portsPerNode > apiOffset {
			continue
		}
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", base+i))
		if err != nil {
			return false
		}
		listener.Close()
	}
	return true
}
