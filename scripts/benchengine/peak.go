package main

import (
	"sync"
	"time"

	"github.com/suretynetwork/surety/x/verification/engine/kernel"
)

// peak is the most floating point operations per second that a number of threads did at once: multiply-adds of vectors that wait for
// nothing, two operations each. Other work on the machine only makes it less, so that the best of several tries counts.
func peak(threads int) float64 {
	const tries, steps = 10, 1 << 22
	best := 0.0
	for range tries {
		var wg sync.WaitGroup
		start := time.Now()
		for range threads {
			wg.Go(func() { kernel.PeakSteps(steps) })
		}
		wg.Wait()
		took := time.Since(start)
		best = max(best, 2*float64(threads*kernel.PeakSteps(1)*steps)/took.Seconds())
	}
	return best
}
