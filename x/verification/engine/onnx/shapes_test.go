package onnx_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

func TestTheShapeOfAnInputCanBeGiven(t *testing.T) {
	model := modelOf(13, graphOf(nodeOf("Relu", []string{"x"}, "y"), infoOf(11, "x", ofFloat, -1, 3, -1), infoOf(12, "y", ofFloat, -1, 3, -1)))
	for _, c := range []struct {
		name   string
		shape  []uint64
		reason string
	}{
		{"every open axis is as it says", []uint64{2, 3, 5}, ""},
		{"it contradicts a fixed axis", []uint64{2, 4, 5}, `input "x": model cannot be imported: the shape [2 4 5] was given, the extent of axis 1 is 3`},
		{"it has another number of axes", []uint64{2, 3}, `input "x": model cannot be imported: the shape [2 3] was given, it has 3 axes`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := onnx.Import(model, onnx.Options{Shapes: map[string][]uint64{"x": c.shape}})
			if c.reason != "" {
				require.EqualError(t, err, c.reason)
				require.ErrorIs(t, err, onnx.ErrModel)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.shape, m.Program.Nodes[0].Shape)
		})
	}
}
