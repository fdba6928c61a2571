// Command gen writes the assembly of package kernel, and the Go file that declares it. It is a module of its own, so that the main one
// does not need avo: run it with `go generate` in the folder above.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
)

func main() {
	if err := write(".."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// topic is a file of kernels that take the same arguments.
type topic struct {
	name, args string
	fill       func(m *machine)
}

// topics are what there is in any width of vectors, and narrow what more lanes would not make faster: reductions, whose lanes are
// sixteen, and moves.
var (
	topics = []topic{
		{"peak", "int", peak},
		{"tile", "tileArgs", tiles},
		{"depth", "tileArgs", depths},
		{"pool", "tileArgs", pools},
		{"hash", "hashArgs", hashes},
		{"integer", "tileArgs", integers},
		{"map", "mapArgs", maps},
	}
	narrow = []topic{
		{"turn", "turnArgs", turn},
		{"weave", "weaveArgs", weave},
		{"fold", "foldArgs", folds},
	}
)

// write puts one assembly file per topic and instruction set into a folder, and a Go file per instruction set.
func write(folder string) error {
	for _, set := range []struct {
		file   string
		on     func(c *build.Context) *machine
		topics []topic
	}{
		{"avx2_amd64", avx2, append(topics, narrow...)},
		{"avx512_amd64", avx512, topics},
	} {
		var names declarations
		for _, t := range set.topics {
			file := t.name + "_" + set.file + ".s"
			text, err := assemble(t, set.on, &names)
			if err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			if err := os.WriteFile(filepath.Join(folder, file), text, 0o644); err != nil {
				return err
			}
		}
		text, err := names.source()
		if err != nil {
			return fmt.Errorf("%s: %w", set.file, err)
		}
		if err := os.WriteFile(filepath.Join(folder, set.file+".go"), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func assemble(t topic, on func(c *build.Context) *machine, names *declarations) ([]byte, error) {
	c := build.NewContext()
	c.ConstraintExpr("amd64,!purego")
	m := on(c)
	m.declare = func(name string) { names.add(name, m.suffix, t.args) }
	t.fill(m)
	f, err := c.Result()
	if err != nil {
		return nil, err
	}
	if err := pass.Compile.Execute(f); err != nil {
		return nil, err
	}
	return printer.NewGoAsm(printer.Config{Argv: []string{"go", "generate"}, Name: "avo"}).Print(f)
}
