package models

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// tarball is what npm calls the package's file.
func (p Package) tarball() string {
	return strings.ReplaceAll(strings.TrimPrefix(p.Name, "@"), "/", "-") + "-" + p.Version + ".tgz"
}

// wanted are the pinned files of the package that this machine can use, by their path in the package.
func (p Package) wanted() map[string]string {
	out, folder := map[string]string{}, "node_modules/"+p.Name+"/"
	for name, sum := range pins() {
		inside, ok := strings.CutPrefix(name, folder)
		if ok && (!strings.HasPrefix(inside, "bin/") || strings.HasPrefix(inside, nativeFolder())) {
			out[inside] = sum
		}
	}
	return out
}

// nativeFolder is where the runtime's package keeps the libraries for this machine.
func nativeFolder() string {
	arch := map[string]string{"amd64": "x64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	return path.Join("bin/napi-v6", runtime.GOOS, arch)
}

// Fetch brings a package through npm into dir unless it is there, checks it and lays out the pinned files as npm would. No script of the
// package is run. Several processes may fetch at once. Errors match ErrUnavailable where npm is not to be had.
func (p Package) Fetch(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	lock, err := os.OpenFile(filepath.Join(dir, ".lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	if p.complete(dir) {
		return nil
	}
	content, err := p.download(ctx, dir)
	if err != nil {
		return err
	}
	return p.unpack(content, dir)
}

func (p Package) complete(dir string) bool {
	for inside, sum := range p.wanted() {
		if checkFile(filepath.Join(dir, "node_modules", p.Name, filepath.FromSlash(inside)), sum) != nil {
			return false
		}
	}
	return true
}

// download returns the package's tarball, checked.
func (p Package) download(ctx context.Context, dir string) ([]byte, error) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return nil, fmt.Errorf("%s %s is %w: npm is not installed; install Node.js 20 or later and run 'make models'",
			p.Name, p.Version, ErrUnavailable)
	}
	where := filepath.Join(dir, p.tarball())
	defer os.Remove(where)
	cmd := exec.CommandContext(ctx, npm, "pack", "--ignore-scripts", "--silent", "--fetch-retries=1", "--pack-destination", dir, p.Name+"@"+p.Version)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		err = errors.Join(err, ctx.Err())
		return nil, fmt.Errorf("%s %s is %w: npm pack: %w: %s", p.Name, p.Version, ErrUnavailable, err, bytes.TrimSpace(out))
	}
	content, err := os.ReadFile(where)
	if err != nil {
		return nil, err
	}
	return content, check(p.tarball(), content, pins()[p.tarball()])
}

// unpack writes the wanted files of a tarball. Nothing else of it is written, so that its names cannot lead elsewhere.
func (p Package) unpack(tarball []byte, dir string) error {
	zipped, err := gzip.NewReader(bytes.NewReader(tarball))
	if err != nil {
		return fmt.Errorf("%s: %w", p.tarball(), err)
	}
	wanted := p.wanted()
	for r := tar.NewReader(zipped); len(wanted) > 0; {
		header, err := r.Next()
		if err != nil {
			return fmt.Errorf("%s: %w, with %d pinned files not found", p.tarball(), err, len(wanted))
		}
		inside := strings.TrimPrefix(header.Name, "package/")
		sum, ok := wanted[inside]
		if !ok {
			continue
		}
		delete(wanted, inside)
		content, err := io.ReadAll(r)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", p.tarball(), inside, err)
		}
		if err := check(inside, content, sum); err != nil {
			return err
		}
		if err := place(filepath.Join(dir, "node_modules", p.Name, filepath.FromSlash(inside)), content); err != nil {
			return err
		}
	}
	return nil
}

// place writes a file so that nobody sees a part of it.
func place(where string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(where), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(where+".part", content, 0o644); err != nil {
		return err
	}
	return os.Rename(where+".part", where)
}

// RuntimeFiles is a file of each of the runtime's packages: with both found, the runtime can be started.
func RuntimeFiles() []File {
	return []File{{RuntimeSupport, "package.json"}, {Runtime, "package.json"}}
}

// HasRuntime says whether the runtime's package holds a library for this machine.
func HasRuntime() bool {
	for inside := range Runtime.wanted() {
		if strings.HasPrefix(inside, nativeFolder()) {
			return true
		}
	}
	return false
}
