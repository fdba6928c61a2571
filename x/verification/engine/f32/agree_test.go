package f32_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

func TestEdgesAgreeWithTheHardware(t *testing.T) {
	all, one := edges(), []f32.F32{0}
	for _, op := range operations {
		t.Run(op.name, func(t *testing.T) {
			bs, cs := one, one
			if op.operands > 1 {
				bs = all
			}
			if op.operands > 2 {
				cs = all
			}
			for _, a := range all {
				for _, b := range bs {
					for _, c := range cs {
						if !op.agree(a, b, c) {
							t.Fatalf("%s(%08x, %08x, %08x) differs", op.name, a, b, c)
						}
					}
				}
			}
		})
	}
}

// SURETY_FLOAT_PAIRS says how many operands each operation is tried on, SURETY_SEED which.
func TestRandomOperandsAgreeWithTheHardware(t *testing.T) {
	workers := uint64(runtime.GOMAXPROCS(0))
	s := seed(t)
	for _, op := range operations {
		t.Run(op.name, func(t *testing.T) {
			n := (setting(t, "SURETY_FLOAT_PAIRS", op.pairs()) + workers - 1) / workers
			start, failures := time.Now(), make([]string, workers)
			var wg sync.WaitGroup
			for w := range workers {
				wg.Go(func() { failures[w] = disagreement(op, splitmix(s+w<<32), n) })
			}
			wg.Wait()
			for _, f := range failures {
				require.Empty(t, f, "SURETY_SEED=%d", s)
			}
			t.Logf("%s: same bits on %d random operands, SURETY_SEED=%d, %.1fs", op.name, n*workers, s, time.Since(start).Seconds())
		})
	}
}

// pairs is how many operands op is tried on unless told otherwise. The functions of NUMERICS.md section 2, which consist of the
// operations of section 1, are slow and are tried on fewer.
func (op operation) pairs() uint64 {
	if op.hardware == nil && op.name != "fma" {
		return defaultPairs / 8
	}
	return defaultPairs
}

// disagreement names the first of n random operands on which the implementations differ.
func disagreement(op operation, g splitmix, n uint64) string {
	for range n {
		if a, b, c := g.draw(); !op.agree(a, b, c) {
			return fmt.Sprintf("%s(%08x, %08x, %08x) differs", op.name, a, b, c)
		}
	}
	return ""
}

func TestNothingAllocates(t *testing.T) {
	for _, op := range operations {
		require.Zero(t, testing.AllocsPerRun(100, func() {
			sink += op.soft(0x3f123456, 0x3e000001, 0x40490fdb)
			sink += toSoft(op.native(0.57, 0.125, 3.14))
		}), op.name)
	}
}

// sink keeps results alive.
var sink f32.F32
