package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"

	"github.com/suretynetwork/surety/testutil/models"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// testCase is a model at a size.
type testCase struct {
	name string
	// find returns the model's file.
	find func(context.Context) (string, error)
	// shape is the input's. Models take one input, of float32.
	shape []uint64
	// dims are the extents of the axes that the model names, for this shape.
	dims map[string]uint64
}

func cases() []testCase {
	const axis = "p2o.DynamicDimension."
	return []testCase{
		{"light_resnet50", light("light_resnet50.onnx"), []uint64{1, 3, 224, 224}, nil},
		{"light_squeezenet", light("light_squeezenet.onnx"), []uint64{1, 3, 224, 224}, nil},
		{"light_shufflenet", light("light_shufflenet.onnx"), []uint64{1, 3, 224, 224}, nil},
		{"PP-OCR recognition", npm(models.TextRecognition), []uint64{1, 3, 48, 320}, map[string]uint64{axis + "0": 1, axis + "1": 320}},
		{
			"PP-OCR detection", npm(models.TextDetection),
			[]uint64{1, 3, 640, 640},
			map[string]uint64{axis + "0": 1, axis + "1": 640, axis + "2": 640},
		},
		{"BlazeFace", npm(models.FaceFront), []uint64{1, 128, 128, 3}, nil},
	}
}

func npm(f models.File) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		dir, err := models.Folder()
		if err != nil {
			return "", err
		}
		return f.Find(ctx, dir)
	}
}

// light finds ONNX's light networks among the test vectors beside the repository, or below SURETY_VECTORS.
func light(name string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) {
		base := os.Getenv("SURETY_VECTORS")
		if _, file, _, ok := runtime.Caller(0); base == "" && ok {
			base = filepath.Join(filepath.Dir(file), "..", "..", "..", "shared", "vectors")
		}
		path := filepath.Join(base, "onnx", "light", name)
		if _, err := os.Stat(path); err != nil {
			return "", fmt.Errorf("%s is not beside the repository: set SURETY_VECTORS to the folder of test vectors", filepath.Join("onnx", "light", name))
		}
		return path, nil
	}
}

// input is numbers between -1 and 1 that look like nothing in particular, the same on every machine.
func (c testCase) input() tensor.Tensor {
	n := uint64(1)
	for _, extent := range c.shape {
		n *= extent
	}
	data, state := make([]byte, 0, 4*n), uint32(1)
	for range n {
		state = state*1664525 + 1013904223 // the generator of Numerical Recipes
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(state>>8)/(1<<23)-1))
	}
	return tensor.Tensor{Type: tensor.Float32, Shape: c.shape, Data: data}
}
