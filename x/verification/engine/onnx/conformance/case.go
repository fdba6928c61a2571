// Package conformance runs ONNX's test cases on the engine: a model, what goes in, and what has to come out.
package conformance

import (
	"errors"
	"fmt"
	"io/fs"
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
)

// Case is a model with its data sets.
type Case struct {
	// Name is the path below the folder that was searched, with slashes.
	Name string
	// Model is the model's file.
	Model string
	// Sets are folders with input_0.pb, .., output_0.pb, ..; none for a case whose inputs are ones.
	Sets []string
	// Outputs are the files of a case without sets.
	Outputs []string
}

// Find lists the cases below a folder, sorted by name: folders with model.onnx and test_data_set_0, .., as ONNX's backend tests have
// them, and files NAME.onnx with NAME_output_0.pb, .., as its light models have them.
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
	c := Case{Model: model}
	if filepath.Base(model) == modelFile {
		name = filepath.Dir(model)
		sets, err := filepath.Glob(filepath.Join(name, dataPrefix+"*"))
		if err != nil {
			return c, false, err
		}
		c.Sets = sets
	} else {
		c.Outputs = numbered(name + "_output_")
	}
	rel, err := filepath.Rel(dir, name)
	c.Name = filepath.ToSlash(rel)
	return c, len(c.Sets)+len(c.Outputs) > 0, err
}

// numbered lists prefix0.pb, prefix1.pb, .. as far as they are there.
func numbered(prefix string) []string {
	var files []string
	for {
		file := prefix + strconv.Itoa(len(files)) + ".pb"
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return files
		}
		files = append(files, file)
	}
}

// read reads tensors, in order.
func read(files []string) ([]tensor.Tensor, error) {
	out := make([]tensor.Tensor, 0, len(files))
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		t, err := tensor.ReadTensorProto(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		out = append(out, t)
	}
	return out, nil
}
