package onnx

// severalOperators move or sort elements into several outputs.
func severalOperators() map[string]compile {
	return map[string]compile{"Split": split, "TopK": topK, "Unique": unique}
}
