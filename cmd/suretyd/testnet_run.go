package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/cosmos/cosmos-sdk/client/flags"

	"github.com/suretynetwork/surety/app"
)

// stopGrace is how long a node may take to close its stores before it is killed.
const stopGrace = 20 * time.Second

// run starts every node as a process of its own and waits. It ends all of them when interrupted or when one fails.
func (p *testnetPlan) run(cmd *cobra.Command, enc app.Encoding) error {
	if _, err := os.Stat(p.home(0)); errors.Is(err, os.ErrNotExist) {
		if err := p.create(cmd.Context(), enc); err != nil {
			return err
		}
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, p.validators)
	started := 0
	for i := range p.validators {
		node, err := p.startNode(ctx, i)
		if err != nil {
			cancel()
			ended <- err
			break
		}
		started++
		cmd.PrintErrf("node%d: RPC %s, log %s\n", i, loopback("http://", p.basePort+portsPerNode*i+rpcOffset), p.logFile(i))
		go func() { ended <- fmt.Errorf("node%d ended: %w", i, node.Wait()) }()
	}
	cmd.PrintErrln("Press Ctrl-C to stop.")
	return p.awaitEnd(ctx, cancel, ended, started)
}

// awaitEnd returns once every started node has ended: nil if that was asked for, or else the first failure.
func (p *testnetPlan) awaitEnd(ctx context.Context, cancel context.CancelFunc, ended <-chan error, started int) error {
	var failure error
	if started < p.validators {
		failure = <-ended
	}
	for range started {
		err := <-ended
		if ctx.Err() == nil {
			failure = err
			cancel()
		}
	}
	return failure
}

func (p *testnetPlan) startNode(ctx context.Context, i int) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(p.logFile(i), os.O_CREATE|os.O_APPEND|os.O_WRONLY, filePermissions)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	node := exec.CommandContext(ctx, self, "start", "--home", p.home(i), "--"+flags.FlagLogNoColor)
	node.Stdout, node.Stderr = log, log
	node.Cancel = func() error { return node.Process.Signal(syscall.SIGTERM) }
	node.WaitDelay = stopGrace
	if err := node.Start(); err != nil {
		return nil, fmt.Errorf("start node%d: %w", i, err)
	}
	return node, nil
}

func (p *testnetPlan) logFile(i int) string { return filepath.Join(p.home(i), "node.log") }
