package content

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"

	"lukechampine.com/blake3"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

// rawCIDLimit is how much content one raw block holds under the profile unixfs-v1-2025, so that its CID is that of the whole content.
const rawCIDLimit = 1 << 20

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Options say how to hash.
type Options struct {
	// Ignore are names, relative to the folder, that are left out.
	Ignore []string
	// Quick leaves out what only other networks need: piece CID and Arweave data root.
	Quick bool
	// Sink gets the content as it is read; nil for nobody.
	Sink io.Writer
	// Progress is told how many bytes of how many were read; nil for nobody.
	Progress func(done, total int64)
}

// Content is what was found at a path.
type Content struct {
	Manifest Manifest
	Digests  artefacttypes.Digests
	Size     int64
}

// Hash reads every byte under a path once. It fails on links, on what is no regular file, on what cannot be read, and on files that change
// while they are read; it returns nothing then.
func Hash(ctx context.Context, path string, options Options) (*Content, error) {
	root, files, err := list(ctx, path, options.Ignore)
	if err != nil {
		return nil, err
	}
	folder, err := os.OpenRoot(root)
	if err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	defer folder.Close()
	info, err := os.Lstat(path)
	if err != nil {
		return nil, fmt.Errorf("content: %w", err)
	}
	h := newHasher(options)
	for _, file := range files {
		h.total += file.info.Size()
	}
	h.manifest = Manifest{Format: ManifestFormat, Folder: info.IsDir()}
	for _, file := range files {
		if err := h.add(ctx, folder, file); err != nil {
			return nil, err
		}
	}
	return h.content()
}

type hasher struct {
	options      Options
	whole256     hash.Hash
	whole3       *blake3.Hasher
	piece        *pieceHasher
	arweave      *arweaveHasher
	all          io.Writer
	manifest     Manifest
	done, total  int64
	lastReported int64
}

func newHasher(options Options) *hasher {
	h := &hasher{options: options, whole256: sha256.New(), whole3: blake3.New(32, nil)}
	writers := []io.Writer{h.whole256, h.whole3}
	if !options.Quick {
		h.piece, h.arweave = &pieceHasher{}, &arweaveHasher{}
		writers = append(writers, h.piece, h.arweave)
	}
	if options.Sink != nil {
		writers = append(writers, options.Sink)
	}
	h.all = io.MultiWriter(writers...)
	return h
}

func (h *hasher) add(ctx context.Context, folder *os.Root, file found) error {
	f, err := openFile(folder, file)
	if err != nil {
		return err
	}
	defer f.Close()
	own256, own3 := sha256.New(), blake3.New(32, nil)
	size, err := io.Copy(io.MultiWriter(h.all, own256, own3), &reader{ctx: ctx, from: f, hasher: h})
	if err != nil {
		return fmt.Errorf("content: %s: %w", file.path, err)
	}
	after, err := f.Stat()
	if err != nil {
		return fmt.Errorf("content: %s: %w", file.path, err)
	}
	if size != file.info.Size() || !after.ModTime().Equal(file.info.ModTime()) {
		return fmt.Errorf("content: %s changed while it was read; try again when nothing writes to it", file.path)
	}
	h.manifest.Files = append(h.manifest.Files, File{
		Path: file.path, Size: size, Blake3: hex.EncodeToString(own3.Sum(nil)), Sha256: hex.EncodeToString(own256.Sum(nil)),
	})
	return nil
}

// reader stops with its context, never reads more than a file had when it was listed and one byte, and reports.
type reader struct {
	ctx    context.Context //nolint:containedctx // an io.Reader has no other way to see it
	from   io.Reader
	hasher *hasher
}

func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.from.Read(p)
	h := r.hasher
	if h.done += int64(n); h.done > h.total {
		return n, fmt.Errorf("more bytes than the %d that were there at first", h.total)
	}
	const step = 8 << 20
	if h.options.Progress != nil && (h.done-h.lastReported >= step || h.done == h.total) {
		h.lastReported = h.done
		h.options.Progress(h.done, h.total)
	}
	return n, err
}

func (h *hasher) content() (*Content, error) {
	oms, err := h.manifest.OMSRoot()
	if err != nil {
		return nil, err
	}
	c := &Content{Manifest: h.manifest, Size: h.done}
	sum := h.whole256.Sum(nil)
	c.Digests = artefacttypes.Digests{
		Blake3: hex.EncodeToString(h.whole3.Sum(nil)), Sha256: hex.EncodeToString(sum), OmsRoot: oms,
	}
	if h.done <= rawCIDLimit && !h.manifest.Folder {
		c.Digests.Cids = []string{"b" + base32Lower.EncodeToString(append([]byte{1, 0x55, 0x12, 32}, sum...))}
	}
	if !h.options.Quick {
		c.Digests.PieceCid = h.piece.CID()
		c.Digests.ArweaveDataRoot = h.arweave.Root()
	}
	return c, c.Digests.Validate()
}
