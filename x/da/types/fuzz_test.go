package types_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/da/types"
)

// What is accepted of a proof is the proof: nothing else convinces.
func FuzzBlobProof(f *testing.F) {
	blobs := record(f).Blobs
	for i, blob := range blobs[:6] {
		f.Add(uint8(i), blob.Proof)
		proof, _, _ := blob.open(f)
		n := 0
		spoil(f, proof, func(_ string, spoilt types.BlobProof) {
			if n++; n%97 == 0 {
				raw, err := spoilt.Marshal()
				require.NoError(f, err)
				f.Add(uint8(i), raw)
			}
		})
	}
	f.Fuzz(func(t *testing.T, which uint8, raw []byte) {
		blob := blobs[int(which)%6]
		proof, root, ref := blob.open(t)
		var other types.BlobProof
		if other.Unmarshal(raw) != nil {
			return
		}
		if _, err := other.Verify(root, ref); err != nil {
			require.ErrorIs(t, err, types.ErrInvalidBlobProof)
			return
		}
		want, err := proof.Marshal()
		require.NoError(t, err)
		got, err := other.Marshal()
		require.NoError(t, err)
		require.True(t, bytes.Equal(want, got), "another proof convinces")
	})
}

// What is accepted of a header is the header, by whatever signatures.
func FuzzLightBlock(f *testing.F) {
	r := record(f)
	f.Add(r.LightBlock, r.TrustedValidators)
	f.Add(r.LightBlock, []byte{})
	f.Add([]byte{}, []byte{})
	original, err := types.DecodeLightBlock(r.LightBlock)
	require.NoError(f, err)
	rules := types.Rules{ChainID: r.ChainID, TrustingPeriod: time.Hour, MaxClockDrift: time.Second, Now: original.Time}
	f.Fuzz(func(t *testing.T, raw, rawValidators []byte) {
		block, err := types.DecodeLightBlock(raw)
		if err != nil {
			require.ErrorIs(t, err, types.ErrInvalidHeader)
			return
		}
		validators, err := types.DecodeValidators(rawValidators)
		if err != nil {
			require.ErrorIs(t, err, types.ErrInvalidHeader)
			return
		}
		if block.Verify(r.Trusted, validators, rules) == nil {
			require.Equal(t, original.Summary(), block.Summary())
		}
	})
}

func FuzzManifest(f *testing.F) {
	raw, err := types.Manifest{From: 1, To: 9, RawSize: 77, ChainID: "surety-1", BeforeHeight: 3, BeforeCommitment: [32]byte{1}}.Encode()
	require.NoError(f, err)
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, n, err := types.DecodeManifest(raw)
		if err != nil {
			require.ErrorIs(t, err, types.ErrInvalidBatch)
			return
		}
		again, err := m.Encode()
		require.NoError(t, err)
		require.Equal(t, raw[:n], again, "a manifest has one spelling")
	})
}

func FuzzReference(f *testing.F) {
	f.Add(aReference)
	f.Fuzz(func(t *testing.T, text string) {
		ref, err := types.ParseReference(text)
		if err == nil {
			require.Equal(t, text, ref.String(), "a reference has one spelling")
		}
	})
}
