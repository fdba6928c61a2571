package oms

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/cmd/surety/internal/content"
)

// noon is when bundles are checked here; certificates are valid a year about it.
var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// issuer is an authority, or a signer.
type issuer struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// issue makes a certificate below another one, or one that signs itself.
func issue(t *testing.T, name string, above *issuer, change func(*x509.Certificate)) *issuer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: noon.AddDate(-1, 0, 0), NotAfter: noon.AddDate(1, 0, 0),
		BasicConstraintsValid: true,
	}
	change(template)
	one := &issuer{cert: template, key: key}
	if above == nil {
		above = one
	}
	der, err := x509.CreateCertificate(rand.Reader, template, above.cert, &key.PublicKey, above.key)
	require.NoError(t, err)
	one.cert, err = x509.ParseCertificate(der)
	require.NoError(t, err)
	return one
}

func authority(t *testing.T, name string, above *issuer) *issuer {
	t.Helper()
	return issue(t, name, above, func(c *x509.Certificate) { c.IsCA, c.KeyUsage = true, x509.KeyUsageCertSign })
}

func signer(t *testing.T, above *issuer) *issuer {
	t.Helper()
	return issue(t, "signer", above, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageDigitalSignature })
}

func chainPEM(of ...*issuer) (text []byte) {
	for _, one := range of {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: one.cert.Raw})...)
	}
	return text
}

func (i *issuer) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(i.cert)
	return pool
}

func (i *issuer) private(t *testing.T) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(i.key)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

func (i *issuer) public(t *testing.T) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(i.cert.PublicKey)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

// bundleOf is a bundle over one file, signed by the first of a chain.
func bundleOf(t *testing.T, chain ...*issuer) []byte {
	t.Helper()
	statement, err := NewStatement("mine", content.Manifest{Files: []content.File{{Path: "a", Sha256: strings.Repeat("ab", 32)}}})
	require.NoError(t, err)
	raw, err := Sign(statement, chain[0].private(t), chainPEM(chain...))
	require.NoError(t, err)
	return raw
}

// withMaterial is a bundle with other verification material.
func withMaterial(t *testing.T, raw []byte, material map[string]any) []byte {
	t.Helper()
	var b map[string]any
	require.NoError(t, json.Unmarshal(raw, &b))
	b["verificationMaterial"] = material
	raw, err := json.Marshal(b)
	require.NoError(t, err)
	return raw
}

func encoded(of *issuer) map[string]any {
	return map[string]any{"rawBytes": base64.StdEncoding.EncodeToString(of.cert.Raw)}
}

func TestASignersCertificateIsVouchedForByItsAuthority(t *testing.T) {
	root := authority(t, "root", nil)
	middle := authority(t, "middle", root)
	leaf := signer(t, middle)
	raw := bundleOf(t, leaf, middle)
	signed, err := Verify(raw, Options{Anchors: root.pool(), At: noon})
	require.NoError(t, err)
	require.True(t, signed.Vouched)
	require.Equal(t, []string{"mine", "certificate of CN=signer"}, []string{signed.Name, signed.Signer})

	signed, err = Verify(raw, Options{Anchors: middle.pool(), At: noon})
	require.NoError(t, err, "an anchor need not be a root")
	require.True(t, signed.Vouched)
	_, err = Verify(bundleOf(t, leaf, middle, root), Options{Anchors: root.pool(), At: noon})
	require.NoError(t, err, "the root may be in the chain")

	signed, err = Verify(raw, Options{At: noon})
	require.NoError(t, err)
	require.False(t, signed.Vouched, "a chain alone vouches for nothing")
	signed, err = Verify(raw, Options{Key: leaf.public(t), At: noon})
	require.NoError(t, err)
	require.True(t, signed.Vouched, "the caller's own key stands for it")

	direct := signer(t, root)
	one := withMaterial(t, bundleOf(t, direct), map[string]any{"certificate": encoded(direct)})
	signed, err = Verify(one, Options{Anchors: root.pool(), At: noon})
	require.NoError(t, err, "one certificate without a chain")
	require.True(t, signed.Vouched)
}

func TestSignersThatNobodyTrustsAreRefused(t *testing.T) {
	root := authority(t, "root", nil)
	middle := authority(t, "middle", root)
	leaf := signer(t, middle)
	old := issue(t, "old", middle, func(c *x509.Certificate) {
		c.KeyUsage, c.NotAfter = x509.KeyUsageDigitalSignature, noon.AddDate(0, -1, 0)
	})
	future := issue(t, "new", middle, func(c *x509.Certificate) {
		c.KeyUsage, c.NotBefore = x509.KeyUsageDigitalSignature, noon.AddDate(0, 1, 0)
	})
	oldMiddle := issue(t, "old middle", root, func(c *x509.Certificate) {
		c.IsCA, c.KeyUsage, c.NotAfter = true, x509.KeyUsageCertSign, noon.AddDate(0, -1, 0)
	})
	below := signer(t, leaf) // issued by a certificate that is no authority's
	trust := Options{Anchors: root.pool(), At: noon}
	for name, one := range map[string]struct {
		raw     []byte
		options Options
		want    string
	}{
		"another authority":       {bundleOf(t, leaf, middle), Options{Anchors: authority(t, "root", nil).pool(), At: noon}, "nobody that you trust vouches for the signer: x509: certificate signed by unknown authority"},
		"no anchors in the pool":  {bundleOf(t, leaf, middle), Options{Anchors: x509.NewCertPool(), At: noon}, "nobody that you trust vouches for the signer"},
		"a chain cut short":       {bundleOf(t, leaf), trust, "nobody that you trust vouches for the signer: x509: certificate signed by unknown authority"},
		"an expired signer":       {bundleOf(t, old, middle), trust, "oms: the certificate of CN=old is valid from 2025-06-01 to 2026-05-01 only"},
		"a signer of tomorrow":    {bundleOf(t, future, middle), trust, "oms: the certificate of CN=new is valid from 2026-07-01 to 2027-06-01 only"},
		"an expired authority":    {bundleOf(t, signer(t, oldMiddle), oldMiddle), trust, "oms: the certificate of CN=old middle is valid from 2025-06-01 to 2026-05-01 only"},
		"a signer that certifies": {bundleOf(t, below, leaf, middle), trust, "nobody that you trust vouches for the signer"},
		"another key than yours":  {bundleOf(t, leaf, middle), Options{Key: old.public(t), At: noon}, "oms: the bundle's certificate is for another key than yours"},
	} {
		_, err := Verify(one.raw, one.options)
		require.ErrorContains(t, err, one.want, name)
	}
}

func TestACertificateOfAnotherKeyDoesNotFit(t *testing.T) {
	root := authority(t, "root", nil)
	leaf, other := signer(t, root), signer(t, root)
	raw := bundleOf(t, leaf)
	trust := Options{Anchors: root.pool(), At: noon}
	swapped := withMaterial(t, raw, map[string]any{"x509CertificateChain": map[string]any{"certificates": []any{encoded(other)}}})
	_, err := Verify(swapped, trust)
	require.ErrorIs(t, err, errSignature)
	reordered := withMaterial(t, raw, map[string]any{"x509CertificateChain": map[string]any{"certificates": []any{encoded(other), encoded(leaf)}}})
	_, err = Verify(reordered, trust)
	require.ErrorIs(t, err, errSignature, "only the first certificate is the signer's")

	key, err := bareKey(&leaf.key.PublicKey)
	require.NoError(t, err)
	_, err = Verify(withMaterial(t, raw, key), trust)
	require.ErrorContains(t, err, "signed with a bare key, for which no certificate can vouch")
	key["certificate"] = encoded(leaf)
	_, err = Verify(withMaterial(t, raw, key), trust)
	require.ErrorContains(t, err, "more than one of a key, a certificate and a chain")

	certifier := issue(t, "certifier", root, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageCertSign })
	_, err = Verify(withMaterial(t, raw, map[string]any{"certificate": encoded(certifier)}), Options{})
	require.ErrorContains(t, err, "for neither signatures nor code signing")
	for name, certificates := range map[string][]any{
		"no certificate":     {},
		"too many":           make([]any, 11),
		"no base64":          {map[string]any{"rawBytes": "?"}},
		"no certificate DER": {map[string]any{"rawBytes": "AAAA"}},
	} {
		_, err = Verify(withMaterial(t, raw, map[string]any{"x509CertificateChain": map[string]any{"certificates": certificates}}), trust)
		require.ErrorContains(t, err, "certificate", name)
	}
}

func TestOnlyTheKeysOwnCertificateGoesIntoABundle(t *testing.T) {
	root := authority(t, "root", nil)
	leaf, other := signer(t, root), signer(t, root)
	for name, one := range map[string]struct {
		chain []byte
		want  string
	}{
		"another's":     {chainPEM(other, root), "for another key than the signing key"},
		"no PEM":        {[]byte("hello"), "there are 0 signing certificates"},
		"no DER":        {pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("x")}), "signing certificate 1"},
		"nothing in it": {[]byte{}, "there are 0 signing certificates"},
	} {
		_, err := Sign([]byte("{}"), leaf.private(t), one.chain)
		require.ErrorContains(t, err, one.want, name)
	}
	_, err := Sign([]byte("{}"), root.private(t), chainPEM(root))
	require.ErrorContains(t, err, "for neither signatures nor code signing")
}

// The certificates that the reference implementation is tested with.
func TestAChainMadeByOthersIsVouchedFor(t *testing.T) {
	parse := func(name string) *issuer {
		block, _ := pem.Decode(vector(t, "keys", name))
		cert, err := x509.ParseCertificate(block.Bytes)
		require.NoError(t, err)
		return &issuer{cert: cert}
	}
	leaf, middle, root := parse("signing-key-cert.pem"), parse("int-ca-cert.pem"), parse("ca-cert.pem")
	raw := func(of ...*issuer) (list []rawBytes) {
		for _, one := range of {
			list = append(list, rawBytes{base64.StdEncoding.EncodeToString(one.cert.Raw)})
		}
		return list
	}
	var signed Signed
	key, err := certificateKey(raw(leaf, middle), Options{Anchors: root.pool(), At: noon}, &signed)
	require.NoError(t, err)
	require.True(t, signed.Vouched)
	own, _, err := parseKey(vector(t, "keys", "signing-key-pub.pem"))
	require.NoError(t, err)
	require.Equal(t, own, key)
	_, err = certificateKey(raw(leaf), Options{Anchors: root.pool(), At: noon}, &signed)
	require.ErrorContains(t, err, "nobody that you trust")
}
