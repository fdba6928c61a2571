package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// The trained digit model is the ONNX model zoo's mnist (CNTK), which this Go module carries. It is used as data only.
const (
	modelModule  = "github.com/owulveryck/onnx-go@v0.5.0"
	modelSum     = "h1:dnSKdTVs8gCbI3MUu91J74YjnYQTDEjoQluN0+/brSg="
	modelSHA256  = "0d715376572e89832685c56a65ef1391f5f0b7dd31d61050c91ff3ecab16c032"
	inputSHA256  = "e934e1029a1d31f3471236dd366bd7a7e55c76e6b245a221d55ed9eec600b89e"
	modelFolder  = "internal/examples/mnist"
	inputInModel = "test_data_set_0/input_0.pb"
)

// fetchModel brings the model and a real digit from the Go module proxy, checks both, and writes them into dir.
func fetchModel(ctx context.Context, dir string) (model, input string, err error) {
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", modelModule)
	cmd.Dir = dir // outside any module, so that no go.mod is asked or changed
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := cmd.Output()
	var info struct{ Dir, Sum, Error string }
	if jsonErr := json.Unmarshal(out, &info); err != nil || jsonErr != nil {
		return "", "", fmt.Errorf("fetching %s: %w %s", modelModule, errors.Join(err, jsonErr), info.Error)
	}
	if info.Sum != modelSum {
		return "", "", fmt.Errorf("fetching %s: its checksum is %s, pinned is %s", modelModule, info.Sum, modelSum)
	}
	folder := filepath.Join(info.Dir, modelFolder)
	bytes, err := literal(filepath.Join(folder, "mnist_binary.go"))
	if err != nil {
		return "", "", err
	}
	digit, err := os.ReadFile(filepath.Join(folder, inputInModel))
	if err != nil {
		return "", "", err
	}
	model, input = filepath.Join(dir, "mnist.onnx"), filepath.Join(dir, "digit.pb")
	return model, input, errors.Join(write(model, bytes, modelSHA256), write(input, digit, inputSHA256))
}

// write stores content whose sha256 is pinned.
func write(path string, content []byte, want string) error {
	sum := sha256.Sum256(content)
	if got := hex.EncodeToString(sum[:]); got != want {
		return fmt.Errorf("%s: sha256 is %s, pinned is %s", filepath.Base(path), got, want)
	}
	return os.WriteFile(path, content, 0o600)
}

// literal returns the one long string literal of a Go file: the module keeps the model as source.
func literal(path string) ([]byte, error) {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var found string
	ast.Inspect(f, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING && len(l.Value) > len(found) {
			found = l.Value
		}
		return true
	})
	s, err := strconv.Unquote(found)
	return []byte(s), err
}
