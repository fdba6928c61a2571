package graphtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// Every scalar function has a signature; only those that name a place have none.
func TestEveryFunctionHasASignature(t *testing.T) {
	known := map[graph.Func]int{}
	for _, s := range graphtest.Signatures() {
		known[s.Func]++
	}
	for _, f := range graphtest.Funcs() {
		scalar := f != graph.FuncArgMax && f != graph.FuncArgMin
		require.Equal(t, scalar, known[f] > 0, f)
	}
	t.Logf("%d signatures of %d functions", len(graphtest.Signatures()), len(known))
}
