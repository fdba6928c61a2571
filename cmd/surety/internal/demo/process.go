package demo

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// process is a child that the demo started and will stop.
type process struct {
	name, binary string
	args         []string
	log          io.Writer

	mu      sync.Mutex
	cmd     *exec.Cmd
	done    chan struct{}
	stopped bool
}

// startProcess runs a binary with its output in dir/name.log. It runs in a process group of its own, so that Ctrl-C reaches the
// demo alone, which then stops its children in order. If heard is not nil it is told every line of the log.
func startProcess(dir, name string, heard func(*process, string), binary string, args ...string) (*process, error) {
	log, err := os.OpenFile(filepath.Join(dir, name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	p := &process{name: name, binary: binary, args: args, log: log}
	if heard != nil {
		p.log = &lines{to: log, heard: func(line string) { heard(p, line) }}
	}
	return p, p.start()
}

func (p *process) start() error {
	cmd := exec.Command(p.binary, p.args...) //nolint:gosec // the binary is ours or named by --suretyd
	cmd.Stdout, cmd.Stderr = p.log, p.log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting %s: %w", p.name, err)
	}
	p.cmd, p.done = cmd, make(chan struct{})
	go func(done chan struct{}) { _ = cmd.Wait(); close(done) }(p.done)
	return nil
}

// stop asks the process to end, and makes it after ten seconds.
func (p *process) stop() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(10 * time.Second):
		_ = p.cmd.Process.Kill()
		<-p.done
	}
}

// killAndRestart ends the process without letting it know, and starts it again with the same arguments. A stopped process stays so.
func (p *process) killAndRestart() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return nil
	}
	_ = p.cmd.Process.Kill()
	<-p.done
	return p.start()
}

// command runs a binary to its end; the error carries what it printed.
func command(ctx context.Context, binary string, args ...string) error {
	out, err := exec.CommandContext(ctx, binary, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %v: %w\n%s", filepath.Base(binary), args, err, out)
	}
	return nil
}

// freePorts returns n loopback ports that nobody listens on now.
func freePorts(n int) ([]int, error) {
	ports := make([]int, n)
	for i := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		ports[i] = l.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // we asked for tcp
	}
	return ports, nil
}
