package celestia_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/celestiaorg/go-square/v4/share"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

const namespaceText = "0000000000000000000000000000000000000000000000737572657479"

func namespace(t *testing.T) share.Namespace {
	t.Helper()
	ns, err := types.ParseNamespace(namespaceText)
	require.NoError(t, err)
	return ns
}

// store serves an embedded chain that makes a block every few milliseconds.
func store(t *testing.T) (*celestia.Embedded, string) {
	t.Helper()
	chain, err := celestia.NewEmbedded(celestia.Settings{ChainID: "store", Validators: 4}, time.Now())
	require.NoError(t, err)
	server := celestia.NewServer(chain)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx, 10*time.Millisecond) }()
	http := httptest.NewServer(server)
	t.Cleanup(func() {
		http.Close()
		stop()
		require.NoError(t, <-ended)
	})
	return chain, http.URL
}

func dial(t *testing.T, url string) *celestia.Client {
	t.Helper()
	c, err := celestia.Dial(url, "", 30*time.Second)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

func content(size int) []byte {
	c := make([]byte, size)
	for i := range c {
		c[i] = byte(i * 7)
	}
	return c
}

// vector is what a node said, for tests that have no node.
type vector struct {
	ChainID           string        `json:"chain_id"`
	Trusted           types.Header  `json:"trusted"`
	TrustedValidators []byte        `json:"trusted_validators"`
	LightBlock        []byte        `json:"light_block"`
	Blobs             []vectorProof `json:"blobs"`
}

type vectorProof struct {
	Reference string `json:"reference"`
	DataRoot  string `json:"data_root"`
	Size      int    `json:"size"`
	Proof     []byte `json:"proof"`
}

// posts posts blobs of every shape to a node and proves each.
func posts(t *testing.T, url string) vector {
	t.Helper()
	c, ctx := dial(t, url), context.Background()
	first, err := c.Block(ctx, 1)
	require.NoError(t, err)
	validators, err := first.ValidatorBytes()
	require.NoError(t, err)
	v := vector{ChainID: first.Header.ChainID, Trusted: first.Summary(), TrustedValidators: validators}
	rules := types.Rules{ChainID: first.Header.ChainID, TrustingPeriod: 24 * time.Hour, MaxClockDrift: 10 * time.Second, Now: time.Now()}
	for _, size := range []int{1, 478, 479, 960, 5_000, 33_333, 300_000} {
		height, err := c.Submit(ctx, namespace(t), content(size), celestia.Options{})
		require.NoError(t, err)
		block, err := c.Block(ctx, height)
		require.NoError(t, err)
		blobs, err := c.All(ctx, height, namespace(t))
		require.NoError(t, err)
		require.Len(t, blobs, 1)
		proof, ref, err := celestia.Prove(ctx, c, block, blobs[0])
		require.NoError(t, err, "%d bytes", size)
		got, err := c.Get(ctx, ref)
		require.NoError(t, err)
		require.Equal(t, content(size), got.Data)
		found, err := proof.Verify([types.HashSize]byte(block.Header.DataHash), ref)
		require.NoError(t, err)
		require.EqualValues(t, size, found.Size)
		require.Equal(t, content(size)[:min(size, 478)], found.Start)
		raw, err := block.LightBlock()
		require.NoError(t, err)
		light, err := types.DecodeLightBlock(raw)
		require.NoError(t, err)
		rules.Now = time.Now()
		require.NoError(t, light.Verify(first.Summary(), first.Validators, rules))
		encoded, err := proof.Marshal()
		require.NoError(t, err)
		v.LightBlock = raw
		v.Blobs = append(v.Blobs, vectorProof{Reference: ref.String(), DataRoot: block.Summary().DataRoot, Size: size, Proof: encoded})
		t.Logf("%d bytes: width %d, %d rows, proof of %d bytes, %d hashes", size, proof.Width, len(proof.Rows), len(encoded), proof.Hashes())
	}
	_, err = c.Get(ctx, types.Reference{Height: 1, Namespace: namespace(t)})
	require.ErrorIs(t, err, celestia.ErrNotFound)
	blobs, err := c.All(ctx, 1, namespace(t))
	require.NoError(t, err)
	require.Empty(t, blobs)
	return v
}

func TestTheEmbeddedStoreAnswersAsCelestiaDoes(t *testing.T) {
	_, url := store(t)
	posts(t, url)
}

// With a node's address in SURETY_CELESTIA this runs against it, and writes what the tests of x/da/types read to SURETY_RECORD.
func TestARealNodeIsUnderstood(t *testing.T) {
	url := os.Getenv("SURETY_CELESTIA")
	if url == "" {
		t.Skip("SURETY_CELESTIA names no Celestia node; make test-celestia starts one")
	}
	v := posts(t, url)
	if path := os.Getenv("SURETY_RECORD"); path != "" {
		raw, err := json.MarshalIndent(v, "", " ")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(path, append(raw, '\n'), 0o600))
	}
}
