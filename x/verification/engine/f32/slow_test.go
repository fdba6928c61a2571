//go:build slow

package f32_test

import (
	"runtime"
	"sync"
	"testing"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

const (
	defaultPairs  = 1_000_000_000
	defaultStride = 1
)

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
