package blob_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"lukechampine.com/blake3"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
)

func newDir(t *testing.T) *blob.Dir {
	t.Helper()
	d, err := blob.NewDir(t.TempDir())
	require.NoError(t, err)
	return d
}

func serve(t *testing.T, s blob.Store) string {
	t.Helper()
	srv := httptest.NewServer(blob.Handler(s))
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestEveryContentComesBackAsItWasPut(t *testing.T) {
	from, to := newDir(t), newDir(t)
	url := serve(t, from)
	c := blob.NewClient(to, time.Second)
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.SampledFrom([]int{0, 1, 1023, 1024, 1025, 16384, 16385, 100_000}).Draw(rt, "size")
		content := bytes.Repeat([]byte{rapid.Byte().Draw(rt, "byte")}, n)
		root, size, err := from.Put(context.Background(), bytes.NewReader(content))
		require.NoError(rt, err)
		require.EqualValues(rt, n, size)
		require.Equal(rt, blob.Root(blake3.Sum256(content)), root)
		got, err := c.Get(context.Background(), root, 1<<20, url)
		require.NoError(rt, err)
		require.Equal(rt, content, got)
	})
}

func TestAFetchTriesTheNextLocationAndNamesWhatWentWrong(t *testing.T) {
	good := newDir(t)
	content := bytes.Repeat([]byte("surety"), 20_000)
	root, _, err := good.Put(context.Background(), bytes.NewReader(content))
	require.NoError(t, err)
	var stream bytes.Buffer
	require.NoError(t, good.Stream(context.Background(), root, &stream))
	raw := func(h http.HandlerFunc) string { s := httptest.NewServer(h); t.Cleanup(s.Close); return s.URL }
	lied := bytes.Clone(stream.Bytes())
	lied[len(lied)/2] ^= 1
	huge := append([]byte{0, 0, 0, 0, 0, 0, 0, 1}, stream.Bytes()[8:]...)
	cases := []struct{ name, want, url string }{
		{"a location that lies", "do not hash to the root", raw(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(lied) })},
		{"a location that cuts off", "cut off", raw(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(stream.Bytes()[:40_000]) })},
		{"a location that sends too much", "over the limit", raw(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(huge) })},
		{"a location without it", "404", serve(t, newDir(t))},
		{"a location that stalls", "sent nothing for", raw(func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write(stream.Bytes()[:30_000])
			_ = http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
			case <-time.After(10 * time.Second):
			}
		})},
		{"a location that is not there", "refused", "http://127.0.0.1:1"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			to := newDir(t)
			c := blob.NewClient(to, 300*time.Millisecond)
			err := c.Fetch(context.Background(), root, 1<<20, tc.url)
			require.ErrorContains(t, err, tc.want)
			_, _, err = to.Open(context.Background(), root)
			require.ErrorIs(t, err, blob.ErrNotFound, "nothing half done is kept")
			require.NoError(t, c.Fetch(context.Background(), root, 1<<20, tc.url, serve(t, good)))
			got, err := blob.ReadAll(context.Background(), to, root, 1<<20)
			require.NoError(t, err)
			require.Equal(t, content, got)
		})
	}
}

func TestTheServiceRefusesWhatIsNoRoot(t *testing.T) {
	url := serve(t, newDir(t))
	res, err := http.Get(url + "/v1/blobs/..%2f..%2fetc")
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.True(t, strings.Contains(string(body), "64 hex digits"), string(body))
}
