package state_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/cmd/surety/internal/state"
)

type record struct{ Salt string }

func TestARecordSurvivesAndCanBeForgotten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bids")
	d, err := state.Open(path)
	require.NoError(t, err)
	var r record
	found, err := d.Load("surety1x/7", &r)
	require.NoError(t, err)
	require.False(t, found)
	require.NoError(t, d.Save("surety1x/7", record{Salt: "a"}))
	require.NoError(t, d.Save("surety1x/7", record{Salt: "b"}))

	again, err := state.Open(path)
	require.NoError(t, err)
	found, err = again.Load("surety1x/7", &r)
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, "b", r.Salt)
	found, err = again.Load("surety1x/70", &r)
	require.NoError(t, err)
	require.False(t, found, "another key is another record")

	require.NoError(t, again.Delete("surety1x/7"))
	require.NoError(t, again.Delete("surety1x/7"))
	found, err = again.Load("surety1x/7", &r)
	require.NoError(t, err)
	require.False(t, found)
}

func TestADamagedRecordIsAnErrorNotAnAbsence(t *testing.T) {
	path := t.TempDir()
	d, err := state.Open(path)
	require.NoError(t, err)
	require.NoError(t, d.Save("k", record{Salt: "a"}))
	files, err := filepath.Glob(filepath.Join(path, "*.json"))
	require.NoError(t, err)
	require.Len(t, files, 1, "nothing half written is left behind")
	require.NoError(t, os.WriteFile(files[0], []byte("{"), 0o600))
	var r record
	_, err = d.Load("k", &r)
	require.ErrorContains(t, err, "damaged")
}
