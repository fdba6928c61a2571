// Package process runs programs for tests: each ends with the test, however that ends.
package process

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Process is a running program.
type Process struct {
	tb     testing.TB
	cmd    *exec.Cmd
	log    string
	exited chan struct{}
	mu     sync.Mutex
	lines  []string
	more   chan struct{}
}

// Start runs a program. What it prints is kept, and shown when the test fails.
func Start(tb testing.TB, environment []string, path string, args ...string) *Process {
	tb.Helper()
	p := &Process{tb: tb, log: filepath.Join(tb.TempDir(), filepath.Base(path)+".log"), exited: make(chan struct{}), more: make(chan struct{}, 1)}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(tb, err)
	p.cmd = exec.Command(path, args...)
	p.cmd.Env = append(os.Environ(), environment...)
	p.cmd.SysProcAttr = DieWithParent()
	out, err := p.cmd.StdoutPipe()
	require.NoError(tb, err)
	p.cmd.Stderr = log
	require.NoError(tb, p.cmd.Start())
	go p.read(out, log)
	tb.Cleanup(func() {
		p.Kill()
		if tb.Failed() {
			tb.Logf("end of the log of %s:\n%s", path, p.Log(40))
		}
	})
	return p
}

func (p *Process) read(out io.Reader, log *os.File) {
	defer log.Close()
	for scanner := bufio.NewScanner(out); scanner.Scan(); {
		_, _ = log.WriteString(scanner.Text() + "\n")
		p.mu.Lock()
		p.lines = append(p.lines, scanner.Text())
		p.mu.Unlock()
		select {
		case p.more <- struct{}{}:
		default:
		}
	}
	_ = p.cmd.Wait() // how it ended is in its log
	close(p.exited)
}

// Value waits until the program has printed NAME=VALUE, or NAME alone, and returns the value.
func (p *Process) Value(name string, timeout time.Duration) string {
	p.tb.Helper()
	deadline := time.After(timeout)
	for {
		if value, found := p.find(name); found {
			return value
		}
		select {
		case <-p.more:
		case <-p.exited:
			if value, found := p.find(name); found {
				return value
			}
			require.Fail(p.tb, "the program ended", "while waiting for %s:\n%s", name, p.Log(40))
		case <-deadline:
			require.Fail(p.tb, "the program is late", "it did not print %s in %s:\n%s", name, timeout, p.Log(40))
		}
	}
}

func (p *Process) find(name string) (string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, line := range p.lines {
		if line == name {
			return "", true
		}
		if value, found := strings.CutPrefix(line, name+"="); found {
			return value, true
		}
	}
	return "", false
}

// Kill ends the program without warning.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	<-p.exited
}

// Stop asks the program to end and waits until it has.
func (p *Process) Stop(timeout time.Duration) {
	p.tb.Helper()
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	select {
	case <-p.exited:
	case <-time.After(timeout):
		p.Kill()
		require.Fail(p.tb, "the program did not stop", "after %s", timeout)
	}
}

// Running says whether the program has not ended.
func (p *Process) Running() bool {
	select {
	case <-p.exited:
		return false
	default:
		return true
	}
}

// Log returns the last lines that it wrote.
func (p *Process) Log(lines int) string {
	raw, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
