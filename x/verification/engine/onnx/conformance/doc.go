// Package conformance runs ONNX's test cases on the engine: a model, what goes in, and what has to come out.
package conformance
