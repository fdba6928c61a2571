package oms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"time"
)

// maxCertificates is how long a chain may be.
const maxCertificates = 10

// certificateKey returns the key of a chain's first certificate. Anchors, where the caller has some, must vouch for it; the caller's key,
// where there is one, must be the same.
func certificateKey(raw []rawBytes, options Options, signed *Signed) (any, error) {
	if len(raw) == 0 || len(raw) > maxCertificates {
		return nil, fmt.Errorf("oms: the bundle has %d certificates, between 1 and %d are read", len(raw), maxCertificates)
	}
	chain := make([]*x509.Certificate, len(raw))
	for i, one := range raw {
		der, err := base64.StdEncoding.DecodeString(one.RawBytes)
		if err != nil {
			return nil, fmt.Errorf("oms: certificate %d: %w", i+1, err)
		}
		if chain[i], err = x509.ParseCertificate(der); err != nil {
			return nil, fmt.Errorf("oms: certificate %d: %w", i+1, err)
		}
	}
	leaf := chain[0]
	if !maySign(leaf) {
		return nil, errors.New("oms: the signer's certificate is for neither signatures nor code signing")
	}
	signed.Signer = "certificate of " + leaf.Subject.String()
	if options.Anchors != nil {
		if err := vouched(chain, options); err != nil {
			return nil, err
		}
		signed.Vouched = true
	}
	if len(options.Key) > 0 {
		key, _, err := parseKey(options.Key)
		if err != nil {
			return nil, err
		}
		if same, is := key.(interface{ Equal(x crypto.PublicKey) bool }); !is || !same.Equal(leaf.PublicKey) {
			return nil, errors.New("oms: the bundle's certificate is for another key than yours")
		}
		signed.Vouched = true
	}
	return leaf.PublicKey, nil
}

// maySign is whether a certificate is for signatures or code signing: the rule of the reference implementation.
func maySign(leaf *x509.Certificate) bool {
	if leaf.KeyUsage&x509.KeyUsageDigitalSignature != 0 {
		return true
	}
	for _, use := range leaf.ExtKeyUsage {
		if use == x509.ExtKeyUsageCodeSigning {
			return true
		}
	}
	return false
}

// vouched checks that an anchor stands for the signer at the time of the check.
func vouched(chain []*x509.Certificate, options Options) error {
	leaf, between := chain[0], x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{
		Roots: options.Anchors, Intermediates: between, CurrentTime: options.At, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	var invalid x509.CertificateInvalidError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return fmt.Errorf("oms: the certificate of %s is valid from %s to %s only: %w", invalid.Cert.Subject,
			invalid.Cert.NotBefore.Format(time.DateOnly), invalid.Cert.NotAfter.Format(time.DateOnly), err)
	}
	return fmt.Errorf("oms: nobody that you trust vouches for the signer: %w", err)
}

// certified is a chain of certificates in PEM as a bundle has it. The first must be for the key.
func certified(key *ecdsa.PublicKey, text []byte) (map[string]any, error) {
	var list []rawBytes
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("oms: signing certificate %d: %w", len(list)+1, err)
		}
		if len(list) == 0 {
			if !key.Equal(cert.PublicKey) {
				return nil, errors.New("oms: the first signing certificate is for another key than the signing key")
			}
			if !maySign(cert) {
				return nil, errors.New("oms: the signing certificate is for neither signatures nor code signing")
			}
		}
		list = append(list, rawBytes{base64.StdEncoding.EncodeToString(block.Bytes)})
	}
	if len(list) == 0 || len(list) > maxCertificates {
		return nil, fmt.Errorf("oms: there are %d signing certificates, between 1 and %d are needed", len(list), maxCertificates)
	}
	return map[string]any{"x509CertificateChain": map[string]any{"certificates": list}}, nil
}
