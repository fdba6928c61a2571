package golden

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// Text requires that file, a JSON object of name to text, holds got under name. Run the test with -update to rewrite the entry.
func Text(tb testing.TB, file, name, got string) {
	tb.Helper()
	lock.Lock()
	defer lock.Unlock()
	kept := map[string]string{}
	raw, err := os.ReadFile(file)
	if !errors.Is(err, os.ErrNotExist) {
		require.NoError(tb, err)
		require.NoError(tb, json.Unmarshal(raw, &kept), file)
	}
	if updating() {
		kept[name] = got
		require.NoError(tb, write(file, kept))
		return
	}
	want, ok := kept[name]
	require.Truef(tb, ok, "%s has no entry %q; run the test with -update", file, name)
	require.Equalf(tb, want, got, "%q in %s; if the change is meant, run the test with -update", name, file)
}
