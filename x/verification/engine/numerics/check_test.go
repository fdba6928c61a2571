package numerics_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// check runs the program in Python over folders of vectors, and returns what it prints and whether it found all of them equal.
func check(t *testing.T, folders ...string) (out string, equal bool) {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed: the independent program cannot run")
	}
	if exec.Command(python, "-c", "import sys; sys.exit(sys.version_info < (3, 9))").Run() != nil {
		t.Skip("python3 is older than 3.9: the independent program cannot run")
	}
	bz, err := exec.Command(python, append([]string{"-B", "check"}, folders...)...).CombinedOutput()
	var failed *exec.ExitError
	if err != nil {
		require.ErrorAs(t, err, &failed)
	}
	return string(bz), err == nil
}

// A program that follows the page alone computes every golden vector, those of sections 1 and 2 included.
func TestAnIndependentProgramAgrees(t *testing.T) {
	out, equal := check(t, "testdata", filepath.Join("..", "f32", "testdata"))
	t.Log(out)
	require.True(t, equal, out)
	for _, rule := range rules {
		require.Contains(t, "\n"+out, "\n"+rule.file+": ", "the rule was left out")
	}
	require.Contains(t, out, "\nfunctions: ")
	require.Contains(t, out, "\nnumerics-v1: ")
}

func TestTheIndependentProgramSaysWhereAVectorIsWrong(t *testing.T) {
	dir := t.TempDir()
	bz, err := os.ReadFile(path("softmax"))
	require.NoError(t, err)
	wrong := strings.Replace(string(bz), `"elements":"3f800000 3f800000"}}`, `"elements":"3f800000 3f800001"}}`, 1)
	require.NotEqual(t, string(bz), wrong)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "softmax.json"), []byte(wrong), 0o600))
	out, equal := check(t, dir)
	require.False(t, equal)
	require.Contains(t, out, "softmax: one: element 1 is 3f800000, not 3f800001")
}
