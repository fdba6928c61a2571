package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// bridge is the bridge node.
type bridge struct {
	port    int
	command *exec.Cmd
	done    chan error
}

func (b *bridge) stop() {
	_ = b.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-b.done:
	case <-time.After(20 * time.Second):
		_ = b.command.Process.Kill()
	}
}

func startBridge(ctx context.Context, o options, c *core) (*bridge, error) {
	store := filepath.Join(o.home, "bridge")
	args := []string{"--node.store", store, "--p2p.network", "private", "--core.ip", "127.0.0.1", "--core.port", c.grpcPort}
	environment := append(os.Environ(), "CELESTIA_CUSTOM=private:"+c.genesis, "HOME="+o.home)
	if _, err := os.Stat(filepath.Join(store, "config.toml")); errors.Is(err, os.ErrNotExist) {
		command := exec.CommandContext(ctx, o.celestia, append([]string{"bridge", "init"}, args...)...)
		command.Env = environment
		if out, err := command.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w: %s", err, out)
		}
	}
	port := o.rpcPort
	if port == 0 {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		port = listener.Addr().(*net.TCPAddr).Port
		if err := listener.Close(); err != nil {
			return nil, err
		}
	}
	logs, err := os.OpenFile(filepath.Join(o.home, "bridge.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer logs.Close()
	command := exec.Command(o.celestia, append([]string{"bridge", "start", "--rpc.skip-auth", "--rpc.addr", "127.0.0.1", "--rpc.port", strconv.Itoa(port)}, args...)...)
	command.Env, command.Stdout, command.Stderr = environment, logs, logs
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return nil, err
	}
	b := &bridge{port: port, command: command, done: make(chan error, 1)}
	go func() { b.done <- command.Wait() }()
	if err := b.await(ctx); err != nil {
		b.stop()
		return nil, fmt.Errorf("%w; its log is %s", err, logs.Name())
	}
	return b, nil
}

// await waits until the node answers with a header.
func (b *bridge) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		select {
		case <-ctx.Done():
			return errors.New("it did not answer in time")
		case err := <-b.done:
			return fmt.Errorf("it ended: %w", err)
		case <-time.After(200 * time.Millisecond):
		}
		body := []byte(`{"jsonrpc":"2.0","id":1,"method":"header.LocalHead","params":[]}`)
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, fmt.Sprintf("http://127.0.0.1:%d", b.port), bytes.NewReader(body))
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			continue
		}
		var answer struct {
			Result json.RawMessage `json:"result"`
		}
		err = json.NewDecoder(response.Body).Decode(&answer)
		if response.Body.Close() == nil && err == nil && len(answer.Result) > 10 {
			return nil
		}
	}
}
