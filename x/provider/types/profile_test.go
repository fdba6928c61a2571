package types_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/provider/types"
)

const receiptKey = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"

func profile() types.Profile {
	return types.Profile{Moniker: "Ada's GPUs", Endpoint: "https://gpu.example.com:8443/blobs", ReceiptKey: receiptKey}
}

func TestMonikers(t *testing.T) {
	for moniker, ok := range map[string]bool{
		"Ada's GPUs":                   true,
		"計算機":                          true,
		strings.Repeat("x", 70):        true,
		"":                             false,
		strings.Repeat("x", 71):        false,
		strings.Repeat("x", 1_000_000): false,
		"a\nb":                         false,
		"\x1b[31mred":                  false,
		"right\u202eleft":              false,
		"zero\u200bwidth":              false,
		"\xff":                         false,
	} {
		p := profile()
		p.Moniker = moniker
		requireProfile(t, p, ok)
	}
}

func TestEndpoints(t *testing.T) {
	for endpoint, ok := range map[string]bool{
		"http://localhost:26600":                true,
		"http://127.0.0.1:80/":                  true,
		"https://gpu.example.com":               true,
		"https://[2001:db8::1]:8443/blobs":      true,
		"https://x/" + strings.Repeat("y", 246): true,
		"https://x/" + strings.Repeat("y", 247): false,
		"":                                      false,
		"https://":                              false,
		"https:///blobs":                        false,
		"gpu.example.com":                       false,
		"HTTPS://gpu.example.com":               false,
		"file:///etc/passwd":                    false,
		"https://user@gpu.example.com":          false,
		"https://gpu.example.com?x=1":           false,
		"https://gpu.example.com#x":             false,
		"https://gpu.example.com:0":             false,
		"https://gpu.example.com:65536":         false,
		"https://gpu.example.com:":              false,
		"https://gpu example.com":               false,
		"https://gpu.example.com\n":             false,
		"https://gpü.example.com":               false,
		"https://gpu.example.com/" + "\x00":     false,
	} {
		p := profile()
		p.Endpoint = endpoint
		requireProfile(t, p, ok)
	}
}

func TestReceiptKeys(t *testing.T) {
	for key, ok := range map[string]bool{
		receiptKey:                             true,
		"03" + receiptKey[2:]:                  true,
		strings.ToUpper(receiptKey):            false, // one key, one text
		"04" + receiptKey[2:]:                  false,
		receiptKey + "00":                      false,
		"":                                     false,
		strings.Repeat("zz", 33):               false,
		"02" + strings.Repeat("ff", 32):        false, // above the field's prime
		"02" + strings.Repeat("00", 31) + "05": false, // not on the curve
		strings.Repeat("00", 33):               false, // the point at infinity has no compressed form
	} {
		p := profile()
		p.ReceiptKey = key
		requireProfile(t, p, ok)
	}
}

func requireProfile(t *testing.T, p types.Profile, ok bool) {
	t.Helper()
	err := p.Validate()
	if ok {
		require.NoError(t, err, "%+v", p)
		return
	}
	require.Error(t, err, "%q %q %q", p.Moniker, p.Endpoint, p.ReceiptKey)
}

func TestAttributes(t *testing.T) {
	sorted, err := types.ParseAttributes([]string{"region=eu", "gpu/model=H100 80GB", "note=a=b"}, 3)
	require.NoError(t, err)
	require.Equal(t, []types.Attribute{
		{Key: "gpu/model", Value: "H100 80GB"}, {Key: "note", Value: "a=b"}, {Key: "region", Value: "eu"},
	}, sorted)
	for name, texts := range map[string][]string{
		"too many":            {"a=1", "b=2", "c=3", "d=4"},
		"a key twice":         {"a=1", "a=2"},
		"no equals sign":      {"a"},
		"an empty text":       {""},
		"an empty key":        {"=1"},
		"an empty value":      {"a="},
		"a long key":          {strings.Repeat("a", 65) + "=1"},
		"a long value":        {"a=" + strings.Repeat("1", 129)},
		"a megabyte":          {"a=" + strings.Repeat("1", 1<<20)},
		"a capital":           {"A=1"},
		"a zero byte":         {"a=1\x002"},
		"a letter of Unicode": {"a=é"},
	} {
		_, err := types.ParseAttributes(texts, 3)
		require.ErrorIs(t, err, types.ErrInvalidAttribute, name)
	}
}

// However a profile changes, an attribute's height is the last one at which its value was taken.
func TestAttributeHeightsFollowTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := profile()
		provider, err := types.NewProvider("ada", p, provideBond(), 1)
		require.NoError(t, err)
		type taken struct {
			value string
			since int64
		}
		model := map[string]taken{}
		for height := int64(2); height < 10; height++ {
			values := map[string]string{}
			p.Attributes = nil
			for _, key := range []string{"a", "b", "c"} {
				if value := rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, key); value != "" {
					values[key] = value
					p.Attributes = append(p.Attributes, types.Attribute{Key: key, Value: value})
				}
			}
			provider, err = provider.WithProfile(p, height)
			require.NoError(t, err)
			for _, key := range []string{"a", "b", "c"} {
				switch value, has := values[key]; {
				case !has:
					delete(model, key)
				case model[key].value != value:
					model[key] = taken{value, height}
				}
				since, has := provider.AttributeSince(key, model[key].value)
				require.Equal(t, values[key] != "", has)
				require.Equal(t, model[key].since, since)
			}
		}
	})
}
