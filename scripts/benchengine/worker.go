package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// This engine runs in a process of its own, as onnxruntime does, so that its peak memory is its own. A request and an answer are a line
// of JSON each.
const workerArgument = "worker"

type request struct {
	Op    string            `json:"op"`
	Model string            `json:"model,omitempty"`
	Dims  map[string]uint64 `json:"dims,omitempty"`
	Input []byte            `json:"input,omitempty"`
}

type answer struct {
	Error string `json:"error,omitempty"`
	// Outputs only, and with the trace committed.
	Plain, Committed time.Duration
	MultiplyAdds     uint64
	PeakMemory       uint64
}

// worker is one model made ready.
type worker struct {
	session *exec.Session
	inputs  [][]byte
}

func serve(in io.Reader, out io.Writer) {
	var w worker
	reader := bufio.NewReader(in)
	for {
		line, err := reader.ReadBytes('\n')
		if err != nil {
			return
		}
		var r request
		var a answer
		if err = json.Unmarshal(line, &r); err == nil {
			a, err = w.do(r)
		}
		if err != nil {
			a.Error = err.Error()
		}
		reply, err := json.Marshal(a)
		if err != nil {
			return
		}
		if _, err := out.Write(append(reply, '\n')); err != nil {
			return
		}
	}
}

func (w *worker) do(r request) (answer, error) {
	switch r.Op {
	case "load":
		return w.load(r)
	case "run":
		return w.run()
	case "memory":
		peak, err := peakMemory()
		return answer{PeakMemory: peak}, err
	default:
		return answer{}, fmt.Errorf("unknown request %q", r.Op)
	}
}

func (w *worker) load(r request) (answer, error) {
	b, err := os.ReadFile(r.Model)
	if err != nil {
		return answer{}, err
	}
	limits := graph.FormatLimits()
	model, err := onnx.Import(b, onnx.Options{Dims: r.Dims, Limits: &limits})
	if err != nil {
		return answer{}, err
	}
	w.inputs = [][]byte{r.Input}
	w.session, err = exec.Prepare(model.Program, model.Weights)
	return answer{MultiplyAdds: multiplyAdds(model.Program)}, err
}

// run measures a run that keeps the outputs alone, and one that commits to every node.
func (w *worker) run() (answer, error) {
	plain, err := w.timed(exec.KeepOutputs)
	if err != nil {
		return answer{}, err
	}
	committed, err := w.timed(exec.KeepCommitments)
	return answer{Plain: plain, Committed: committed}, err
}

func (w *worker) timed(keep exec.Keep) (time.Duration, error) {
	start := time.Now()
	_, err := w.session.Run(context.Background(), w.inputs, keep)
	return time.Since(start), err
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peakMemory is the most memory in bytes that this process has had.
func peakMemory() (uint64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	found := highWater.FindSubmatch(status)
	if found == nil {
		return 0, fmt.Errorf("the system does not say how much memory a process has had")
	}
	kilobytes, err := strconv.ParseUint(string(found[1]), 10, 64)
	return kilobytes << 10, err
}
