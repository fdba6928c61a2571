package onnx

import "fmt"

// compiled calls an operator's compile function. A model may come from anyone and may ask an operator for anything, so that a panic of one
// becomes an error that names the node. The fuzz tests take such an error for a failure.
func (k *call) compiled(f compile) (out []value, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			out, err = nil, fmt.Errorf("%w: %v", ErrFault, cause)
		}
	}()
	return f(k)
}
