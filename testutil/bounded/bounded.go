// Package bounded holds code that reads hostile files to what it may allocate.
package bounded

import (
	"runtime"
	"testing"
)

// Allocates runs f and fails the test if f allocates more than limit bytes, all that it frees again included. Whatever else runs in the
// process is counted too, so that a run that seems to take too much is repeated: f must do the same each time.
func Allocates(tb testing.TB, limit uint64, f func()) {
	tb.Helper()
	const tries = 3
	least := ^uint64(0)
	for range tries {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		if least = min(least, after.TotalAlloc-before.TotalAlloc); least <= limit {
			return
		}
	}
	tb.Fatalf("%d bytes were allocated, at most %d are allowed", least, limit)
}
