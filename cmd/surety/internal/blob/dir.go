package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"lukechampine.com/blake3/bao"
)

// Dir is a Store in a folder: the content under its root's hex, the bao outboard beside it.
type Dir struct{ path string }

// NewDir opens a folder as a store, making it if need be.
func NewDir(path string) (*Dir, error) {
	if err := os.MkdirAll(path, 0o750); err != nil {
		return nil, fmt.Errorf("blob: cannot make the store %s: %w", path, err)
	}
	return &Dir{path: path}, nil
}

func (d *Dir) content(root Root) string { return filepath.Join(d.path, root.String()) }

func (d *Dir) outboard(root Root) string { return d.content(root) + ".obao" }

// Put implements Store. The content is visible only when it is whole: it is written aside, synced and renamed.
func (d *Dir) Put(ctx context.Context, r io.Reader) (Root, int64, error) {
	tmp, err := os.CreateTemp(d.path, "incoming-*")
	if err != nil {
		return Root{}, 0, fmt.Errorf("blob: %w", err)
	}
	defer func() { _ = tmp.Close(); _ = os.Remove(tmp.Name()) }()
	size, err := io.Copy(tmp, &ctxReader{ctx: ctx, r: r})
	if err != nil {
		return Root{}, 0, fmt.Errorf("blob: reading the content: %w", err)
	}
	root, err := d.commit(tmp, size)
	return root, size, err
}

// commit computes the outboard of a written file and moves both to their places.
func (d *Dir) commit(tmp *os.File, size int64) (Root, error) {
	side, err := os.CreateTemp(d.path, "incoming-*")
	if err != nil {
		return Root{}, fmt.Errorf("blob: %w", err)
	}
	defer func() { _ = side.Close(); _ = os.Remove(side.Name()) }()
	if _, err := tmp.Seek(0, io.SeekStart); err != nil {
		return Root{}, fmt.Errorf("blob: %w", err)
	}
	sum, err := bao.Encode(side, tmp, size, group, true)
	if err != nil {
		return Root{}, fmt.Errorf("blob: hashing: %w", err)
	}
	root := Root(sum)
	if err := errors.Join(tmp.Sync(), side.Sync()); err != nil {
		return root, fmt.Errorf("blob: %w", err)
	}
	// The outboard first: content without it would be found and then not be served.
	if err := os.Rename(side.Name(), d.outboard(root)); err != nil {
		return root, fmt.Errorf("blob: %w", err)
	}
	if err := os.Rename(tmp.Name(), d.content(root)); err != nil {
		return root, fmt.Errorf("blob: %w", err)
	}
	return root, nil
}

// Open implements Store.
func (d *Dir) Open(_ context.Context, root Root) (Reader, int64, error) {
	f, err := os.Open(d.content(root))
	if errors.Is(err, os.ErrNotExist) {
		return nil, 0, fmt.Errorf("%w: %s", ErrNotFound, root)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("blob: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// Stream implements Store.
func (d *Dir) Stream(ctx context.Context, root Root, w io.Writer) error {
	data, size, err := d.Open(ctx, root)
	if err != nil {
		return err
	}
	defer data.Close()
	side, err := os.Open(d.outboard(root))
	if err != nil {
		return fmt.Errorf("blob: outboard of %s: %w", root, err)
	}
	defer side.Close()
	if size == 0 {
		// ExtractSlice has no empty slice; the encoding of nothing is its length header.
		_, err = w.Write(make([]byte, 8))
		return err
	}
	return bao.ExtractSlice(w, data, side, group, 0, uint64(size))
}

// ctxReader stops a copy when its context ends.
type ctxReader struct {
	ctx context.Context //nolint:containedctx // an io.Reader has no other way to see it
	r   io.Reader
}

func (c *ctxReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
