// Package modelcmd reads, shows and runs models on this machine, without a chain.
package modelcmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// Files of an imported model's folder.
const (
	programFile = "program.bin"
	weightsFile = "weights.bin"
	aboutFile   = "model.json"
)

// Model is a model that can be run, proved and ordered.
type Model struct {
	Program     *graph.Program
	Weights     []byte
	Name        string
	InputNames  []string
	OutputNames []string
}

// about is what an imported model's folder says of it.
type about struct {
	Name        string   `json:"name"`
	ProgramID   string   `json:"program_id"`
	InputNames  []string `json:"input_names"`
	OutputNames []string `json:"output_names"`
}

// Load reads an .onnx file, or a folder made by Save.
func Load(path string) (*Model, error) {
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
	m, err := onnx.Import(b, onnx.Options{})
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", filepath.Base(path), err)
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	return &Model{Program: m.Program, Weights: m.Weights, Name: name, InputNames: m.InputNames, OutputNames: m.OutputNames}, nil
}

func loadFolder(path string) (*Model, error) {
	raw, err := os.ReadFile(filepath.Join(path, programFile))
	if err != nil {
		return nil, fmt.Errorf("model: %w; a model's folder is made by 'surety model import'", err)
	}
	p, err := graph.Decode(raw)
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", path, err)
	}
	weights, err := os.ReadFile(filepath.Join(path, weightsFile))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(path, aboutFile))
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	var a about
	if err := json.Unmarshal(text, &a); err != nil {
		return nil, fmt.Errorf("model %s: %s: %w", path, aboutFile, err)
	}
	return &Model{Program: p, Weights: weights, Name: a.Name, InputNames: a.InputNames, OutputNames: a.OutputNames}, nil
}

// Save writes a model into a folder, making it if need be.
func (m *Model) Save(dir string) error {
	raw, err := m.Program.Encode()
	if err != nil {
		return err
	}
	id, err := m.Program.ID()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(about{
		Name: m.Name, ProgramID: graph.FormatID(id), InputNames: m.InputNames, OutputNames: m.OutputNames,
	}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	for name, content := range map[string][]byte{programFile: raw, weightsFile: m.Weights, aboutFile: append(text, '\n')} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// LoadInputs reads the input of a program that has one: an ONNX TensorProto (.pb), NumPy (.npy), raw float32 (.bin), or, where the
// input is a picture of one channel, a .png.
func LoadInputs(p *graph.Program, path string) ([][]byte, error) {
	if p.InputCount() != 1 {
		return nil, fmt.Errorf("the model takes %d inputs, one file gives one", p.InputCount())
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	t, err := read(strings.ToLower(filepath.Ext(path)), b, p.Nodes[0].Shape)
	if err != nil {
		return nil, fmt.Errorf("input %s: %w", filepath.Base(path), err)
	}
	want, _ := p.Nodes[0].OutputBytes()
	if t.Type != tensor.Float32 || uint64(len(t.Data)) != want {
		return nil, fmt.Errorf("input %s: it is %s of %d bytes, the model takes float32 %v, %d bytes",
			filepath.Base(path), t.Type, len(t.Data), p.Nodes[0].Shape, want)
	}
	return [][]byte{t.Data}, nil
}

func read(ext string, b []byte, shape []uint64) (tensor.Tensor, error) {
	switch ext {
	case ".pb":
		return tensor.ReadTensorProto(b)
	case ".npy":
		return tensor.ReadNPY(b)
	case ".bin":
		return tensor.Raw(b)
	case ".png":
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			return tensor.Tensor{}, err
		}
		return tensor.FromPNG(img, shape)
	default:
		return tensor.Tensor{}, fmt.Errorf("a %q file is not known: want .pb, .npy, .bin or .png", ext)
	}
}
