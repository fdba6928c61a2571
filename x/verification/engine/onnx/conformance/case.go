package conformance

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

const (
	modelFile  = "model.onnx"
	dataPrefix = "test_data_set_"
	suffix     = ".pb"
)

// Case is a model with its data sets.
type Case struct {
	// Name is the path below the folder that was searched, with slashes.
	Name string
	// Model is the model's file.
	Model string
	// Sets are folders with input_0.pb, .., output_0.pb, ..; none for a case whose inputs are ones.
	Sets []string
	// Outputs is what the files of outputs are called, but for their number and extension, of a case without sets.
	Outputs string
}

// Find lists the cases below a folder, sorted by name: folders with a model and test_data_set_0, .., as ONNX's backend tests and its
// model zoo have them, and files NAME.onnx with NAME_output_0.pb, .., as its light models have them.
func Find(dir string) ([]Case, error) {
	var cases []Case
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".onnx" {
			return err
		}
		c, found, err := caseOf(dir, path)
		if found {
			cases = append(cases, c)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("there is no test case below %s: want folders with %s and %s0, or NAME.onnx with NAME_output_0.pb", dir, modelFile, dataPrefix)
	}
	slices.SortFunc(cases, func(a, b Case) int { return strings.Compare(a.Name, b.Name) })
	return cases, nil
}

func caseOf(dir, model string) (Case, bool, error) {
	name := strings.TrimSuffix(model, ".onnx")
	c := Case{Model: model, Outputs: name + "_output_"}
	outputs, err := numbered(c.Outputs)
	if err == nil && len(outputs) == 0 {
		c.Outputs = ""
		c.Sets, err = filepath.Glob(filepath.Join(filepath.Dir(model), dataPrefix+"*"))
	}
	if err != nil {
		return c, false, err
	}
	if filepath.Base(model) == modelFile {
		name = filepath.Dir(model)
	}
	rel, err := filepath.Rel(dir, name)
	c.Name = filepath.ToSlash(rel)
	return c, len(c.Sets)+len(outputs) > 0, err
}

// numbered finds prefix0.pb, prefix1.pb, .., by their numbers. Some may be missing: optional ones that a case does not have.
func numbered(prefix string) (map[int]string, error) {
	entries, err := os.ReadDir(filepath.Dir(prefix))
	if err != nil {
		return nil, err
	}
	files := map[int]string{}
	for _, entry := range entries {
		number, found := strings.CutPrefix(entry.Name(), filepath.Base(prefix))
		number, ends := strings.CutSuffix(number, suffix)
		if n, err := strconv.Atoi(number); found && ends && err == nil && n >= 0 {
			files[n] = filepath.Join(filepath.Dir(prefix), entry.Name())
		}
	}
	return files, nil
}

// read reads tensors. An empty file is what an optional one that is not there is kept as.
func read(prefix string) (map[int]tensor.Tensor, error) {
	files, err := numbered(prefix)
	if err != nil {
		return nil, err
	}
	out := map[int]tensor.Tensor{}
	for _, n := range slices.Sorted(maps.Keys(files)) {
		raw, err := os.ReadFile(files[n])
		if err != nil {
			return nil, err
		}
		if len(raw) == 0 {
			continue
		}
		t, err := tensor.ReadTensorProto(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(files[n]), err)
		}
		out[n] = t
	}
	return out, nil
}

var errNoOutput = errors.New("the case has no output to compare with")
