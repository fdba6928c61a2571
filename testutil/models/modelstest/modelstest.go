// Package modelstest gives tests the models of testutil/models, or skips them by name.
package modelstest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/models"
)

// A machine that could not fetch is not asked again for a while: npm takes its time to find out that there is no network.
const (
	failure = "unavailable.txt"
	again   = 10 * time.Minute
)

// Read returns a file's content. It skips the test where the file is neither in the cache nor to be had.
func Read(tb testing.TB, f models.File) []byte {
	tb.Helper()
	b, err := os.ReadFile(Find(tb, f))
	require.NoError(tb, err)
	return b
}

// Find returns a file's place after checking it. It skips the test where the file is neither in the cache nor to be had.
func Find(tb testing.TB, f models.File) string {
	tb.Helper()
	dir, err := models.Folder()
	require.NoError(tb, err)
	ctx, note := context.Background(), filepath.Join(dir, failure)
	if info, err := os.Stat(note); err == nil && time.Since(info.ModTime()) < again {
		expired, cancel := context.WithCancel(ctx) // takes what is there, fetches nothing
		cancel()
		ctx = expired
	}
	where, err := f.Find(ctx, dir)
	if errors.Is(err, models.ErrUnavailable) {
		if ctx.Err() == nil {
			_ = os.WriteFile(note, []byte(err.Error()+"\n"), 0o644) // the next test finds out for itself
		}
		tb.Skipf("%s of %s: %s", f.Path, f.Name, err)
	}
	require.NoError(tb, err)
	return where
}
