package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	rpchttp "github.com/cometbft/cometbft/rpc/client/http"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/process"
)

// A chain is rebuilt from Celestia and its genesis alone: same hash, and it goes on as a node.
func TestAChainIsRestoredFromCelestia(t *testing.T) {
	w := newWorld(t, 300*time.Millisecond, 30*time.Millisecond)
	stop := w.load()
	poster := w.post("--max-blocks", "60")
	blocks := long(60, 500)
	w.published(blocks, 10*time.Minute, poster)
	txs := stop()
	last := w.requireOnce()
	begun := time.Now()
	home := filepath.Join(t.TempDir(), "restored")
	half, _ := w.restore(home, "--to", fmt.Sprint(blocks/2))
	require.Equal(t, blocks/2, half.Last)
	require.Equal(t, w.appHash(blocks/2), half.AppHash)
	r, notes := w.restore(home)
	require.Equal(t, blocks/2+1, r.First, "it goes on where it was")
	require.GreaterOrEqual(t, r.Last, last)
	require.Equal(t, w.appHash(r.Last), r.AppHash)
	t.Logf("%d blocks with at least %d transactions restored in %s, app hash %s\n%s", r.Last, txs, time.Since(begun).Round(time.Millisecond), r.AppHash, notes)
	w.verified(blocks)
	w.goesOn(home, r.Last)
}

// verified runs `surety-da verify`, alone and beside the chain's records.
func (w *world) verified(blocks int64) {
	w.t.Helper()
	out := w.run("verify", "--genesis", w.genesis, "--celestia", w.celestia.URL, "--chain", w.net.Nodes[0].GRPC)
	require.Contains(w.t, out, "Every block follows the one before and is signed.")
	w.t.Log(out)
	out = w.run("verify", "--genesis", w.genesis, "--celestia", w.celestia.URL, "--from", fmt.Sprint(blocks/3), "--to", fmt.Sprint(blocks/2))
	require.Contains(w.t, out, fmt.Sprintf("Blocks %d to %d are published: %d blocks", blocks/3, blocks/2, blocks/2-blocks/3+1))
	out, err := w.try("verify", "--genesis", w.genesis, "--celestia", w.celestia.URL, "--from", "1000000", "--to", "1000001")
	require.Error(w.t, err)
	require.Contains(w.t, out, "stopped at block 1000000: it is on Celestia up to height")
}

// goesOn starts the restored folder as a node beside the validator, and waits until it has caught up.
func (w *world) goesOn(home string, last int64) {
	w.t.Helper()
	validator, err := w.net.Nodes[0].Client()
	require.NoError(w.t, err)
	status, err := validator.Status(context.Background())
	require.NoError(w.t, err)
	peer := string(status.NodeInfo.DefaultNodeID) + "@" + strings.TrimPrefix(status.NodeInfo.ListenAddr, "tcp://")
	rpc := "tcp://" + freePort(w.t)
	node := process.Start(w.t, nil, w.net.Binary, "start", "--home", home, "--rpc.laddr", rpc, "--p2p.laddr", "tcp://"+freePort(w.t),
		"--rpc.pprof_laddr", "", "--grpc.enable=false", "--p2p.persistent_peers", peer)
	client, err := rpchttp.New(rpc, "/websocket")
	require.NoError(w.t, err)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		status, err := client.Status(context.Background())
		if err == nil && status.SyncInfo.LatestBlockHeight > last+5 {
			require.EqualValues(w.t, 1, status.SyncInfo.EarliestBlockHeight, "it has the restored blocks")
			return
		}
		require.True(w.t, node.Running(), "the node ended:\n%s", node.Log(30))
		require.True(w.t, time.Now().Before(deadline), "it did not go on from %d: %v\n%s", last, err, node.Log(30))
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	return listener.Addr().String()
}

// Killed at any moment and started again, a poster leaves no gap, and posts and records nothing twice.
func TestAPosterThatIsKilledLeavesNoGapAndNoDouble(t *testing.T) {
	w := newWorld(t, 300*time.Millisecond, 100*time.Millisecond)
	r := seeded(t)
	stop := w.load()
	kills := long(6, 50)
	for range kills {
		poster := w.post("--max-age", "500ms", "--max-blocks", "20", "--settle", "3")
		time.Sleep(time.Duration(300+r.IntN(3_000)) * time.Millisecond)
		poster.Kill()
	}
	stop()
	poster := w.post()
	target := w.lag().Height
	w.published(target, 5*time.Minute, poster)
	poster.Stop(20 * time.Second)
	last := w.requireOnce()
	require.GreaterOrEqual(t, last, target)
	t.Logf("%d kills, %d batches up to block %d: every block once", kills, len(w.batches()), last)
}

// Two posters by mistake: each block is recorded once, and both go on.
func TestTwoPostersRecordEveryBlockOnce(t *testing.T) {
	w := newWorld(t, 300*time.Millisecond, 100*time.Millisecond)
	first, second := w.post("--max-age", "300ms"), w.post("--max-age", "300ms")
	target := w.lag().Height + 40
	w.published(target, 5*time.Minute, first)
	require.True(t, first.Running())
	require.True(t, second.Running())
	var last int64
	for _, batch := range w.batches() {
		require.Equal(t, last+1, batch.FromHeight, "a gap or an overlap")
		last = batch.ToHeight
	}
	w.restore(filepath.Join(t.TempDir(), "restored"))
}

// Celestia is away for a while: the lag grows, nothing is lost, and the poster catches up.
func TestCelestiaStopsAndStartsAgain(t *testing.T) {
	w := newWorld(t, 300*time.Millisecond, 100*time.Millisecond)
	metrics := freePort(t)
	poster := w.post("--metrics", metrics)
	w.published(10, time.Minute, poster)
	require.Equal(t, http.StatusOK, w.get(metrics, "healthz"))
	w.celestia.Restart(time.Duration(long(3, 20))*time.Second, 300*time.Millisecond)
	target := w.lag().Height
	w.published(target, 3*time.Minute, poster)
	require.Equal(t, http.StatusOK, w.get(metrics, "metrics"))
	poster.Stop(20 * time.Second)
	w.requireOnce()
}

func (w *world) get(address, path string) int {
	w.t.Helper()
	response, err := http.Get("http://" + address + "/" + path)
	require.NoError(w.t, err)
	defer response.Body.Close()
	return response.StatusCode
}
