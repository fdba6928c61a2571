package modelcmd

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// topValues is how many values of an output are shown to people.
const topValues = 5

// values reads a float32 tensor.
func values(b []byte) []float32 {
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

// Argmax is the index of an output's largest value; of equal ones the first.
func Argmax(output []byte) (int, error) {
	v := values(output)
	if len(v) == 0 {
		return 0, errors.New("the output is empty")
	}
	best := 0
	for i, x := range v {
		if x > v[best] {
			best = i
		}
	}
	return best, nil
}

// shown is an output as programs read it.
type shown struct {
	Node   uint32    `json:"node"`
	Shape  []uint64  `json:"shape"`
	Argmax int       `json:"argmax"`
	Values []float32 `json:"values"`
}

// PrintOutputs shows outputs: their largest values as text, or everything as json.
func PrintOutputs(w io.Writer, p *graph.Program, outputs [][]byte, format string) error {
	var all []shown
	for i, out := range outputs {
		best, err := Argmax(out)
		if err != nil {
			return err
		}
		node := p.Outputs[i]
		all = append(all, shown{Node: node, Shape: p.Nodes[node].Shape, Argmax: best, Values: values(out)})
	}
	switch format {
	case "json":
		return json.NewEncoder(w).Encode(map[string]any{"outputs": all})
	case "text":
		for i, s := range all {
			fmt.Fprintf(w, "output %d %v: largest at %d\n", i, s.Shape, s.Argmax)
			printTop(w, s.Values)
		}
		return nil
	default:
		return fmt.Errorf("--output %q: want text or json", format)
	}
}

func printTop(w io.Writer, v []float32) {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case v[a] > v[b]:
			return -1
		case v[a] < v[b]:
			return 1
		default:
			return 0
		}
	})
	for _, i := range order[:min(topValues, len(order))] {
		fmt.Fprintf(w, "  %6d  %g\n", i, v[i])
	}
}
