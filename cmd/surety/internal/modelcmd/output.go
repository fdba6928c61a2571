package modelcmd

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// topValues is how many of an output's largest values are printed.
const topValues = 10

// entry is one value of an output.
type entry struct {
	Index int
	Value number
}

// result is one output as it is printed.
type result struct {
	namedTensor
	Root string `json:"root"`
	// Argmax is the index of the largest value, -1 where all are NaN.
	Argmax int      `json:"argmax"`
	Values []number `json:"values"`
}

// Argmax is the index of the largest number in a tensor of float32. NaN is no number.
func Argmax(output []byte) (int, error) {
	values, err := numbers(graph.Float32, output)
	if err != nil {
		return 0, err
	}
	best := argmax(values)
	if best < 0 {
		return 0, errors.New("the output holds no number")
	}
	return best, nil
}

func argmax(values []number) int {
	best := -1
	for i, v := range values {
		if !v.isNaN() && (best < 0 || compare(v, values[best]) > 0) {
			best = i
		}
	}
	return best
}

// largest lists the n largest numbers of a tensor, the first of equals first.
func largest(values []number, n int) []entry {
	all := make([]entry, 0, len(values))
	for i, v := range values {
		if !v.isNaN() {
			all = append(all, entry{Index: i, Value: v})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return compare(b.Value, a.Value) })
	return all[:min(n, len(all))]
}

func resultsOf(p *graph.Program, outputs [][]byte, names []string) ([]result, error) {
	if len(outputs) != len(p.Outputs) {
		return nil, fmt.Errorf("%d outputs, the program has %d", len(outputs), len(p.Outputs))
	}
	results := make([]result, len(outputs))
	for i, output := range outputs {
		root := commit.Sum(output)
		values, err := numbers(p.Nodes[p.Outputs[i]].Dtype, output)
		if err != nil {
			return nil, fmt.Errorf("output %d: %w", i, err)
		}
		results[i] = result{
			namedTensor: tensorAt(p, p.Outputs[i], i, names), Root: hex.EncodeToString(root[:]), Argmax: argmax(values), Values: values,
		}
	}
	return results, nil
}

// PrintOutputs prints a run's outputs: name, shape, root and the largest values as text, all values as JSON. format is text or json.
func PrintOutputs(w io.Writer, p *graph.Program, outputs [][]byte, format string) error {
	results, err := resultsOf(p, outputs, nil)
	if err != nil {
		return err
	}
	return show(w, format, map[string]any{"outputs": results}, func() { printResults(w, results) })
}

func printResults(w io.Writer, results []result) {
	for i, r := range results {
		fmt.Fprintf(w, "output %d   %s %s%d\n", i, r.Name, r.Type, r.Shape)
		fmt.Fprintf(w, "  root     %s\n", r.Root)
		if r.Argmax < 0 {
			fmt.Fprintln(w, "  values   all NaN")
			continue
		}
		fmt.Fprintf(w, "  argmax   %d\n", r.Argmax)
		for _, e := range largest(r.Values, topValues) {
			fmt.Fprintf(w, "  %8d %s\n", e.Index, e.Value)
		}
	}
}

// show prints a value as JSON, or calls text.
func show(w io.Writer, format string, v any, text func()) error {
	switch format {
	case "text":
		text()
		return nil
	case "json":
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(v)
	default:
		return fmt.Errorf("--output %q, want text or json", format)
	}
}
