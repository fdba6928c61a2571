package onnx_test

import (
	"encoding/binary"
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// message builds a protobuf message field by field, as a test needs it: right or wrong.
type message []byte

func (m message) number(field protowire.Number, v uint64) message {
	return protowire.AppendVarint(protowire.AppendTag(m, field, protowire.VarintType), v)
}

func (m message) bytes(field protowire.Number, b []byte) message {
	return protowire.AppendBytes(protowire.AppendTag(m, field, protowire.BytesType), b)
}

func (m message) text(field protowire.Number, s string) message { return m.bytes(field, []byte(s)) }

func (m message) float(field protowire.Number, v float32) message {
	return protowire.AppendFixed32(protowire.AppendTag(m, field, protowire.Fixed32Type), math.Float32bits(v))
}

// modelOf is a ModelProto of one graph.
func modelOf(opset uint64, graph message) message {
	return message{}.number(1, 8).bytes(7, graph).bytes(8, message{}.number(2, opset))
}

// graphOf puts nodes, inputs and the rest of a graph together.
func graphOf(parts ...message) message {
	var g message
	for _, p := range parts {
		g = append(g, p...)
	}
	return g
}

func nodeOf(op string, inputs []string, output string, attributes ...message) message {
	n := message{}
	for _, in := range inputs {
		n = n.text(1, in)
	}
	n = n.text(2, output).text(3, "the "+op).text(4, op)
	for _, a := range attributes {
		n = n.bytes(5, a)
	}
	return message{}.bytes(1, n)
}

func intOf(name string, v int64) message {
	return message{}.text(1, name).number(3, uint64(v)).number(20, 2)
}

func floatOf(name string, v float32) message {
	return message{}.text(1, name).float(2, v).number(20, 1)
}

func textOf(name, v string) message { return message{}.text(1, name).text(4, v).number(20, 3) }

func intsOf(name string, values ...int64) message {
	a := message{}.text(1, name).number(20, 7)
	for _, v := range values {
		a = a.number(8, uint64(v))
	}
	return a
}

const (
	ofFloat = 1
	ofUint8 = 2
	ofInt64 = 7
)

// infoOf is a ValueInfoProto. A negative extent is left open.
func infoOf(field protowire.Number, name string, kind uint64, dims ...int64) message {
	shape := message{}
	for _, d := range dims {
		extent := message{}.text(2, "open")
		if d >= 0 {
			extent = message{}.number(1, uint64(d))
		}
		shape = shape.bytes(1, extent)
	}
	return message{}.bytes(field, message{}.text(1, name).bytes(2, message{}.bytes(1, message{}.number(1, kind).bytes(2, shape))))
}

func inputOf(name string, dims ...int64) message { return infoOf(11, name, ofFloat, dims...) }
func outputOf(name string) message               { return infoOf(12, name, ofFloat) }

// weightOf is an initialiser of small numbers that differ.
func weightOf(name string, dims ...int64) message {
	t := message{}.number(2, ofFloat).text(8, name)
	count := int64(1)
	for _, d := range dims {
		t, count = t.number(1, uint64(d)), count*d
	}
	var raw []byte
	for i := range count {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(float32(i*7%13)/8-0.75))
	}
	return message{}.bytes(5, t.bytes(9, raw))
}

// listOf is an initialiser of int64, such as a shape.
func listOf(name string, values ...int64) message {
	var raw []byte
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	return message{}.bytes(5, message{}.number(1, uint64(len(values))).number(2, ofInt64).text(8, name).bytes(9, raw))
}
