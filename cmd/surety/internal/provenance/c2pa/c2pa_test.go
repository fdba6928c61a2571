package c2pa

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/bounded"
	"github.com/suretynetwork/surety/testutil/vectors"
)

var at = Options{At: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}

func picture(t testing.TB, name string) []byte {
	raw, err := os.ReadFile(vectors.Dir(t, "c2pa", name))
	require.NoError(t, err)
	return raw
}

func TestASignedPictureHolds(t *testing.T) {
	r, err := Verify(picture(t, "C.jpg"), at)
	require.NoError(t, err)
	require.NoError(t, r.Failed())
	require.NotEmpty(t, r.Signer)
	require.Contains(t, r.Assertions, "c2pa.hash.data")
	codes := map[string]int{}
	for _, c := range r.Checks {
		codes[c.Code]++
	}
	require.Positive(t, codes["assertion.hashedURI.match"])
	require.Equal(t, 1, codes["assertion.dataHash.match"])
	require.Positive(t, codes["claimSignature.validated"])
}

func TestAChangedPictureIsReportedAsExactlyThat(t *testing.T) {
	r, err := Verify(picture(t, "XCA.jpg"), at)
	require.NoError(t, err)
	require.ErrorContains(t, r.Failed(), "assertion.dataHash.mismatch: the file was changed after it was signed")
	for _, c := range r.Checks {
		if c.Code != "assertion.dataHash.mismatch" {
			require.Empty(t, c.Failed, c.Code)
		}
	}
}

// Whatever byte is changed, some check fails or the file is malformed; never is a changed file said to hold.
func TestNoChangeGoesUnnoticed(t *testing.T) {
	raw := picture(t, "C.jpg")
	a, err := openAsset(raw)
	require.NoError(t, err)
	store := a.spans[0]
	for i := 0; i < len(raw); i += 97 {
		bad := bytes.Clone(raw)
		bad[i] ^= 0x10
		r, err := Verify(bad, at)
		if err != nil {
			continue
		}
		if uint64(i) >= store.start && uint64(i) < a.spans[len(a.spans)-1].end {
			continue // padding in the store is nobody's; what counts of it is hashed or signed
		}
		require.Error(t, r.Failed(), "byte %d", i)
	}
}

func TestEveryAssertionAndTheClaimAreGuarded(t *testing.T) {
	raw := picture(t, "C.jpg")
	for _, text := range []string{"c2pa.hash.data", "stds.schema-org", "claim_generator"} {
		i := bytes.Index(raw, []byte(text))
		require.Positive(t, i, text)
		bad := bytes.Clone(raw)
		bad[i+3] ^= 1
		r, err := Verify(bad, at)
		if err == nil {
			require.Error(t, r.Failed(), text)
		}
	}
}

// The same store in a PNG: the bytes differ, so the binding must fail and the rest hold.
func TestAPNGIsReadToo(t *testing.T) {
	a, err := openAsset(picture(t, "C.jpg"))
	require.NoError(t, err)
	chunk := func(kind string, data []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		b = append(append(b, kind...), data...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	png := append([]byte(pngMagic), chunk("IHDR", make([]byte, 13))...)
	png = append(append(png, chunk("caBX", a.store)...), chunk("IEND", nil)...)
	r, err := Verify(png, at)
	require.NoError(t, err)
	require.Equal(t, "image/png", r.Format)
	require.ErrorContains(t, r.Failed(), "assertion.dataHash.mismatch")
	png[len(pngMagic)+25+20] ^= 1
	_, err = Verify(png, at)
	require.ErrorContains(t, err, "does not have its sum")
}

func TestAnExpiredSignerIsNoSigner(t *testing.T) {
	r, err := Verify(picture(t, "C.jpg"), Options{At: time.Date(2126, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.NoError(t, err)
	require.ErrorContains(t, r.Failed(), "signingCredential.invalid: the signer's certificate is valid from")
}

func TestHostileLengthsAreRefused(t *testing.T) {
	segment := func(body ...byte) []byte {
		b := []byte{0xff, 0xd8, 0xff, 0xeb}
		b = binary.BigEndian.AppendUint16(b, uint16(len(body)+2))
		return append(b, body...)
	}
	jp := []byte{'J', 'P', 0, 1, 0, 0, 0, 1}
	for name, raw := range map[string][]byte{
		"a segment longer than the file": {0xff, 0xd8, 0xff, 0xeb, 0xff, 0xff, 'J', 'P'},
		"a segment of no length":         {0xff, 0xd8, 0xff, 0xeb, 0, 0},
		"a box of 4 GB":                  segment(append(jp, "\xff\xff\xff\xffjumbxxxxc2pa"...)...),
		"a box of 2^63":                  segment(append(jp, "\x00\x00\x00\x01jumb\x7f\xff\xff\xff\xff\xff\xff\xffc2pa"...)...),
		"a box of two bytes":             segment(append(jp, "\x00\x00\x00\x02jumbxxxxc2pa"...)...),
		"no picture":                     []byte("hello"),
		"nothing":                        nil,
		"a chunk longer than the file":   append([]byte(pngMagic), 0xff, 0xff, 0xff, 0xff, 'c', 'a', 'B', 'X', 0, 0, 0, 0),
		"a chunk cut off":                append([]byte(pngMagic), 0, 0),
	} {
		_, err := Verify(raw, at)
		require.Error(t, err, name)
	}
	deep := []byte{}
	for range 100 {
		inner := append([]byte("\x00\x00\x00\x19jumd"+string(make([]byte, 17))), deep...)
		deep = append(binary.BigEndian.AppendUint32(nil, uint32(len(inner)+8)), append([]byte("jumb"), inner...)...)
	}
	_, err := (&parser{}).parse(deep, 0)
	require.ErrorContains(t, err, "nested deeper")
}

// FuzzVerify feeds changed pictures. Run it with `go test -fuzz FuzzVerify`.
func FuzzVerify(f *testing.F) {
	f.Add([]byte{0xff, 0xd8, 0xff, 0xeb, 0, 20, 'J', 'P', 0, 1, 0, 0, 0, 1, 0, 0, 0, 10, 'j', 'u', 'm', 'b', 'c', '2', 'p', 'a'})
	f.Add([]byte(pngMagic))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<16 {
			return
		}
		bounded.Allocates(t, 64<<20, func() { _, _ = Verify(raw, at) })
	})
}
