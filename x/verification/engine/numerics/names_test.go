package numerics_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// NUMERICS.md names operators like TopK, functions like lessEqual and types like Float8E4M3FN.

func opName(op graph.Op) string {
	name := strings.TrimPrefix(op.String(), "OP_")
	if op == graph.OpTopK {
		return "TopK"
	}
	return name[:1] + strings.ToLower(name[1:])
}

func funcName(f graph.Func) string {
	if f == graph.FuncUnspecified {
		return ""
	}
	words := strings.Split(strings.ToLower(strings.TrimPrefix(f.String(), "FUNC_")), "_")
	for i := range words[1:] {
		words[i+1] = strings.ToUpper(words[i+1][:1]) + words[i+1][1:]
	}
	return strings.Join(words, "")
}

func typeName(t graph.Dtype) string {
	name := strings.TrimPrefix(t.String(), "DTYPE_")
	if rest, small := strings.CutPrefix(name, "FLOAT8E"); small {
		return "Float8E" + rest
	}
	if rest, small := strings.CutPrefix(name, "FLOAT4E"); small {
		return "Float4E" + rest
	}
	return name[:1] + strings.ToLower(name[1:])
}

func opOf(tb testing.TB, name string) graph.Op {
	tb.Helper()
	for _, op := range graphtest.Ops {
		if opName(op) == name {
			return op
		}
	}
	require.Fail(tb, "no operator of this name", name)
	return graph.OpUnspecified
}

func funcOf(tb testing.TB, name string) graph.Func {
	tb.Helper()
	for _, f := range append(graphtest.Funcs(), graph.FuncUnspecified) {
		if funcName(f) == name {
			return f
		}
	}
	require.Fail(tb, "no function of this name", name)
	return graph.FuncUnspecified
}

func typeOf(tb testing.TB, name string) graph.Dtype {
	tb.Helper()
	for _, t := range graphtest.Dtypes() {
		if typeName(t) == name {
			return t
		}
	}
	require.Fail(tb, "no type of this name", name)
	return graph.DtypeUnspecified
}
