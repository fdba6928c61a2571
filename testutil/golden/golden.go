// Package golden compares measured numbers with the ones kept in a file.
package golden

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

const updateFlag = "update"

// A library in the same test binary may have registered the flag already.
func init() {
	if flag.Lookup(updateFlag) == nil {
		flag.Bool(updateFlag, false, "rewrite golden files with the measured values")
	}
}

var lock sync.Mutex

// Gas requires that file, a JSON object of name to gas, holds gas under name. Run the test with -update to rewrite the entry. The
// comparison is exact: a message that costs one unit more or less is a change that someone should see.
func Gas(tb testing.TB, file, name string, gas uint64) {
	tb.Helper()
	lock.Lock()
	defer lock.Unlock()
	kept, err := read(file)
	require.NoError(tb, err)
	if updating() {
		kept[name] = gas
		require.NoError(tb, write(file, kept))
		return
	}
	want, ok := kept[name]
	require.Truef(tb, ok, "%s has no entry %q; run the test with -update", file, name)
	require.Equalf(tb, want, gas, "gas of %q in %s; if the change is meant, run the test with -update", name, file)
}

func updating() bool {
	getter, ok := flag.Lookup(updateFlag).Value.(flag.Getter)
	if !ok {
		return false
	}
	on, ok := getter.Get().(bool)
	return ok && on
}

func read(file string) (map[string]uint64, error) {
	kept := map[string]uint64{}
	raw, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return kept, nil
	}
	if err != nil {
		return nil, err
	}
	return kept, json.Unmarshal(raw, &kept)
}

// write relies on encoding/json sorting the keys of a map.
func write(file string, kept map[string]uint64) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(raw, '\n'), 0o644)
}
