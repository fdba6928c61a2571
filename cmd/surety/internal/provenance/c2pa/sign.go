package c2pa

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"time"

	"github.com/veraison/go-cose"
)

// labelX5Chain is COSE's label of a certificate chain; older files have it by name, unprotected.
const labelX5Chain = int64(33)

// allowedEKUs are the purposes that a claim's certificate may have.
var allowedEKUs = []asn1.ObjectIdentifier{
	{1, 3, 6, 1, 5, 5, 7, 3, 4}, {1, 3, 6, 1, 5, 5, 7, 3, 36}, {1, 3, 6, 1, 4, 1, 311, 76, 59, 1, 9}, {1, 3, 6, 1, 4, 1, 62558, 2, 1},
}

// signature verifies a COSE signature over a claim and returns the certificates, the signer's first.
func signature(raw, claim []byte) ([]*x509.Certificate, error) {
	var message cose.Sign1Message
	if err := message.UnmarshalCBOR(raw); err != nil {
		return nil, fmt.Errorf("c2pa: the signature: %w", err)
	}
	if message.Payload != nil && !bytes.Equal(message.Payload, claim) {
		return nil, errors.New("c2pa: the signature is over something else than the claim")
	}
	message.Payload = claim
	alg, err := message.Headers.Protected.Algorithm()
	if err != nil {
		return nil, fmt.Errorf("c2pa: the signature: %w", err)
	}
	chain, err := certificates(message.Headers)
	if err != nil {
		return nil, err
	}
	verifier, err := cose.NewVerifier(alg, chain[0].PublicKey)
	if err != nil {
		return nil, fmt.Errorf("c2pa: the signature: %w", err)
	}
	if err := message.Verify(nil, verifier); err != nil {
		return nil, fmt.Errorf("c2pa: the signature does not fit the claim: %w", err)
	}
	return chain, nil
}

func certificates(headers cose.Headers) ([]*x509.Certificate, error) {
	value := headers.Protected[labelX5Chain]
	for _, other := range []any{headers.Protected["x5chain"], headers.Unprotected[labelX5Chain], headers.Unprotected["x5chain"]} {
		if value == nil {
			value = other
		}
	}
	var list []any
	switch value := value.(type) {
	case []byte:
		list = []any{value}
	case []any:
		list = value
	}
	const most = 10
	if len(list) == 0 || len(list) > most {
		return nil, fmt.Errorf("c2pa: the signature comes with %d certificates", len(list))
	}
	chain := make([]*x509.Certificate, len(list))
	for i, one := range list {
		der, _ := one.([]byte)
		parsed, err := ParseCertificate(der)
		if err != nil {
			return nil, fmt.Errorf("c2pa: certificate %d: %w", i+1, err)
		}
		chain[i] = parsed
	}
	return chain, nil
}

// oidPSS marks a key that is only for RSASSA-PSS, which crypto/x509 leaves unread.
var oidPSS = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}

// ParseCertificate is x509.ParseCertificate, and reads keys that are only for RSASSA-PSS as well.
func ParseCertificate(der []byte) (*x509.Certificate, error) {
	parsed, err := x509.ParseCertificate(der)
	if err != nil || parsed.PublicKey != nil {
		return parsed, err
	}
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	if _, err := asn1.Unmarshal(parsed.RawSubjectPublicKeyInfo, &info); err != nil || !info.Algorithm.Algorithm.Equal(oidPSS) {
		return parsed, err
	}
	key, err := x509.ParsePKCS1PublicKey(info.Key.RightAlign())
	if err != nil {
		return nil, err
	}
	parsed.PublicKey, parsed.PublicKeyAlgorithm = key, x509.RSA
	return parsed, nil
}

// credential checks what the signer's certificate is for, and, where anchors are given, that one of them vouches for it.
func credential(chain []*x509.Certificate, anchors *x509.CertPool, at time.Time) error {
	leaf := chain[0]
	switch {
	case leaf.Version != 3 || leaf.IsCA:
		return errors.New("c2pa: the signer's certificate is an authority's, or older than version 3")
	case leaf.KeyUsage != 0 && leaf.KeyUsage&x509.KeyUsageDigitalSignature == 0:
		return errors.New("c2pa: the signer's certificate is not for signatures")
	case at.Before(leaf.NotBefore) || at.After(leaf.NotAfter):
		return fmt.Errorf("c2pa: the signer's certificate is valid from %s to %s", leaf.NotBefore.Format(time.DateOnly), leaf.NotAfter.Format(time.DateOnly))
	case !purpose(leaf):
		return errors.New("c2pa: the signer's certificate is not for content credentials")
	case anchors == nil:
		return nil
	}
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{
		Roots: anchors, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	if err != nil {
		return fmt.Errorf("c2pa: nobody that you trust vouches for the signer: %w", err)
	}
	return nil
}

func purpose(leaf *x509.Certificate) bool {
	has := append([]asn1.ObjectIdentifier{}, leaf.UnknownExtKeyUsage...)
	for _, use := range leaf.ExtKeyUsage {
		if use == x509.ExtKeyUsageEmailProtection {
			return true
		}
	}
	for _, oid := range has {
		for _, allowed := range allowedEKUs {
			if oid.Equal(allowed) {
				return true
			}
		}
	}
	return false
}
