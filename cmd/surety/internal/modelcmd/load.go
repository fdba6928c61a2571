package modelcmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// Model is a compiled model with its weights.
type Model struct {
	// Name is what its file was called, without folder and extension.
	Name string
	// Program is the graph to register.
	Program *graph.Program
	// Weights is the blob behind the program's weights root.
	Weights []byte
	// InputNames and OutputNames are the source model's, in the program's order; empty where a folder does not hold them.
	InputNames, OutputNames []string
}

// The files of an imported model.
const (
	programFile = "program.bin"
	weightsFile = "weights.bin"
	aboutFile   = "model.json"
)

// about is the content of model.json. It is for people and tools; a model loads without it.
type about struct {
	Name        string        `json:"name"`
	Program     string        `json:"program"`
	WeightsRoot string        `json:"weights_root"`
	WeightsSize uint64        `json:"weights_size"`
	Inputs      []namedTensor `json:"inputs"`
	Outputs     []namedTensor `json:"outputs"`
}

type namedTensor struct {
	Name  string   `json:"name"`
	Type  string   `json:"type"`
	Shape []uint64 `json:"shape"`
}

// Load reads a model: an .onnx file, which is compiled, or a folder made by `surety model import`. A folder's weights are checked
// against its program.
func Load(path string) (*Model, error) { return load(path, onnx.Options{}) }

func load(path string, opts onnx.Options) (*Model, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	if info.IsDir() {
		return loadFolder(path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	m, err := onnx.Import(b, opts)
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", path, err)
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return &Model{Name: name, Program: m.Program, Weights: m.Weights, InputNames: m.InputNames, OutputNames: m.OutputNames}, nil
}

func loadFolder(dir string) (*Model, error) {
	program, err := os.ReadFile(filepath.Join(dir, programFile))
	if err != nil {
		return nil, fmt.Errorf("model %s is not a folder made by `surety model import`: %w", dir, err)
	}
	m := &Model{Name: filepath.Base(dir)}
	if m.Program, err = graph.Decode(program); err != nil {
		return nil, fmt.Errorf("model %s: %s: %w", dir, programFile, err)
	}
	if err := m.Program.Validate(graph.FormatLimits()); err != nil {
		return nil, fmt.Errorf("model %s: %s: %w", dir, programFile, err)
	}
	if m.Weights, err = os.ReadFile(filepath.Join(dir, weightsFile)); err != nil {
		return nil, fmt.Errorf("model %s: %w", dir, err)
	}
	if root := commit.Sum(m.Weights); root != [32]byte(m.Program.WeightsRoot) {
		return nil, fmt.Errorf("model %s: %s has root %x, the program wants %x", dir, weightsFile, root, m.Program.WeightsRoot)
	}
	return m, m.readAbout(filepath.Join(dir, aboutFile))
}

// readAbout takes the names that a program does not carry.
func (m *Model) readAbout(path string) error {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var a about
	if err == nil {
		err = json.Unmarshal(b, &a)
	}
	if err != nil {
		return fmt.Errorf("model: %s: %w", path, err)
	}
	m.Name = a.Name
	for _, in := range a.Inputs {
		m.InputNames = append(m.InputNames, in.Name)
	}
	for _, out := range a.Outputs {
		m.OutputNames = append(m.OutputNames, out.Name)
	}
	return nil
}

// Save writes the model's files into a folder, which it makes.
func (m *Model) Save(dir string) error {
	program, err := m.Program.Encode()
	if err != nil {
		return err
	}
	a, err := m.about()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	for name, content := range map[string][]byte{programFile: program, weightsFile: m.Weights, aboutFile: append(text, '\n')} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (m *Model) about() (about, error) {
	id, err := m.Program.ID()
	if err != nil {
		return about{}, err
	}
	a := about{Name: m.Name, Program: graph.FormatID(id), WeightsRoot: fmt.Sprintf("%x", m.Program.WeightsRoot), WeightsSize: m.Program.WeightsSize}
	for i := range m.Program.InputCount() {
		a.Inputs = append(a.Inputs, tensorAt(m.Program, uint32(i), i, m.InputNames))
	}
	for i, node := range m.Program.Outputs {
		a.Outputs = append(a.Outputs, tensorAt(m.Program, node, i, m.OutputNames))
	}
	return a, nil
}

// tensorAt describes a node's output under the i-th name, or the node's own where there is none.
func tensorAt(p *graph.Program, node uint32, i int, names []string) namedTensor {
	n := &p.Nodes[node]
	t := namedTensor{Name: n.Name, Type: typeName(n.Dtype), Shape: append([]uint64{}, n.Shape...)}
	if i < len(names) {
		t.Name = names[i]
	}
	return t
}
