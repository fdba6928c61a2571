package onnx

import "fmt"

// contractionOperators contract, pool and normalise.
func contractionOperators() map[string]compile {
	group := map[string]compile{}
	for name, write := range map[string]oneOutput{
		"Conv":                      conv,
		"ConvTranspose":             convTranspose,
		"MatMul":                    matMul,
		"Gemm":                      gemm,
		"Einsum":                    einsum,
		"Softmax":                   softmax,
		"LogSoftmax":                logSoftmax,
		"RMSNormalization":          rmsNorm,
		"InstanceNormalization":     instanceNorm,
		"GroupNormalization":        groupNorm,
		"LpNormalization":           lpNorm,
		"AveragePool":               averagePool,
		"LpPool":                    lpPool,
		"DeformConv":                deformConv,
		"MaxUnpool":                 maxUnpool,
		"RotaryEmbedding":           rotary,
		"DFT":                       fourier,
		"MelWeightMatrix":           melWeights,
		"STFT":                      shortFourier,
		"LRN":                       localNorm,
		"MeanVarianceNormalization": meanVarianceNorm,
		"NegativeLogLikelihoodLoss": likelihoodLoss,
	} {
		group[name] = typed(func(k *call) ([]value, error) {
			v, err := write(k)
			return []value{v}, err
		})
	}
	for name, write := range map[string]compile{
		"BatchNormalization":      batchNorm,
		"LayerNormalization":      layerNorm,
		"SoftmaxCrossEntropyLoss": entropyLoss,
		"Attention":               attend,
		"LinearAttention":         linearAttention,
		"MaxPool":                 maxPool,
		"CausalConvWithState":     causalConv,
	} {
		group[name] = typed(write)
	}
	return group
}

// typed gives what is computed in float32 the model's type of the first input: a float16 stays one. An input without elements is refused,
// unless it is what came before a model's first step.
func typed(write compile) compile {
	return func(k *call) ([]value, error) {
		var first value
		for i := range k.n.inputs {
			if !k.given(i) {
				continue
			}
			v, err := k.c.lookup(k.n.inputs[i])
			if err != nil {
				return nil, fmt.Errorf("input %d: %w", i, err)
			}
			if i == 0 {
				first = v
			}
			past := k.n.op == "Attention" && (i == 4 || i == 5) || k.n.op == "CausalConvWithState" && i == 3
			if v.operand.empty() && !past {
				return nil, fmt.Errorf("%w: input %d has no elements, its shape is %d", ErrUnsupported, i, v.shape)
			}
		}
		out, err := write(k)
		for i := range out {
			if out[i].operand.dtype == first.operand.dtype {
				out[i] = out[i].like(first)
			}
		}
		return out, err
	}
}
