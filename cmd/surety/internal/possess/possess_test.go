package possess

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

// What is sent is what the chain checks.
func TestSlicesOpenOnTheChain(t *testing.T) {
	for _, size := range []int{1, 1023, 1024, 1025, 5000, 300_001} {
		content := make([]byte, size)
		for i := range content {
			content[i] = byte(i*7 + i/251)
		}
		path := filepath.Join(t.TempDir(), "content")
		require.NoError(t, os.WriteFile(path, content, 0o600))
		p, err := Open(path)
		require.NoError(t, err)
		require.Equal(t, commit.Sum(content), p.Root)
		for offset := 0; offset < size; offset += max(1024, size/7/1024*1024) {
			length := uint64(min(1024, size-offset))
			slice, err := p.Slice(uint64(offset), length)
			require.NoError(t, err)
			got, err := commit.VerifySlice(p.Root, uint64(size), uint64(offset), length, slice)
			require.NoError(t, err)
			require.Equal(t, content[offset:offset+int(length)], got)
		}
		_, err = p.Slice(uint64(size), 1)
		require.Error(t, err)
		p.Close()
	}
}
