package ocr

import (
	"encoding/binary"
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

// decode reads the recogniser's outputs, both [1,steps,1]: the likeliest class of every step, repetitions taken as one, class 0 left out
// (best path decoding, Graves et al. 2006). The score is the mean probability of what is kept.
func (a Alphabet) decode(classes, probabilities tensor.Tensor) (text string, score float64, err error) {
	if classes.Type != tensor.Int64 || probabilities.Type != tensor.Float32 || len(classes.Data) != 2*len(probabilities.Data) {
		return "", 0, fmt.Errorf("the recogniser should give classes, %s, and their probabilities, %s; it gave %s%d and %s%d",
			tensor.Int64, tensor.Float32, classes.Type, classes.Shape, probabilities.Type, probabilities.Shape)
	}
	var out strings.Builder
	sum, kept, last := 0.0, 0, uint64(0)
	for step, p := range floats(probabilities) {
		class := binary.LittleEndian.Uint64(classes.Data[8*step:])
		if class >= uint64(len(a)) {
			return "", 0, fmt.Errorf("step %d is of class %d, the alphabet has %d", step, class, len(a))
		}
		if class != 0 && class != last {
			out.WriteString(a[class])
			sum += float64(p)
			kept++
		}
		last = class
	}
	return out.String(), sum / float64(max(kept, 1)), nil
}
