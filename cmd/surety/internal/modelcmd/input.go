package modelcmd

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// LoadInputs reads a program's inputs: one file for each, separated by commas. A file is an ONNX tensor (.pb), a NumPy array (.npy),
// raw little-endian numbers of the type that the model takes (.bin, .raw), or a picture of a digit (.png).
func LoadInputs(p *graph.Program, paths string) ([][]byte, error) {
	files, count := strings.Split(paths, ","), p.InputCount()
	if len(files) != count {
		return nil, fmt.Errorf("input: the model takes %d inputs, %d files are given; separate them by commas", count, len(files))
	}
	inputs := make([][]byte, count)
	for i, path := range files {
		n := &p.Nodes[i]
		t, err := readTensor(path, onnx.TypeOf(n.Dtype), n.Shape)
		if err == nil {
			err = fits(t, onnx.TypeOf(n.Dtype), n.Shape)
		}
		if err != nil {
			return nil, fmt.Errorf("input %d %q: %s: %w", i, p.Nodes[i].Name, path, err)
		}
		inputs[i] = t.Data
	}
	return inputs, nil
}

func readTensor(path string, kind tensor.Type, shape []uint64) (tensor.Tensor, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return tensor.Tensor{}, err
	}
	switch extension := strings.ToLower(filepath.Ext(path)); extension {
	case ".pb":
		return tensor.ReadTensorProto(b)
	case ".npy":
		return tensor.ReadNPY(b)
	case ".bin", ".raw":
		return tensor.RawOf(b, kind)
	case ".png":
		return picture(b, shape)
	default:
		return tensor.Tensor{}, fmt.Errorf("extension %q, want .pb, .npy, .bin, .raw or .png", extension)
	}
}

// maxSide bounds the pictures that are decoded, so that a small file cannot fill memory.
const maxSide = 8192

func picture(b []byte, shape []uint64) (tensor.Tensor, error) {
	config, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return tensor.Tensor{}, err
	}
	if config.Width > maxSide || config.Height > maxSide {
		return tensor.Tensor{}, fmt.Errorf("a picture of %d by %d, at most %d by %d", config.Width, config.Height, maxSide, maxSide)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return tensor.Tensor{}, err
	}
	return tensor.FromPNG(img, shape)
}

// fits compares a file's tensor with what the model takes. Axes of length 1 may be missing, and raw numbers have no shape of their own.
func fits(t tensor.Tensor, kind tensor.Type, shape []uint64) error {
	if t.Type != kind {
		return fmt.Errorf("it holds %s, the model takes %s", t.Type, kind)
	}
	want, _ := graph.Elements(shape)
	got := uint64(len(t.Data)) / kind.Size()
	if got != want || len(t.Shape) > 1 && !slices.Equal(long(t.Shape), long(shape)) {
		return fmt.Errorf("shape %d (%d numbers), the model takes %d (%d)", t.Shape, got, shape, want)
	}
	return nil
}

// long is a shape without its axes of length 1.
func long(shape []uint64) []uint64 {
	return slices.DeleteFunc(slices.Clone(shape), func(extent uint64) bool { return extent == 1 })
}
