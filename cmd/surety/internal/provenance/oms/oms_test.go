package oms

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/cmd/surety/internal/content"
	"github.com/suretynetwork/surety/testutil/vectors"
)

func vector(t *testing.T, elem ...string) []byte {
	t.Helper()
	raw, err := os.ReadFile(vectors.Dir(t, append([]string{"model-signing"}, elem...)...))
	require.NoError(t, err)
	return raw
}

func TestABundleMadeByOthersVerifies(t *testing.T) {
	raw := vector(t, "v1.0.0-elliptic-key", "model.sig")
	signed, err := Verify(raw, Options{Key: vector(t, "keys", "signing-key-pub.pem")})
	require.NoError(t, err)
	require.True(t, signed.Vouched)
	require.Equal(t, "signme-1", signed.Name)
	file := vectors.Dir(t, "model-signing", "v1.0.0-elliptic-key", "signme-1")
	c, err := content.Hash(context.Background(), file, content.Options{Quick: true})
	require.NoError(t, err)
	require.NoError(t, VerifyFiles(file, signed.Statement, c.Manifest))
	require.Equal(t, signed.Root, c.Digests.OmsRoot)

	own, err := Verify(raw, Options{})
	require.NoError(t, err)
	require.False(t, own.Vouched, "its own key vouches for nothing")

	changed := filepath.Join(t.TempDir(), "signme-1")
	require.NoError(t, os.WriteFile(changed, []byte("signme-2\n"), 0o644))
	c, err = content.Hash(context.Background(), changed, content.Options{Quick: true})
	require.NoError(t, err)
	require.EqualError(t, VerifyFiles(changed, signed.Statement, c.Manifest), "oms: . is not what was signed: its sha256 differs")
}

func TestStatementsMadeByOthersHaveTheirRoots(t *testing.T) {
	for _, name := range []string{
		"deep_model_folder", "sample_model_folder", "sample_model_folder_shard", "sample_model_folder_small_shards", "symlink_model_folder",
	} {
		raw := vector(t, "payloads", name+".json")
		_, err := ParseStatement(raw)
		require.NoError(t, err, name)
		_, err = ParseStatement(bytes.Replace(raw, []byte(`"digest": "`), []byte(`"digest": "0000`), 2))
		require.Error(t, err, name)
	}
}

func newKey(t *testing.T) (private, public []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	pub, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: pub})
}

func TestWhatIsSignedHereVerifies(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a"), []byte("first"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "b"), []byte("second"), 0o644))
	c, err := content.Hash(context.Background(), dir, content.Options{Quick: true})
	require.NoError(t, err)
	statement, err := NewStatement("mine", c.Manifest)
	require.NoError(t, err)
	private, public := newKey(t)
	raw, err := Sign(statement, private, nil)
	require.NoError(t, err)
	signed, err := Verify(raw, Options{Key: public, At: time.Now()})
	require.NoError(t, err)
	require.NoError(t, VerifyFiles(dir, signed.Statement, c.Manifest))
	_, another := newKey(t)
	_, err = Verify(raw, Options{Key: another})
	require.ErrorIs(t, err, errSignature)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "c"), []byte("third"), 0o644))
	c, err = content.Hash(context.Background(), dir, content.Options{Quick: true})
	require.NoError(t, err)
	require.EqualError(t, VerifyFiles(dir, signed.Statement, c.Manifest), "oms: there are 1 files that were not signed")
}

func TestBundlesThatAreNoneAreRefused(t *testing.T) {
	raw := string(vector(t, "v1.0.0-elliptic-key", "model.sig"))
	for name, bad := range map[string]string{
		"nothing":            "",
		"no JSON":            "hello",
		"another type":       strings.Replace(raw, "vnd.dev.sigstore", "vnd.dev.other", 1),
		"a changed payload":  strings.Replace(raw, `"payload": "ewog`, `"payload": "ewoh`, 1),
		"a signature cut":    strings.Replace(raw, "MGQCME", "MGQC", 1),
		"no key":             strings.Replace(raw, "publicKey", "publicBee", 1),
		"a key that is none": strings.Replace(raw, "LS0tLS1CRUdJTi", "AAAA", 1),
	} {
		_, err := Verify([]byte(bad), Options{})
		require.Error(t, err, name)
	}
}
