package onnx

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPanicOfAnOperatorIsAnError(t *testing.T) {
	var list []int
	out, err := new(call).compiled(func(k *call) ([]value, error) { return make([]value, list[len(k.used)]), nil })
	require.Nil(t, out)
	require.ErrorIs(t, err, ErrFault)
	require.ErrorIs(t, err, ErrModel)
	require.ErrorContains(t, err, "index out of range")
}
