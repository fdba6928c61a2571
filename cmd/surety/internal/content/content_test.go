package content

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*31 + 7)
	}
	return b
}

func TestPieceCIDsOfFilecoinsVectors(t *testing.T) {
	raw, err := os.ReadFile(vectors.Dir(t, "commp", "pdp_merkle_vectors.json"))
	require.NoError(t, err)
	var file struct {
		Vectors []struct {
			Size int    `json:"size"`
			V2   string `json:"piece_cid_v2"`
		} `json:"vectors"`
	}
	require.NoError(t, json.Unmarshal(raw, &file))
	require.NotEmpty(t, file.Vectors)
	for _, v := range file.Vectors {
		h := &pieceHasher{}
		b := pattern(v.Size)
		for len(b) > 0 { // in uneven pieces
			n := min(len(b), 1000)
			_, err := h.Write(b[:n])
			require.NoError(t, err)
			b = b[n:]
		}
		require.Equal(t, v.V2, h.CID(), "%d bytes", v.Size)
	}
}

// The published vectors have version 1 identifiers: the commitment is the same.
func TestPieceCommitmentsOfRepeatedBytes(t *testing.T) {
	for file, value := range map[string]byte{"zero.txt": 0, "0xCC.txt": 0xcc} {
		raw, err := os.ReadFile(vectors.Dir(t, "commp", file))
		require.NoError(t, err)
		for _, line := range strings.Fields(string(raw)) {
			parts := strings.Split(line, ",")
			var size int
			require.NoError(t, json.Unmarshal([]byte(parts[0]), &size))
			h := &pieceHasher{}
			_, err := h.Write([]byte(strings.Repeat(string([]byte{value}), size)))
			require.NoError(t, err)
			root, _ := h.root()
			v1 := append([]byte{1, 0x81, 0xe2, 0x03, 0x92, 0x20, 32}, root[:]...)
			require.Equal(t, parts[2], "b"+base32Lower.EncodeToString(v1), "%d bytes of %x", size, value)
		}
	}
}

func TestArweaveDataRoots(t *testing.T) {
	raw, err := os.ReadFile(vectors.Dir(t, "arweave", "data_root_vectors.json"))
	require.NoError(t, err)
	var file struct {
		Vectors []struct {
			Size int    `json:"size"`
			Root string `json:"data_root"`
		} `json:"vectors"`
	}
	require.NoError(t, json.Unmarshal(raw, &file))
	for _, v := range file.Vectors {
		h := &arweaveHasher{}
		_, err := h.Write(pattern(v.Size))
		require.NoError(t, err)
		require.Equal(t, v.Root, h.Root(), "%d bytes", v.Size)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

func TestAFolderIsItsFilesOneAfterAnother(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b/two", "second")
	write(t, dir, "a", "first")
	write(t, dir, ".git/config", "ignored")
	c, err := Hash(context.Background(), dir, Options{Ignore: []string{".git"}})
	require.NoError(t, err)
	root := commit.Sum([]byte("firstsecond"))
	require.Equal(t, c.Digests.Blake3, hexOf(root[:]))
	require.Equal(t, []string{"a", "b/two"}, []string{c.Manifest.Files[0].Path, c.Manifest.Files[1].Path})
	require.EqualValues(t, 11, c.Size)
	raw, err := c.Manifest.Encode()
	require.NoError(t, err)
	again, err := ParseManifest(raw)
	require.NoError(t, err)
	require.Equal(t, c.Manifest, again)
	require.NoError(t, Verify(context.Background(), dir, c.Manifest, []string{".git"}))
	write(t, dir, "a", "First")
	require.EqualError(t, Verify(context.Background(), dir, c.Manifest, []string{".git"}), "content: a is not what the manifest says: its SHA-256 differs")
	require.NoError(t, os.Remove(filepath.Join(dir, "a")))
	require.EqualError(t, Verify(context.Background(), dir, c.Manifest, []string{".git"}), "content: a is missing")
	write(t, dir, "a", "first")
	write(t, dir, "c", "third")
	require.EqualError(t, Verify(context.Background(), dir, c.Manifest, []string{".git"}), "content: c is not in the manifest")
}

func TestHostileFoldersAreRefusedByName(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(dir string) error
		want  string
	}{
		"a link":                  {func(dir string) error { return os.Symlink("/etc/passwd", filepath.Join(dir, "l")) }, "l is a link"},
		"a link in a circle":      {func(dir string) error { return os.Symlink(".", filepath.Join(dir, "l")) }, "l is a link"},
		"a pipe":                  {func(dir string) error { return unix.Mkfifo(filepath.Join(dir, "p"), 0o644) }, "p is a pipe"},
		"a name with a line feed": {func(dir string) error { return os.WriteFile(filepath.Join(dir, "a\nb"), nil, 0o644) }, "U+000A, which does not show"},
		"a name that is no text":  {func(dir string) error { return os.WriteFile(filepath.Join(dir, "a\xff"), nil, 0o644) }, "is no UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "a", "first")
			require.NoError(t, c.spoil(dir))
			_, err := Hash(context.Background(), dir, Options{})
			require.ErrorContains(t, err, c.want)
		})
	}
	_, err := Hash(context.Background(), t.TempDir(), Options{})
	require.ErrorContains(t, err, "has no files")
	_, err = Hash(context.Background(), filepath.Join(t.TempDir(), "nothing"), Options{})
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestManifestsFromStrangersAreChecked(t *testing.T) {
	good := `{"format":"surety/manifest/v1","folder":true,"files":[{"path":"a","size":1,"blake3":"` + strings.Repeat("a", 64) +
		`","sha256":"` + strings.Repeat("b", 64) + `"}]}`
	_, err := ParseManifest([]byte(good))
	require.NoError(t, err)
	for name, bad := range map[string]string{
		"a way out":          strings.Replace(good, `"a","size"`, `"../a","size"`, 1),
		"an absolute path":   strings.Replace(good, `"a","size"`, `"/a","size"`, 1),
		"no hash":            strings.Replace(good, strings.Repeat("b", 64), "b", 1),
		"less than nothing":  strings.Replace(good, `"size":1`, `"size":-1`, 1),
		"something after":    good + "{}",
		"another format":     strings.Replace(good, "v1", "v2", 1),
		"a stranger's field": strings.Replace(good, `"folder"`, `"x":1,"folder"`, 1),
	} {
		_, err := ParseManifest([]byte(bad))
		require.Error(t, err, name)
	}
}
