// Command models brings the trained models and the runtime that tests and the demonstration compare with into .cache/models.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/suretynetwork/surety/testutil/models"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	dir, err := models.Folder()
	if err != nil {
		return err
	}
	os.Remove(filepath.Join(dir, "unavailable.txt"))
	for _, p := range models.All() {
		fmt.Fprintf(os.Stderr, "%s %s\n", p.Name, p.Version)
		if err := p.Fetch(ctx, dir); err != nil {
			return err
		}
	}
	fmt.Println(dir)
	return nil
}
