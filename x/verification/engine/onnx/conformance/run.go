package conformance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// Outcome is how a case went.
type Outcome string

// The outcomes. Skipped means that the model or its data asks for something that the engine does not have, and was refused by name;
// anything else that is not right is Failed, a model that is taken for broken and a panic included.
const (
	Passed  Outcome = "passed"
	Failed  Outcome = "failed"
	Skipped Outcome = "skipped"
)

// Result is how a case went, and why if it did not pass.
type Result struct {
	Outcome Outcome
	Reason  error
}

// RunAll runs cases, several at a time, and calls report for each, in their order. It stops with ctx's error when ctx ends.
func RunAll(ctx context.Context, cases []Case, report func(Case, Result)) error {
	results := make([]chan Result, len(cases))
	for i := range results {
		results[i] = make(chan Result, 1)
	}
	next := make(chan int)
	go func() {
		defer close(next)
		for i := range cases {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for i := range next {
				results[i] <- cases[i].Run(ctx)
			}
		}()
	}
	for i, c := range cases {
		select {
		case r := <-results[i]:
			report(c, r)
		case <-ctx.Done():
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// Run imports a case's model and runs it on every data set.
func (c Case) Run(ctx context.Context) Result {
	return guarded(func() Result { return c.run(ctx) })
}

// guarded makes a panic a failure, so that one bad case does not end a run of many.
func guarded(f func() Result) (r Result) {
	defer func() {
		if v := recover(); v != nil {
			r = Result{Failed, fmt.Errorf("panic: %v at %s", v, origin(debug.Stack()))}
		}
	}()
	return f()
}

func (c Case) run(ctx context.Context) Result {
	model, err := os.ReadFile(c.Model)
	if err != nil {
		return Result{Failed, err}
	}
	if len(c.Sets) == 0 {
		return resultOf(onOnes(ctx, model, c.Outputs))
	}
	for _, set := range c.Sets {
		if err := onSet(ctx, model, set); err != nil {
			return resultOf(fmt.Errorf("%s: %w", filepath.Base(set), err))
		}
	}
	return Result{Outcome: Passed}
}

// origin is the line of a stack on which a panic began.
func origin(stack []byte) string {
	_, after, _ := strings.Cut(string(stack), "\npanic(")
	lines := strings.SplitN(after, "\n", 5)
	if len(lines) < 5 {
		return "an unknown place"
	}
	return strings.TrimSpace(lines[3])
}

func resultOf(err error) Result {
	switch {
	case err == nil:
		return Result{Outcome: Passed}
	case errors.Is(err, onnx.ErrUnsupported), errors.Is(err, tensor.ErrUnsupported):
		return Result{Skipped, err}
	default:
		return Result{Failed, err}
	}
}
