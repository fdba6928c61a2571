package onnx

// contractionOperators contract, pool and normalise.
func contractionOperators() map[string]oneOutput {
	return map[string]oneOutput{
		"Conv":                  conv,
		"ConvTranspose":         convTranspose,
		"MatMul":                matMul,
		"Gemm":                  gemm,
		"Softmax":               softmax,
		"LogSoftmax":            logSoftmax,
		"BatchNormalization":    batchNorm,
		"LayerNormalization":    layerNorm,
		"RMSNormalization":      rmsNorm,
		"InstanceNormalization": instanceNorm,
		"GroupNormalization":    groupNorm,
		"AveragePool":           averagePool,
		"LpPool":                lpPool,
		"MaxUnpool":             maxUnpool,
		"LpNormalization":       lpNorm,
	}
}

// contractionsOfSeveral are those of them with several outputs.
func contractionsOfSeveral() map[string]compile {
	return map[string]compile{
		"MaxPool":             maxPool,
		"CausalConvWithState": causalConv,
	}
}
