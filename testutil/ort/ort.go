// Package ort runs ONNX models in onnxruntime, in a process of Node.js: the yardstick of this engine's results and of its speed.
package ort

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"github.com/suretynetwork/surety/testutil/models"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

//go:embed runner.js
var runner []byte

// Process is a process with onnxruntime in it, with at most one model at a time. It is not for several goroutines.
type Process struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	scratch string
	// Inputs and Outputs are the loaded model's, by name, in the model's order.
	Inputs, Outputs []string
}

// Start fetches onnxruntime into dir where it is not there, and starts it. Errors match models.ErrUnavailable where Node.js or npm is
// not to be had, or where the package has no library for this machine. The process ends with ctx, or with Close.
func Start(ctx context.Context, dir string) (*Process, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("onnxruntime is %w: Node.js is not installed", models.ErrUnavailable)
	}
	for _, p := range []models.Package{models.RuntimeSupport, models.Runtime} {
		if err := p.Fetch(ctx, dir); err != nil {
			return nil, err
		}
	}
	if !models.HasRuntime() {
		return nil, fmt.Errorf("onnxruntime is %w: its package is used on Linux, amd64 and arm64", models.ErrUnavailable)
	}
	scratch, err := os.MkdirTemp("", "ort-")
	if err != nil {
		return nil, err
	}
	p := &Process{scratch: scratch}
	if err := p.start(ctx, node, dir); err != nil {
		return nil, errors.Join(err, os.RemoveAll(scratch))
	}
	return p, nil
}

func (p *Process) start(ctx context.Context, node, dir string) error {
	script := filepath.Join(p.scratch, "runner.js")
	if err := os.WriteFile(script, runner, 0o600); err != nil {
		return err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	p.cmd = exec.CommandContext(ctx, node, script, dir)
	p.cmd.Stderr = os.Stderr
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.out = bufio.NewReader(out)
	return p.cmd.Start()
}

// Close ends the process and removes what it wrote.
func (p *Process) Close() error {
	closed := p.in.Close()
	return errors.Join(closed, p.cmd.Wait(), os.RemoveAll(p.scratch))
}

// Load loads a model from a file, to be run by a number of threads. Its optimised graph replaces the model loaded before.
func (p *Process) Load(model string, threads int) error {
	model, err := filepath.Abs(model)
	if err != nil {
		return err
	}
	var answer struct{ Inputs, Outputs []string }
	if err := p.ask(request{Op: "load", Model: model, Threads: threads}, &answer); err != nil {
		return err
	}
	p.Inputs, p.Outputs = answer.Inputs, answer.Outputs
	return nil
}

// Set gives the loaded model an input, which it keeps for all runs. The tensor's name is the model's name for the input.
func (p *Process) Set(t tensor.Tensor) error {
	if t.Type >= tensor.Type(len(names)) || names[t.Type] == "" {
		return fmt.Errorf("onnxruntime: input %q of %s: this runner does not pass it on", t.Name, t.Type)
	}
	file := filepath.Join(p.scratch, "input")
	if err := os.WriteFile(file, t.Data, 0o600); err != nil {
		return err
	}
	shape := append([]uint64{}, t.Shape...)
	return p.ask(request{Op: "set", Name: t.Name, Type: names[t.Type], Shape: shape, File: file}, nil)
}

// Run runs the model a number of times and returns how long each took.
func (p *Process) Run(times int) ([]time.Duration, error) {
	var answer struct{ Nanoseconds []time.Duration }
	return answer.Nanoseconds, p.ask(request{Op: "run", Times: times}, &answer)
}

// Output returns an output of the last run.
func (p *Process) Output(name string) (tensor.Tensor, error) {
	file := filepath.Join(p.scratch, "output")
	var answer struct {
		Type  string
		Shape []uint64
	}
	if err := p.ask(request{Op: "get", Name: name, File: file}, &answer); err != nil {
		return tensor.Tensor{}, err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return tensor.Tensor{}, err
	}
	if kind := slices.Index(names[:], answer.Type); kind > 0 {
		return tensor.Tensor{Name: name, Type: tensor.Type(kind), Shape: answer.Shape, Data: data}, nil
	}
	return tensor.Tensor{}, fmt.Errorf("onnxruntime: output %q of %s: this runner does not pass it on", name, answer.Type)
}

// PeakMemory is the most memory in bytes that the process has had, Node.js included.
func (p *Process) PeakMemory() (uint64, error) {
	var answer struct{ Kilobytes uint64 }
	err := p.ask(request{Op: "memory"}, &answer)
	return answer.Kilobytes << 10, err
}

type request struct {
	Op      string   `json:"op"`
	Model   string   `json:"model,omitempty"`
	Threads int      `json:"threads,omitempty"`
	Name    string   `json:"name,omitempty"`
	Type    string   `json:"type,omitempty"`
	Shape   []uint64 `json:"shape"`
	File    string   `json:"file,omitempty"`
	Times   int      `json:"times,omitempty"`
}

// names are onnxruntime's names of the element types that pass through, by ONNX's number.
var names = [...]string{
	1: "float32", 2: "uint8", 3: "int8", 4: "uint16", 5: "int16", 6: "int32", 7: "int64", 9: "bool", 10: "float16", 11: "float64",
	12: "uint32", 13: "uint64",
}

func (p *Process) ask(r request, answer any) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("onnxruntime: %s: %w", r.Op, err)
	}
	reply, err := p.out.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("onnxruntime: %s: the process ended: %w", r.Op, err)
	}
	var failure struct{ Error string }
	if err := json.Unmarshal(reply, &failure); err != nil {
		return fmt.Errorf("onnxruntime: %s: %w", r.Op, err)
	}
	if failure.Error != "" {
		return fmt.Errorf("onnxruntime: %s: %s", r.Op, failure.Error)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(reply, answer)
}
