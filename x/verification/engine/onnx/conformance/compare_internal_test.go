package conformance

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

func TestTheBitsOfEveryFloatAreReadAsItsNumber(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		kind tensor.Type
		bits uint64
		want float64
	}{
		{tensor.Float16, 0x3c00, 1},
		{tensor.Float16, 0xc000, -2},
		{tensor.Float16, 1, 0x1p-24},
		{tensor.Float16, 0x7bff, 65504},
		{tensor.Float16, 0xfc00, -inf},
		{tensor.Float16, 0x7e00, nan},
		{tensor.Float16, 0x8000, math.Copysign(0, -1)},
		{tensor.BFloat16, 0x3f80, 1},
		{tensor.BFloat16, 0x7f80, inf},
		{tensor.BFloat16, 1, 0x1p-133},
		{tensor.Float32, 0x3fc00000, 1.5},
		{tensor.Float32, 1, 0x1p-149},
		{tensor.Float32, 0xff800000, -inf},
		{tensor.Float64, math.Float64bits(-0.1), -0.1},
		{tensor.Float64, 1, math.SmallestNonzeroFloat64},
		{tensor.Float64, math.Float64bits(inf), inf},
		{tensor.Float8E4M3FN, 0x7e, 448},
		{tensor.Float8E4M3FN, 0x7f, nan},
		{tensor.Float8E4M3FN, 0xff, nan},
		{tensor.Float8E4M3FN, 1, 0x1p-9},
		{tensor.Float8E4M3FNUZ, 0x7f, 240},
		{tensor.Float8E4M3FNUZ, 0x80, nan},
		{tensor.Float8E4M3FNUZ, 0x81, -0x1p-10},
		{tensor.Float8E5M2, 0x7b, 57344},
		{tensor.Float8E5M2, 0x7c, inf},
		{tensor.Float8E5M2, 0xfd, nan},
		{tensor.Float8E5M2, 1, 0x1p-16},
		{tensor.Float8E5M2FNUZ, 0x7f, 57344},
		{tensor.Float8E5M2FNUZ, 0x80, nan},
		{tensor.Float8E5M2FNUZ, 1, 0x1p-17},
		{tensor.Float8E8M0, 127, 1},
		{tensor.Float8E8M0, 0, 0x1p-127},
		{tensor.Float8E8M0, 254, 0x1p127},
		{tensor.Float8E8M0, 255, nan},
		{tensor.Float4E2M1, 1, 0.5},
		{tensor.Float4E2M1, 2, 1},
		{tensor.Float4E2M1, 7, 6},
		{tensor.Float4E2M1, 15, -6},
	} {
		got := formats[c.kind].value(c.bits)
		if math.IsNaN(c.want) {
			require.True(t, math.IsNaN(got), "%s %#x is %g", c.kind, c.bits, got)
			continue
		}
		require.Equal(t, math.Float64bits(c.want), math.Float64bits(got), "%s %#x is %g, want %g", c.kind, c.bits, got, c.want)
	}
}

func TestOutputsAgreeWithinTheTolerancesOfTheirType(t *testing.T) {
	of := func(kind tensor.Type, data ...byte) tensor.Tensor {
		return tensor.Tensor{Type: kind, Shape: []uint64{uint64(len(data)) / kind.Size()}, Data: data}
	}
	for _, c := range []struct {
		name      string
		want, got tensor.Tensor
		says      string // empty if they agree
	}{
		{"equal integers", of(tensor.Int8, 1, 255), of(tensor.Int8, 1, 255), ""},
		{"integers one apart", of(tensor.Int8, 1, 255), of(tensor.Int8, 1, 254), "element 1 is 0xfe, want 0xff"},
		{"long integers one apart", of(tensor.Int64, 0, 0, 0, 0, 0, 0, 0, 64), of(tensor.Int64, 1, 0, 0, 0, 0, 0, 0, 64), "element 0 is 0x4000000000000001"},
		{"another type", of(tensor.Int8, 1), of(tensor.Uint8, 1), "it is of type UINT8, want INT8"},
		{"a half one unit off", of(tensor.Float16, 0, 0x3c), of(tensor.Float16, 1, 0x3c), ""},
		{"a half two units off", of(tensor.Float16, 0, 0x3c), of(tensor.Float16, 2, 0x3c), "element 0 is 1.001953125, want 1"},
		{"any NaN", of(tensor.Float16, 0, 0x7e), of(tensor.Float16, 1, 0xfc), ""},
		{"both zeros", of(tensor.Float32, 0, 0, 0, 0), of(tensor.Float32, 0, 0, 0, 0x80), ""},
		{"other bytes", of(tensor.Bool, 1), tensor.Tensor{Type: tensor.Bool, Shape: []uint64{1}}, "0 bytes, want 1"},
	} {
		err := agrees(c.want, c.got)
		if c.says == "" {
			require.NoError(t, err, c.name)
		} else {
			require.ErrorContains(t, err, c.says, c.name)
		}
	}
}

func TestEveryTypeOfTheEngineIsOneOfONNX(t *testing.T) {
	require.Equal(t, tensor.Float32, typeOf(graph.Float32))
	require.Equal(t, tensor.Int8, typeOf(graph.Int8))
	for number, name := range graph.Dtype_name {
		if number == 0 {
			require.Zero(t, typeOf(0))
			continue
		}
		kind := typeOf(graph.Dtype(number))
		require.NotZero(t, kind, name)
		require.Equal(t, kind.Size(), graph.Dtype(number).ElementSize(), name)
	}
}
