package types_test

import (
	"crypto/ecdh"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/types"
)

func keyPair(t require.TestingT, secret []byte) (private, public string) {
	key, err := ecdh.X25519().NewPrivateKey(secret)
	require.NoError(t, err)
	return hex.EncodeToString(secret), hex.EncodeToString(key.PublicKey().Bytes())
}

var secrets = rapid.SliceOfN(rapid.Byte(), 32, 32)

func TestASealedOutputOpensWithItsKeyForItsLeaseAndPlaceOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		private, public := keyPair(t, secrets.Draw(t, "secret"))
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		oneTime := [32]byte(secrets.Draw(t, "one-time"))
		blob, err := types.SealOutput(public, "a/1/b", 2, plain, oneTime)
		require.NoError(t, err)
		require.Len(t, blob, len(plain)+types.SealOverhead)
		require.True(t, types.MatchesKey(private, public))
		back, err := types.OpenOutput(private, "a/1/b", 2, blob)
		require.NoError(t, err)
		require.Equal(t, len(plain), len(back))
		require.Equal(t, string(plain), string(back))

		stranger, strangersPublic := keyPair(t, secrets.Draw(t, "another secret"))
		if strangersPublic != public { // X25519 ignores some bits of a private key
			require.False(t, types.MatchesKey(stranger, public))
			_, err = types.OpenOutput(stranger, "a/1/b", 2, blob)
			require.ErrorIs(t, err, types.ErrInvalidOutput)
		}
		_, err = types.OpenOutput(private, "a/2/b", 2, blob)
		require.ErrorIs(t, err, types.ErrInvalidOutput)
		_, err = types.OpenOutput(private, "a/1/b", 1, blob)
		require.ErrorIs(t, err, types.ErrInvalidOutput)
		// One bit of the box. The highest bit of the one-time key is no part of it.
		at := rapid.IntRange(32*8, len(blob)*8-1).Draw(t, "bit")
		blob[at/8] ^= 1 << (at % 8)
		_, err = types.OpenOutput(private, "a/1/b", 2, blob)
		require.ErrorIs(t, err, types.ErrInvalidOutput)
	})
}

func TestKeysAndBlobsThatAreNone(t *testing.T) {
	private, public := keyPair(t, []byte(strings.Repeat("s", 32)))
	zero := strings.Repeat("00", 32) // a point of small order: the shared secret would be known to everybody
	for _, bad := range []string{"", "xy", public[2:], zero} {
		_, err := types.SealOutput(bad, "a/1/b", 0, nil, [32]byte{1})
		require.ErrorIs(t, err, types.ErrInvalidKey, bad)
	}
	for _, bad := range []string{"", "xy", private[2:]} {
		_, err := types.OpenOutput(bad, "a/1/b", 0, make([]byte, 100))
		require.ErrorIs(t, err, types.ErrInvalidKey, bad)
		require.False(t, types.MatchesKey(bad, public))
	}
	require.False(t, types.MatchesKey(private, "xy"))
	for _, size := range []int{0, 31, types.SealOverhead - 1, types.SealOverhead, 100} {
		_, err := types.OpenOutput(private, "a/1/b", 0, make([]byte, size))
		require.ErrorIs(t, err, types.ErrInvalidOutput, size)
	}
}
