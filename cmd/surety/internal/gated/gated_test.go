package gated

import (
	"bytes"
	"io"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

func TestALicenseeDecryptsAndNobodyElse(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	keys := map[string]string{}
	for _, name := range []string{"owner", "bob", "eve"} {
		key, err := NewIdentity(file(name))
		require.NoError(t, err)
		require.NoError(t, artefacttypes.ValidateRecipient(key), "the chain takes it")
		again, err := PublicKey(file(name))
		require.NoError(t, err)
		require.Equal(t, key, again)
		keys[name] = key
	}
	_, err := NewIdentity(file("owner"))
	require.Error(t, err, "an identity is never overwritten")
	plain := bytes.Repeat([]byte("weights "), 50_000)
	var encrypted, other bytes.Buffer
	require.NoError(t, Encrypt(&encrypted, bytes.NewReader(plain), keys["owner"]))
	require.NoError(t, Encrypt(&other, bytes.NewReader(plain), keys["owner"]))
	open := func(name string, from, capsule []byte) ([]byte, error) {
		identities, err := Identities(file(name))
		require.NoError(t, err)
		r, err := Decrypt(bytes.NewReader(from), capsule, identities...)
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	}
	owner, err := Identities(file("owner"))
	require.NoError(t, err)
	capsule, err := Capsule(bytes.NewReader(encrypted.Bytes()), keys["bob"], owner...)
	require.NoError(t, err)
	require.NoError(t, artefacttypes.ValidateCapsule(capsule))

	for _, name := range []string{"owner", "bob"} {
		with := capsule
		if name == "owner" {
			with = nil
		}
		got, err := open(name, encrypted.Bytes(), with)
		require.NoError(t, err, name)
		require.Equal(t, plain, got)
	}
	_, err = open("eve", encrypted.Bytes(), capsule)
	require.ErrorContains(t, err, "does not open this licence")
	_, err = open("bob", encrypted.Bytes(), nil)
	require.ErrorContains(t, err, "does not open this content")
	_, err = open("bob", other.Bytes(), capsule)
	require.ErrorContains(t, err, "the licence is for other content")
	_, err = Capsule(bytes.NewReader(encrypted.Bytes()), keys["eve"], must(Identities(file("bob")))...)
	require.ErrorContains(t, err, "does not open this content")
	broken := bytes.Clone(encrypted.Bytes())
	broken[len(broken)-5] ^= 1
	_, err = open("bob", broken, capsule)
	require.Error(t, err, "changed content is noticed")
	var notAKey bytes.Buffer
	require.NoError(t, Encrypt(&notAKey, bytes.NewReader([]byte("rubbish")), keys["bob"]))
	_, err = open("bob", encrypted.Bytes(), notAKey.Bytes())
	require.ErrorContains(t, err, "holds no file key, but 7 bytes")
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
