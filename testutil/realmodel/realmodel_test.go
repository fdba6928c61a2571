package realmodel

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/models"
	"github.com/suretynetwork/surety/testutil/models/modelstest"
	"github.com/suretynetwork/surety/testutil/ort/orttest"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

func numbers(t tensor.Tensor) []float64 {
	out := make([]float64, len(t.Data)/4)
	for i := range out {
		out[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(t.Data[4*i:])))
	}
	return out
}

// The inputs are of the kind that the models were trained for: what they see in them is what is there.
func TestTheModelsSeeWhatIsThere(t *testing.T) {
	table := modelstest.Read(t, models.TextCharacters)
	p := orttest.Start(t)
	cases := Cases(t)
	for i, sees := range []func(t *testing.T, out [][]float64){
		func(t *testing.T, out [][]float64) {
			for line := range 5 {
				require.Greater(t, slices.Max(out[0][(48*line+32)*320:(48*line+48)*320]), 0.9, "line %d", line)
			}
			require.Less(t, slices.Max(out[0][280*320:]), 0.1, "nothing below")
		},
		func(t *testing.T, out [][]float64) { require.Equal(t, "12FairLane,Bonn", decode(table, out[0])) },
		func(t *testing.T, out [][]float64) { require.Greater(t, out[0][0], 0.9, "upright") },
		func(t *testing.T, out [][]float64) { require.Greater(t, slices.Max(out[0]), 1.0, "a face, as a logit") },
		func(t *testing.T, out [][]float64) { require.Greater(t, slices.Max(out[0]), 1.0, "a face, as a logit") },
		func(t *testing.T, out [][]float64) { require.Greater(t, out[0][0], 0.5, "speech") },
		func(t *testing.T, out [][]float64) { require.Less(t, out[0][0], 0.5, "not sure of speech so soon") },
	} {
		t.Run(cases[i].Name, func(t *testing.T) {
			var out [][]float64
			for _, o := range orttest.Run(t, p, modelstest.Find(t, cases[i].File), cases[i].Inputs...) {
				out = append(out, numbers(o))
			}
			sees(t, out)
		})
	}
}

// decode reads a line by the likeliest class of every step, without spaces.
func decode(table []byte, distribution []float64) (text string) {
	alphabet := append([]string{""}, append(strings.Split(strings.TrimSuffix(string(table), "\n"), "\n"), "")...)
	last := 0
	for step := range slices.Chunk(distribution, len(alphabet)) {
		best := slices.Index(step, slices.Max(step))
		if best != last {
			text += alphabet[best]
		}
		last = best
	}
	return text
}
