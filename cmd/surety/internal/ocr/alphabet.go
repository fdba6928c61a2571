package ocr

import (
	"fmt"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// Alphabet is the characters of the recogniser's classes. Class 0 is no character, the last is a space.
type Alphabet []string

// NewAlphabet reads a character table, a character a line.
func NewAlphabet(table []byte) Alphabet {
	a := Alphabet{""}
	for line := range strings.Lines(string(table)) {
		a = append(a, strings.TrimRight(line, "\r\n"))
	}
	return append(a, " ")
}

// decode reads the recogniser's output [1,steps,classes]: the likeliest class of every step, repetitions taken as one, class 0 left out
// (best path decoding, Graves et al. 2006). The score is the mean probability of what is kept.
func (a Alphabet) decode(t tensor.Tensor) (text string, score float64, err error) {
	if len(t.Shape) != 3 || t.Shape[0] != 1 || t.Shape[2] != uint64(len(a)) || t.Type != tensor.Float32 {
		return "", 0, fmt.Errorf("the recogniser should give %s[1 steps %d], it gave %s%d", tensor.Float32, len(a), t.Type, t.Shape)
	}
	var out strings.Builder
	sum, kept, last, all := 0.0, 0, 0, floats(t)
	for len(all) > 0 {
		step := all[:len(a)]
		all = all[len(a):]
		best := 0
		for class, p := range step {
			if p > step[best] {
				best = class
			}
		}
		if best != 0 && best != last {
			out.WriteString(a[best])
			sum += float64(step[best])
			kept++
		}
		last = best
	}
	return out.String(), sum / float64(max(kept, 1)), nil
}
