package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"time"

	"github.com/suretynetwork/surety/testutil/models"
	"github.com/suretynetwork/surety/testutil/ort"
)

// result is what was measured of a model on a number of threads.
type result struct {
	name                     string
	threads                  int
	plain, committed, theirs []time.Duration
	multiplyAdds             uint64
	memory, theirMemory      uint64
	// oursFailed says why there is no time of this engine.
	oursFailed error
}

// warmUps are runs before the ones that count.
const warmUps = 2

func (c testCase) measure(ctx context.Context, threads, rounds int) (r result, err error) {
	r.name, r.threads = c.name, threads
	file, err := c.find(ctx)
	if err != nil {
		return r, err
	}
	theirs, err := startTheirs(ctx, c, file, threads)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, theirs.Close()) }()
	ours, err := startOurs(ctx, threads)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, ours.close()) }()
	loaded, oursErr := ours.ask(request{Op: "load", Model: file, Dims: c.dims, Input: c.input().Data})
	r.multiplyAdds, r.oursFailed = loaded.MultiplyAdds, oursErr
	for i := range warmUps + rounds {
		their, err := theirs.Run(1)
		if err != nil {
			return r, err
		}
		var our answer
		if r.oursFailed == nil {
			our, r.oursFailed = ours.ask(request{Op: "run"})
		}
		if i >= warmUps {
			r.theirs = append(r.theirs, their[0])
			r.plain, r.committed = append(r.plain, our.Plain), append(r.committed, our.Committed)
		}
	}
	if r.theirMemory, err = theirs.PeakMemory(); err != nil {
		return r, err
	}
	memory, err := ours.ask(request{Op: "memory"})
	r.memory = memory.PeakMemory
	return r, err
}

func startTheirs(ctx context.Context, c testCase, file string, threads int) (*ort.Process, error) {
	dir, err := models.Folder()
	if err != nil {
		return nil, err
	}
	p, err := ort.Start(ctx, dir)
	if err != nil {
		return nil, err
	}
	if err = p.Load(file, threads); err == nil {
		input := c.input()
		input.Name = p.Inputs[0]
		err = p.Set(input)
	}
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// process is a worker.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func startOurs(ctx context.Context, threads int) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{cmd: exec.CommandContext(ctx, self, workerArgument)}
	p.cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(threads))
	p.cmd.Stderr = os.Stderr
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReader(out)
	return p, p.cmd.Start()
}

func (p *process) ask(r request) (a answer, err error) {
	line, err := json.Marshal(r)
	if err != nil {
		return a, err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return a, err
	}
	reply, err := p.out.ReadBytes('\n')
	if err != nil {
		return a, fmt.Errorf("this engine's process ended: %w", err)
	}
	if err := json.Unmarshal(reply, &a); err != nil {
		return a, err
	}
	if a.Error != "" {
		return a, errors.New(a.Error)
	}
	return a, nil
}

func (p *process) close() error { return errors.Join(p.in.Close(), p.cmd.Wait()) }

// median is the middle time.
func median(d []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(d))
	return sorted[len(sorted)/2]
}
