package ocr

import (
	"encoding/binary"
	"fmt"
	"math"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// What the models give is larger than what can be demanded on the chain: a distribution over 6,625 characters for every step of a line,
// and four bytes for every pixel. So the little that is made of it first becomes a part of the model, and is proved with the rest.

// ShortenRecognition makes an ONNX recogniser give the likeliest class of each step, int64 [n,steps,1], and its probability, float32
// [n,steps,1], in place of all.
func ShortenRecognition(model []byte) ([]byte, error) {
	return graft(model, func(distribution string) ([]node, []output) {
		return []node{
			{"ArgMax", []string{distribution}, "class", [][]byte{integer("axis", 2), integer("keepdims", 1)}},
			{"ReduceMax", []string{distribution}, "probability", [][]byte{integers("axes", 2), integer("keepdims", 1)}},
		}, []output{{"class", tensor.Int64}, {"probability", tensor.Float32}}
	})
}

// ShortenDetection makes an ONNX detector give uint8 [n,1,h,w], the probability times 255 to the nearest.
func ShortenDetection(model []byte) ([]byte, error) {
	return graft(model, func(probability string) ([]node, []output) {
		return []node{
			{"Constant", nil, "most", [][]byte{scalar("value", math.MaxUint8)}},
			{"Mul", []string{probability, "most"}, "scaled", nil},
			{"Round", []string{"scaled"}, "rounded", nil},
			{"Cast", []string{"rounded"}, "text", [][]byte{integer("to", uint64(tensor.Uint8))}},
		}, []output{{"text", tensor.Uint8}}
	})
}

// node is a node to add, with one output, which is its name too.
type node struct {
	operator   string
	inputs     []string
	output     string
	attributes [][]byte
}

type output struct {
	name string
	kind tensor.Type
}

// Field numbers of onnx.proto.
const (
	modelGraph = 7

	graphNode, graphOutput = 1, 12

	nodeInput, nodeOutput, nodeName, nodeOperator, nodeAttribute = 1, 2, 3, 4, 5

	attributeName, attributeInteger, attributeTensor, attributeIntegers, attributeType = 1, 3, 5, 8, 20

	attributeIsInteger, attributeIsTensor, attributeIsIntegers = 2, 4, 7
)

// graft replaces the one output of a model by what is computed from it.
func graft(model []byte, tail func(output string) ([]node, []output)) ([]byte, error) {
	return rewrite(model, modelGraph, func(graph []byte) ([]byte, error) {
		var outputs []string
		kept, err := without(graph, graphOutput, func(value []byte) error {
			name, err := text(value, 1)
			outputs = append(outputs, name)
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(outputs) != 1 {
			return nil, fmt.Errorf("the model has outputs %q, want one", outputs)
		}
		nodes, results := tail(outputs[0])
		for _, n := range nodes {
			kept = message(kept, graphNode, n.encode())
		}
		for _, r := range results {
			kept = message(kept, graphOutput, r.encode())
		}
		return kept, nil
	})
}

func (n node) encode() (b []byte) {
	for _, input := range n.inputs {
		b = message(b, nodeInput, []byte(input))
	}
	b = message(b, nodeOutput, []byte(n.output))
	b = message(b, nodeName, []byte(n.output))
	b = message(b, nodeOperator, []byte(n.operator))
	for _, a := range n.attributes {
		b = message(b, nodeAttribute, a)
	}
	return b
}

// encode leaves the shape to the model.
func (o output) encode() []byte {
	element := varint(nil, 1, uint64(o.kind))
	return message(message(nil, 1, []byte(o.name)), 2, message(nil, 1, element))
}

func integer(name string, v uint64) []byte {
	b := varint(message(nil, attributeName, []byte(name)), attributeInteger, v)
	return varint(b, attributeType, attributeIsInteger)
}

func integers(name string, v uint64) []byte {
	b := varint(message(nil, attributeName, []byte(name)), attributeIntegers, v)
	return varint(b, attributeType, attributeIsIntegers)
}

// scalar is a float32 without axes.
func scalar(name string, v float32) []byte {
	const dataType, rawData = 2, 9
	value := varint(nil, dataType, uint64(tensor.Float32))
	value = message(value, rawData, binary.LittleEndian.AppendUint32(nil, math.Float32bits(v)))
	b := message(message(nil, attributeName, []byte(name)), attributeTensor, value)
	return varint(b, attributeType, attributeIsTensor)
}

func message(to []byte, number protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(to, number, protowire.BytesType), content)
}

func varint(to []byte, number protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(to, number, protowire.VarintType), v)
}
