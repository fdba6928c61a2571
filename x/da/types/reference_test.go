package types_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/da/types"
)

const (
	namespaceText = "0000000000000000000000000000000000000000000000737572657479"
	aReference    = "celestia://17/" + namespaceText + "/" + "abababababababababababababababababababababababababababababababab"
)

func TestReferences(t *testing.T) {
	ref, err := types.ParseReference(aReference)
	require.NoError(t, err)
	require.Equal(t, aReference, ref.String())
	require.EqualValues(t, 17, ref.Height)
	for name, c := range map[string]struct{ text, want string }{
		"another scheme":       {strings.Replace(aReference, "celestia", "http", 1), "must be celestia://HEIGHT/NAMESPACE/COMMITMENT"},
		"a part too many":      {aReference + "/", "must be celestia://"},
		"no height":            {strings.Replace(aReference, "17", "", 1), "decimal number from 1"},
		"height 0":             {strings.Replace(aReference, "17", "0", 1), "decimal number from 1"},
		"a leading zero":       {strings.Replace(aReference, "17", "017", 1), "decimal number from 1"},
		"a sign":               {strings.Replace(aReference, "17", "+17", 1), "decimal number from 1"},
		"over 63 bits":         {strings.Replace(aReference, "17", "9223372036854775808", 1), "decimal number from 1"},
		"capitals":             {strings.ToUpper(aReference[14:]), "must be celestia://"},
		"a capital digit":      {strings.Replace(aReference, "ab", "AB", 1), "64 lower-case hex digits"},
		"a short commitment":   {aReference[:len(aReference)-2], "64 lower-case hex digits"},
		"a short namespace":    {strings.Replace(aReference, "/0000", "/00", 1), "58 lower-case hex digits"},
		"a reserved namespace": {strings.Replace(aReference, "737572657479", "000000000001", 1), "invalid namespace"},
		"namespace version 1":  {strings.Replace(aReference, "/00", "/01", 1), "invalid namespace"},
		"the parity namespace": {strings.Replace(aReference, namespaceText, strings.Repeat("ff", 29), 1), "invalid namespace"},
	} {
		_, err := types.ParseReference(c.text)
		require.ErrorContains(t, err, c.want, name)
	}
	require.True(t, types.IsReference(aReference))
	require.False(t, types.IsReference("http://x"))
}

func TestManifests(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		hash := func(name string) (h [types.HashSize]byte) {
			copy(h[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(rt, name))
			return h
		}
		m := types.Manifest{
			From: rapid.Int64Range(1, 1<<40).Draw(rt, "from"), RawSize: rapid.Uint64Range(1, types.MaxBatchBytes).Draw(rt, "size"),
			Digest: hash("digest"), BeforeHeight: rapid.Int64Range(1, 1<<40).Draw(rt, "before"), BeforeCommitment: hash("commitment"),
			ChainID: rapid.StringMatching(`[a-z0-9-]{1,50}`).Draw(rt, "chain"),
		}
		m.BeforeCommitment[0] |= 1
		m.To = m.From + rapid.Int64Range(0, 1000).Draw(rt, "blocks")
		raw, err := m.Encode()
		require.NoError(rt, err)
		require.LessOrEqual(rt, len(raw), types.MaxManifest)
		got, n, err := types.DecodeManifest(append(raw, 1, 2, 3))
		require.NoError(rt, err)
		require.Equal(rt, m, got)
		require.Equal(rt, len(raw), n)
		cut := rapid.IntRange(0, len(raw)-1).Draw(rt, "cut")
		_, _, err = types.DecodeManifest(raw[:cut])
		require.ErrorIs(rt, err, types.ErrInvalidBatch)
	})
	require.LessOrEqual(t, types.MaxManifest, 458, "a manifest fits in the first share")
	for name, m := range map[string]types.Manifest{
		"no heights":                  {RawSize: 1, ChainID: "x"},
		"heights backwards":           {From: 2, To: 1, RawSize: 1, ChainID: "x"},
		"no blocks":                   {From: 1, To: 1, ChainID: "x"},
		"too many bytes":              {From: 1, To: 1, RawSize: types.MaxBatchBytes + 1, ChainID: "x"},
		"no chain":                    {From: 1, To: 1, RawSize: 1},
		"a long chain":                {From: 1, To: 1, RawSize: 1, ChainID: strings.Repeat("x", 51)},
		"a batch before without hash": {From: 1, To: 1, RawSize: 1, ChainID: "x", BeforeHeight: 3},
		"a hash without a height":     {From: 1, To: 1, RawSize: 1, ChainID: "x", BeforeCommitment: [32]byte{1}},
	} {
		_, err := m.Encode()
		require.ErrorIs(t, err, types.ErrInvalidBatch, name)
	}
}
