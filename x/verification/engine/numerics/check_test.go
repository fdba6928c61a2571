package numerics_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// program is an implementation of the page in another language, which takes folders of vectors.
type program struct {
	language    string
	interpreter string
	recent      []string // arguments with which the interpreter fails if it is too old
	atLeast     string
	main        []string
}

var programs = []program{
	{"Python", "python3", []string{"-c", "import sys; sys.exit(sys.version_info < (3, 9))"}, "3.9", []string{"-B", "check"}},
	{"JavaScript", "node", []string{"-e", "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)"}, "20", []string{"stranger/check.mjs"}},
}

// check runs the program over folders of vectors, and returns what it prints and whether it found all of them equal.
func (p program) check(t *testing.T, folders ...string) (out string, equal bool) {
	t.Helper()
	interpreter, err := exec.LookPath(p.interpreter)
	if err != nil {
		t.Skipf("%s is not installed: the independent program in %s cannot run", p.interpreter, p.language)
	}
	if exec.Command(interpreter, p.recent...).Run() != nil {
		t.Skipf("%s is older than %s: the independent program in %s cannot run", p.interpreter, p.atLeast, p.language)
	}
	bz, err := exec.Command(interpreter, append(p.main, folders...)...).CombinedOutput()
	var failed *exec.ExitError
	if err != nil {
		require.ErrorAs(t, err, &failed)
	}
	return string(bz), err == nil
}

// Programs that follow the page alone compute every golden vector, those of sections 1 and 2 included.
func TestIndependentProgramsAgree(t *testing.T) {
	for _, p := range programs {
		t.Run(p.language, func(t *testing.T) {
			out, equal := p.check(t, "testdata", filepath.Join("..", "f32", "testdata"))
			t.Log(out)
			require.True(t, equal, out)
			for _, rule := range rules {
				require.Contains(t, "\n"+out, "\n"+rule.file+": ", "the rule was left out")
			}
			for _, file := range []string{"functions", "commitments", "numerics-v1"} {
				require.Contains(t, "\n"+out, "\n"+file+": ", "the file was left out")
			}
		})
	}
}

// wrongs are changes of a result, by file, and what the programs say of each.
var wrongs = []struct {
	name, file, right, wrong, says string
}{
	{
		"a node's element", path("softmax"), `"elements":"3f800000 3f800000"}}`, `"elements":"3f800000 3f800001"}}`,
		"softmax: one: element 1 is 3f800000, not 3f800001",
	},
	{
		"a commitment", path("commitments"), "96c8c7545df055e3", "96c8c7545df055e2",
		"commitments: one number: element 1 is 96c8c7545df055e3",
	},
	{
		"a line of a function", filepath.Join("..", "f32", "testdata", "numerics-v1.json"), `"3f800001 3fc00000 97800000 3fc00001"`,
		`"3f800001 3fc00000 97800000 3fc00002"`, "numerics-v1: fma: element 300 is ",
	},
}

func TestIndependentProgramsSayWhereAVectorIsWrong(t *testing.T) {
	for _, p := range programs {
		for _, w := range wrongs {
			t.Run(p.language+"/"+w.name, func(t *testing.T) {
				dir := t.TempDir()
				bz, err := os.ReadFile(w.file)
				require.NoError(t, err)
				wrong := strings.Replace(string(bz), w.right, w.wrong, 1)
				require.NotEqual(t, string(bz), wrong)
				require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.Base(w.file)), []byte(wrong), 0o600))
				out, equal := p.check(t, dir)
				require.False(t, equal)
				require.Contains(t, out, w.says)
				require.Contains(t, out, "\n1 differ", out)
			})
		}
	}
}
