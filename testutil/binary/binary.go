// Package binary builds this repository's commands for tests that start real processes.
package binary

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// Build returns the path of a command of cmd/, built from this source: the one named by the environment variable of that name in
// capitals, such as SURETYD, if there is one. It takes a moment only if something changed. Tests of several packages may build at once.
func Build(tb testing.TB, command string) string {
	tb.Helper()
	if path := os.Getenv(strings.ToUpper(command)); path != "" {
		return path
	}
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	require.NoError(tb, err, "find the repository")
	dir := strings.TrimSpace(string(root))
	folder := filepath.Join(dir, "build", "test")
	require.NoError(tb, os.MkdirAll(folder, 0o755))
	lock, err := os.OpenFile(filepath.Join(folder, ".lock"), os.O_CREATE|os.O_RDWR, 0o644)
	require.NoError(tb, err)
	defer lock.Close()
	require.NoError(tb, syscall.Flock(int(lock.Fd()), syscall.LOCK_EX))
	path := filepath.Join(folder, command)
	build := exec.Command("go", "build", "-o", path, "./cmd/"+command)
	build.Dir = dir
	out, err := build.CombinedOutput()
	require.NoError(tb, err, "build %s: %s", command, out)
	return path
}
