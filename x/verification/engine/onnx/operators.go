package onnx

import (
	"maps"
	"slices"
)

// operators are the ONNX operators that can be imported. It is filled by init, because a compile function lists the keys.
var operators = map[string]compile{}

// compile turns a node of the model into nodes of the program and gives its outputs, in order.
type compile func(*call) ([]value, error)

// oneOutput is an operator with one output.
type oneOutput func(*call) (value, error)

func init() {
	for _, group := range []map[string]oneOutput{
		castOperators(), generators(), quantisers(),
		pairOperators(), singleOperators(), activationOperators(), otherOperators(),
		moveOperators(), partOperators(), reduceOperators(), indexOperators(), orderOperators(), blockOperators(),
	} {
		for name, write := range group {
			operators[name] = func(k *call) ([]value, error) {
				v, err := write(k)
				return []value{v}, err
			}
		}
	}
	for _, group := range []map[string]compile{controlOperators(), recurrentOperators(), severalOperators(), inferenceOperators(), contractionOperators()} {
		maps.Copy(operators, group)
	}
}

// otherOperators give constants, or what they are given.
func otherOperators() map[string]oneOutput {
	return map[string]oneOutput{
		"Identity": same,
	}
}

// Supported lists the ONNX operators that can be imported, in alphabetical order.
func Supported() []string {
	names := make([]string, 0, len(operators))
	for name := range operators {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
