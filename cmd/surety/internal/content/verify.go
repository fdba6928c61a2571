package content

import (
	"context"
	"encoding/hex"
	"fmt"
)

func hexOf(b []byte) string { return hex.EncodeToString(b) }

// Verify says whether what lies at a path is what a manifest says, and otherwise which file is not.
func Verify(ctx context.Context, path string, want Manifest, ignore []string) error {
	got, err := Hash(ctx, path, Options{Ignore: ignore, Quick: true})
	if err != nil {
		return err
	}
	have := map[string]File{}
	for _, f := range got.Manifest.Files {
		have[f.Path] = f
	}
	if !want.Folder && !got.Manifest.Folder {
		only := got.Manifest.Files[0]
		only.Path = want.Files[0].Path
		have = map[string]File{only.Path: only}
	}
	for _, f := range want.Files {
		found, there := have[f.Path]
		switch {
		case !there:
			return fmt.Errorf("content: %s is missing", f.Path)
		case found.Size != f.Size:
			return fmt.Errorf("content: %s is not what the manifest says: it has %d bytes, not %d", f.Path, found.Size, f.Size)
		case found.Sha256 != f.Sha256:
			return fmt.Errorf("content: %s is not what the manifest says: its SHA-256 differs", f.Path)
		case found.Blake3 != f.Blake3:
			return fmt.Errorf("content: %s is not what the manifest says: its BLAKE3 differs", f.Path)
		}
		delete(have, f.Path)
	}
	for _, f := range got.Manifest.Files {
		if _, extra := have[f.Path]; extra {
			return fmt.Errorf("content: %s is not in the manifest", f.Path)
		}
	}
	return nil
}
