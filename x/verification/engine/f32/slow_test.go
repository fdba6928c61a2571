//go:build slow

package f32_test

import (
	"math"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

const defaultPairs = 1_000_000_000

// All 2^32 operands of every operation that has one.
func TestEveryOperandAgreesWithTheHardware(t *testing.T) {
	for _, op := range operations {
		if op.operands > 1 {
			continue
		}
		t.Run(op.name, func(t *testing.T) {
			workers := uint64(runtime.GOMAXPROCS(0))
			var wg sync.WaitGroup
			for w := range workers {
				wg.Go(func() {
					for a := w; a < 1<<32; a += workers {
						if !op.agree(f32.F32(a), 0, 0) {
							t.Errorf("%s(%08x) differs", op.name, a)
							return
						}
					}
				})
			}
			wg.Wait()
		})
	}
}

// The error that NUMERICS.md section 2 states, over every finite operand.
func TestFunctionsStayWithinTheirStatedErrorEverywhere(t *testing.T) {
	for _, f := range functions {
		t.Run(f.name, func(t *testing.T) {
			workers := uint32(runtime.GOMAXPROCS(0))
			results := make([]worst, workers)
			var wg sync.WaitGroup
			for w := range workers {
				wg.Go(func() {
					for a := uint64(w); a < 1<<32; a += uint64(workers) {
						results[w].try(f, math.Float32frombits(uint32(a)))
					}
				})
			}
			wg.Wait()
			most := results[0]
			for _, r := range results[1:] {
				if r.ulps > most.ulps {
					most = r
				}
			}
			t.Logf("%s: at most %.3f ulp, at %g (%08x)", f.name, most.ulps, most.at, math.Float32bits(most.at))
			require.LessOrEqual(t, most.ulps, f.ulps)
		})
	}
}
