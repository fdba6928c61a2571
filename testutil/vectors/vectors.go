// Package vectors finds the test vectors that live beside the repository.
package vectors

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Dir returns the folder of shared test vectors, joined with elem. It skips the test, naming the missing path, where the
// folder is absent: a clone alone must pass. SURETY_VECTORS overrides the place to look.
func Dir(tb testing.TB, elem ...string) string {
	tb.Helper()
	base := os.Getenv("SURETY_VECTORS")
	if base == "" {
		_, file, _, ok := runtime.Caller(0)
		if !ok {
			tb.Skip("vectors: no caller information, cannot find the repository root")
		}
		base = filepath.Join(filepath.Dir(file), "..", "..", "..", "shared", "vectors")
	}
	path := filepath.Join(append([]string{base}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("vectors: %s is not here; set SURETY_VECTORS to run this test", filepath.Join(elem...))
	}
	return path
}
