package modelcmd

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// topValues is how many of an output's largest values are printed.
const topValues = 10

// number is a float32 that JSON can hold: NaN and the infinities become strings.
type number float32

// MarshalJSON writes the shortest digits that give the same float32.
func (n number) MarshalJSON() ([]byte, error) {
	if v := float64(n); math.IsNaN(v) || math.IsInf(v, 0) {
		return json.Marshal(n.String())
	}
	return []byte(n.String()), nil
}

func (n number) String() string { return strconv.FormatFloat(float64(n), 'g', -1, 32) }

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
	best := argmax(numbers(output))
	if best < 0 {
		return 0, errors.New("the output holds no number")
	}
	return best, nil
}

func argmax(values []number) int {
	best := -1
	for i, v := range values {
		if v == v && (best < 0 || v > values[best]) {
			best = i
		}
	}
	return best
}

// largest lists the n largest numbers of a tensor, the first of equals first.
func largest(values []number, n int) []entry {
	all := make([]entry, 0, len(values))
	for i, v := range values {
		if v == v { // not NaN
			all = append(all, entry{Index: i, Value: v})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(b.Value, a.Value) })
	return all[:min(n, len(all))]
}

// numbers are the values of a tensor of float32.
func numbers(b []byte) []number {
	out := make([]number, len(b)/4)
	for i := range out {
		out[i] = number(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
	}
	return out
}

func resultsOf(p *graph.Program, outputs [][]byte, names []string) ([]result, error) {
	if len(outputs) != len(p.Outputs) {
		return nil, fmt.Errorf("%d outputs, the program has %d", len(outputs), len(p.Outputs))
	}
	results := make([]result, len(outputs))
	for i, output := range outputs {
		root := commit.Sum(output)
		values := numbers(output)
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
		fmt.Fprintf(w, "output %d   %s %d\n", i, r.Name, r.Shape)
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
