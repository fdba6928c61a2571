// Package content turns a file or a folder into what the registry knows of it: a manifest, and the digests of the bytes. The content of a
// folder is its files one after another, in the order of the manifest, so that a slice of it opens any byte of any file.
package content

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxFiles is the most files of one folder, as on the chain.
const MaxFiles = 1_000_000

const (
	// maxDepth is how deep folders may lie in one another.
	maxDepth = 64
	maxPath  = 4_096
)

// found is a file that will be read.
type found struct {
	path string // with '/', relative to the folder; the base name for a single file
	info fs.FileInfo
}

// list finds the regular files under a path, sorted by name. Links, devices, pipes and sockets are refused by name: what they lead to may
// change, lie elsewhere or never end. Ignore are names, relative to the folder, to leave out with all below them.
func list(ctx context.Context, path string, ignore []string) (root string, files []found, err error) {
	info, err := os.Lstat(path)
	if err != nil {
		return "", nil, fmt.Errorf("content: %w", err)
	}
	if info.Mode().IsRegular() {
		return filepath.Dir(path), []found{{filepath.Base(path), info}}, nil
	}
	if !info.IsDir() {
		return "", nil, refuse(path, info.Mode())
	}
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("content: %w", err)
		}
		if err := ctx.Err(); err != nil || name == path {
			return err
		}
		file, err := visit(path, name, entry, ignore)
		if err != nil || file == nil {
			return err
		}
		if files = append(files, *file); len(files) > MaxFiles {
			return fmt.Errorf("content: %s has more than %d files", path, MaxFiles)
		}
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	if len(files) == 0 {
		return "", nil, fmt.Errorf("content: %s has no files", path)
	}
	slices.SortFunc(files, func(a, b found) int { return strings.Compare(a.path, b.path) })
	return path, files, nil
}

// visit looks at one entry below a folder: nil for a folder, and for what is left out.
func visit(root, name string, entry fs.DirEntry, ignore []string) (*found, error) {
	rel, err := filepath.Rel(root, name)
	if err != nil {
		return nil, err
	}
	rel = filepath.ToSlash(rel)
	if slices.Contains(ignore, rel) {
		if entry.IsDir() {
			return nil, filepath.SkipDir
		}
		return nil, nil
	}
	if err := checkPath(rel); err != nil || entry.IsDir() {
		return nil, err
	}
	info, err := entry.Info()
	if err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, refuse(name, info.Mode())
	}
	return &found{rel, info}, nil
}

func refuse(path string, mode fs.FileMode) error {
	kind := "no regular file"
	switch {
	case mode&fs.ModeSymlink != 0:
		kind = "a link; copy what it leads to, or leave it out with --ignore"
	case mode&fs.ModeNamedPipe != 0:
		kind = "a pipe"
	case mode&fs.ModeSocket != 0:
		kind = "a socket"
	case mode&fs.ModeDevice != 0:
		kind = "a device"
	}
	return fmt.Errorf("content: %s is %s", path, kind)
}

// checkPath refuses names that other machines could not keep, or that do not show what they are.
func checkPath(path string) error {
	if len(path) > maxPath || strings.Count(path, "/") >= maxDepth {
		return fmt.Errorf("content: %.80q... is too long or lies too deep", path)
	}
	if !utf8.ValidString(path) || strings.ContainsRune(path, '\\') {
		return fmt.Errorf("content: the name %q is no UTF-8, or has a backslash", path)
	}
	for _, r := range path {
		if !unicode.IsGraphic(r) {
			return fmt.Errorf("content: the name %q has %U, which does not show", path, r)
		}
	}
	for _, part := range strings.Split(path, "/") {
		if part == "" || part == "." || part == ".." {
			return fmt.Errorf("content: the name %q leads out of its folder", path)
		}
	}
	return nil
}

// openFile opens one listed file below root, without following links out of it, and makes sure that it is the file that was listed.
func openFile(root *os.Root, file found) (*os.File, error) {
	f, err := root.Open(filepath.FromSlash(file.path))
	if err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !os.SameFile(info, file.info) {
		err = fmt.Errorf("content: %s was replaced while it was read", file.path)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
