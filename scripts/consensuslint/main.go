// Command consensuslint reports, in code that every node must run alike, what could differ between two nodes and what
// general linters do not look for: goroutines, channels and select, iteration over maps, and floating point.
//
// A line that needs an exception says `// consensus: REASON` at its end, for instance where the keys of a map are
// collected to be sorted.
package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

var (
	// offChain packages and files are compiled into nodes or tools but never decide a block.
	offChain = regexp.MustCompile(`(_test\.go|\.pb\.go|\.pb\.gw\.go)$|/simulation/|/simulation\.go$|/x/verification/engine/(exec|kernel|native|onnx|tensor)/|/x/da/celestia/|/autocli[a-z_]*\.go$`)
	excuse   = regexp.MustCompile(`// consensus: \S`)
)

type finding struct {
	pos  token.Position
	what string
}

func main() {
	findings, err := check("./x/...", "./app/...")
	if err != nil {
		fmt.Fprintln(os.Stderr, "consensuslint:", err)
		os.Exit(2)
	}
	for _, f := range findings {
		fmt.Printf("%s:%d: %s\n", f.pos.Filename, f.pos.Line, f.what)
	}
	if len(findings) > 0 {
		os.Exit(1)
	}
}

func check(patterns ...string) ([]finding, error) {
	config := &packages.Config{Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax |
		packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedExportFile}
	loaded, err := packages.Load(config, patterns...)
	if err != nil {
		return nil, err
	}
	var all []finding
	for _, pkg := range loaded {
		if len(pkg.Errors) > 0 {
			return nil, fmt.Errorf("%s does not compile: %w", pkg.PkgPath, pkg.Errors[0])
		}
		for _, file := range pkg.Syntax {
			name := pkg.Fset.Position(file.Pos()).Filename
			if !offChain.MatchString(filepath.ToSlash(name)) {
				all = append(all, checkFile(pkg, file, name)...)
			}
		}
	}
	slices.SortFunc(all, func(a, b finding) int {
		if c := strings.Compare(a.pos.Filename, b.pos.Filename); c != 0 {
			return c
		}
		return a.pos.Offset - b.pos.Offset
	})
	return all, nil
}

func checkFile(pkg *packages.Package, file *ast.File, name string) []finding {
	source, err := os.ReadFile(name)
	if err != nil {
		return []finding{{token.Position{Filename: name}, err.Error()}}
	}
	lines := strings.Split(string(source), "\n")
	var found []finding
	ast.Inspect(file, func(n ast.Node) bool {
		what := judge(pkg.TypesInfo, n)
		if what == "" {
			return true
		}
		pos := pkg.Fset.Position(n.Pos())
		if !excuse.MatchString(lines[pos.Line-1]) {
			found = append(found, finding{pos, what})
		}
		return true
	})
	return found
}

// judge says what is wrong with a node by itself, or nothing.
func judge(info *types.Info, n ast.Node) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "a goroutine: nodes may interleave it differently"
	case *ast.SelectStmt:
		return "a select: it chooses at random"
	case *ast.ChanType:
		return "a channel: nodes may interleave it differently"
	case *ast.RangeStmt:
		if _, isMap := info.TypeOf(n.X).Underlying().(*types.Map); isMap {
			return "iteration over a map: the order is random; sort the keys, or keep a slice"
		}
	case *ast.Ident:
		if name, ok := info.Uses[n].(*types.TypeName); ok && isFloat(name.Type()) {
			return "floating point: machines and compilers may round differently"
		}
	case *ast.BasicLit:
		if n.Kind == token.FLOAT && isFloat(info.TypeOf(n)) {
			return "floating point: machines and compilers may round differently"
		}
	}
	return ""
}

func isFloat(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsFloat|types.IsComplex) != 0
}
