// Command devnet runs a Celestia of one's own on loopback: a real consensus node in this process and a real bridge node beside it. It is
// a module of its own, because Celestia needs forks of libraries that this chain uses as they are.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "devnet:", err)
		os.Exit(1)
	}
}

// options are what can be asked for.
type options struct {
	home      string
	celestia  string
	blockTime time.Duration
	rpcPort   int
}

func run() error {
	var o options
	flag.StringVar(&o.home, "home", "", "folder for its data; what is in it is gone on with (default: a new temporary one)")
	flag.StringVar(&o.celestia, "celestia", "", "the celestia binary (default: beside this one)")
	flag.DurationVar(&o.blockTime, "block-time", time.Second, "time between blocks")
	flag.IntVar(&o.rpcPort, "rpc-port", 26658, "port of the bridge node's JSON-RPC; 0 picks a free one")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if o.home == "" {
		dir, err := os.MkdirTemp("", "celestia-devnet-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.home = dir
	}
	if o.celestia == "" {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		o.celestia = filepath.Join(filepath.Dir(self), "celestia")
	}
	core, err := startCore(ctx, o)
	if err != nil {
		return fmt.Errorf("the consensus node: %w", err)
	}
	defer core.stop()
	bridge, err := startBridge(ctx, o, core)
	if err != nil {
		return fmt.Errorf("the bridge node: %w", err)
	}
	defer bridge.stop()
	fmt.Printf("BRIDGE=http://127.0.0.1:%d\nCONSENSUS_RPC=%s\nCONSENSUS_GRPC=%s\nCHAIN_ID=%s\nGENESIS=%s\nACCOUNT=%s\nREADY\n",
		bridge.port, core.rpc, core.grpc, chainID, core.genesis, core.account)
	select {
	case <-ctx.Done():
		return nil
	case err := <-bridge.done:
		return fmt.Errorf("the bridge node ended: %w", err)
	}
}
