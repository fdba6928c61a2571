// Command gen writes the assembly of package kernel. It is a module of its own, so that the main one does not need avo: run it with
// `go generate` in the folder above.
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

// write puts one assembly file per topic and instruction set into a folder.
func write(folder string) error {
	for _, file := range []struct {
		name string
		fill func(c *build.Context)
	}{
		{"peak_amd64.s", func(c *build.Context) { peak(avx2(c)) }},
		{"tile_amd64.s", func(c *build.Context) { tiles(avx2(c)) }},
		{"depth_amd64.s", func(c *build.Context) { depths(avx2(c)) }},
		{"pool_amd64.s", func(c *build.Context) { pools(avx2(c)) }},
		{"turn_amd64.s", func(c *build.Context) { turn(avx2(c)); weave(avx2(c)) }},
		{"fold_amd64.s", func(c *build.Context) { folds(avx2(c)) }},
		{"hash_amd64.s", func(c *build.Context) { hashes(avx2(c)) }},
		{"integer_amd64.s", func(c *build.Context) { integers(avx2(c)) }},
		{"map_amd64.s", func(c *build.Context) { maps(avx2(c)) }},
	} {
		c := build.NewContext()
		c.ConstraintExpr("amd64,!purego")
		file.fill(c)
		f, err := c.Result()
		if err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
		if err := pass.Compile.Execute(f); err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
		text, err := printer.NewGoAsm(printer.Config{Argv: []string{"go", "generate"}, Name: "avo"}).Print(f)
		if err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, file.name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
