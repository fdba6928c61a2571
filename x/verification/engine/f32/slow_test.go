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
			each(t, func(a uint64) bool { return op.agree(f32.F32(a), 0, 0) })
		})
	}
}

func TestConversionsOfEveryNumberAgree(t *testing.T) {
	for _, c := range conversions() {
		if c.from == 32 {
			t.Run(c.name, func(t *testing.T) { each(t, func(a uint64) bool { return !c.disagreement(a) }) })
		}
	}
}

// each runs f for every binary32 number on all cores, until one fails.
func each(t *testing.T, f func(a uint64) bool) {
	t.Helper()
	workers := uint64(runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for a := w; a < 1<<32; a += workers {
				if !f(a) {
					t.Errorf("%08x differs", a)
					return
				}
			}
		})
	}
	wg.Wait()
}
