package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ManifestFormat names the manifest's shape.
const ManifestFormat = "surety/manifest/v1"

// MaxManifest is the largest manifest that is read.
const MaxManifest = 512 << 20

// File is one file of a content.
type File struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	Blake3 string `json:"blake3"`
	Sha256 string `json:"sha256"`
}

// Manifest lists a content's files in order.
type Manifest struct {
	Format string `json:"format"`
	// Folder says that the content is a folder; otherwise it is the one file.
	Folder bool   `json:"folder"`
	Files  []File `json:"files"`
}

// Encode returns the one encoding of a manifest: JSON without spaces, a line feed at the end.
func (m Manifest) Encode() ([]byte, error) {
	raw, err := json.Marshal(m)
	return append(raw, '\n'), err
}

// ParseManifest reads a manifest from somebody else. Paths lead nowhere but below the folder, are sorted and there once.
func ParseManifest(raw []byte) (Manifest, error) {
	var m Manifest
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		return m, fmt.Errorf("content: the manifest: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return m, errors.New("content: the manifest: something follows it")
	}
	if m.Format != ManifestFormat || len(m.Files) == 0 || len(m.Files) > MaxFiles || !m.Folder && len(m.Files) != 1 {
		return m, fmt.Errorf("content: the manifest has the format %q and %d files; want %s and 1 to %d", m.Format, len(m.Files), ManifestFormat, MaxFiles)
	}
	for i, f := range m.Files {
		if err := f.validate(); err != nil {
			return m, err
		}
		if i > 0 && m.Files[i-1].Path >= f.Path {
			return m, fmt.Errorf("content: the manifest names %q after %q", f.Path, m.Files[i-1].Path)
		}
	}
	return m, nil
}

func (f File) validate() error {
	if err := checkPath(f.Path); err != nil {
		return err
	}
	for _, sum := range []string{f.Blake3, f.Sha256} {
		if raw, err := hex.DecodeString(sum); err != nil || len(raw) != 32 {
			return fmt.Errorf("content: the manifest's digest %.80q of %s is no hash", sum, f.Path)
		}
	}
	if f.Size < 0 {
		return fmt.Errorf("content: the manifest says that %s has %d bytes", f.Path, f.Size)
	}
	return nil
}

// Size is the content's size.
func (m Manifest) Size() (total int64) {
	for _, f := range m.Files {
		total += f.Size
	}
	return total
}

// OMSRoot is the root of an OpenSSF Model Signing statement over the files: SHA-256 over their SHA-256 digests, in the order of names. A
// single file has the name "." there.
func (m Manifest) OMSRoot() (string, error) {
	h := sha256.New()
	for _, f := range m.Files {
		raw, err := hex.DecodeString(f.Sha256)
		if err != nil {
			return "", err
		}
		h.Write(raw)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
