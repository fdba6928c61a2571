package network

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	rpchttp "github.com/cometbft/cometbft/rpc/client/http"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/cosmos/cosmos-sdk/client/flags"

	"github.com/suretynetwork/surety/testutil/process"
)

const (
	pollInterval = 100 * time.Millisecond
	// callTimeout bounds one question to a node, which may be dead.
	callTimeout = 3 * time.Second
	stopTimeout = 30 * time.Second
)

// Node is one validator's process and how to reach it.
type Node struct {
	Index int
	// Home is its folder, with its configuration. That of node 0 also holds every account's key.
	Home string
	// RPC and API are URLs, GRPC is host and port.
	RPC, API, GRPC string

	net    *Network
	cmd    *exec.Cmd
	exited chan struct{}
}

func newNode(n *Network, index, port int) *Node {
	return &Node{
		Index: index, net: n, Home: filepath.Join(n.dir, fmt.Sprintf("node%d", index)),
		RPC:  fmt.Sprintf("http://127.0.0.1:%d", port+rpcOffset),
		API:  fmt.Sprintf("http://127.0.0.1:%d", port+apiOffset),
		GRPC: fmt.Sprintf("127.0.0.1:%d", port+grpcOffset),
	}
}

// Start runs the process. It returns at once; WaitHeight tells when the node is ready.
func (n *Node) Start() {
	n.net.tb.Helper()
	require.Nil(n.net.tb, n.cmd, "node %d runs already", n.Index)
	log, err := os.OpenFile(n.logFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(n.net.tb, err)
	defer log.Close()
	cmd := exec.Command(n.net.Binary, "start", "--home", n.Home, "--"+flags.FlagLogNoColor)
	cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = log, log, process.DieWithParent()
	require.NoError(n.net.tb, cmd.Start())
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended is in its log
		close(exited)
	}()
	n.cmd, n.exited = cmd, exited
}

// Kill ends the process without warning, as a power cut would. It does nothing to a node that does not run.
func (n *Node) Kill() {
	if n.cmd == nil {
		return
	}
	_ = n.cmd.Process.Kill() // it may have ended by itself
	<-n.exited
	n.cmd = nil
}

// Stop asks the process to end and waits until it has.
func (n *Node) Stop() {
	n.net.tb.Helper()
	if n.cmd == nil {
		return
	}
	_ = n.cmd.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	select {
	case <-n.exited:
		n.cmd = nil
	case <-time.After(stopTimeout):
		n.Kill()
		require.Fail(n.net.tb, "node did not stop", "node %d after %s", n.Index, stopTimeout)
	}
}

// Height returns the last block that the node knows.
func (n *Node) Height() (int64, error) {
	client, err := n.Client()
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	status, err := client.Status(ctx)
	if err != nil {
		return 0, err
	}
	return status.SyncInfo.LatestBlockHeight, nil
}

// WaitHeight returns once the node knows the block at height, which it executes right after, and fails the test if it ends or takes too long.
func (n *Node) WaitHeight(height int64, timeout time.Duration) {
	n.net.tb.Helper()
	deadline := time.After(timeout)
	for {
		at, err := n.Height()
		if err == nil && at >= height {
			return
		}
		select {
		case <-n.exited:
			require.Fail(n.net.tb, "node ended", "node %d while waiting for height %d", n.Index, height)
		case <-deadline:
			require.Fail(n.net.tb, "node is late", "node %d is at %d (%v) after %s, waited for %d", n.Index, at, err, timeout, height)
		case <-time.After(pollInterval):
		}
	}
}

// Client speaks CometBFT's JSON-RPC with the node.
func (n *Node) Client() (*rpchttp.HTTP, error) { return rpchttp.New(n.RPC, "/websocket") }

// Conn is a gRPC connection to the node for query clients. It is closed with the test.
func (n *Node) Conn() *grpc.ClientConn {
	n.net.tb.Helper()
	conn, err := grpc.NewClient(n.GRPC, grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(n.net.tb, err)
	n.net.tb.Cleanup(func() { conn.Close() })
	return conn
}

// LogTail returns the last lines that the node wrote.
func (n *Node) LogTail(lines int) string {
	bz, err := os.ReadFile(n.logFile())
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(bz), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

func (n *Node) logFile() string { return filepath.Join(n.Home, "node.log") }
