// Package oms reads, verifies and makes bundles of OpenSSF Model Signing: a Sigstore bundle around an in-toto statement over a model's
// files. Signatures are by a bare key or a certificate; Sigstore's own log is not asked.
package oms

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"time"
)

// MaxBundle is the largest bundle that is read.
const MaxBundle = 64 << 20

const (
	payloadType   = "application/vnd.in-toto+json"
	statementType = "https://in-toto.io/Statement/v1"
	predicateType = "https://model_signing/signature/v1.0"
	mediaType     = "application/vnd.dev.sigstore.bundle.v0.3+json"
	maxResources  = 1_000_000
)

type rawBytes struct {
	RawBytes string `json:"rawBytes"`
}

type bundle struct {
	MediaType            string `json:"mediaType"`
	VerificationMaterial struct {
		PublicKey *struct {
			RawBytes   string `json:"rawBytes,omitempty"`
			Hint       string `json:"hint,omitempty"`
			KeyDetails string `json:"keyDetails,omitempty"`
		} `json:"publicKey,omitempty"`
		Certificate *rawBytes `json:"certificate,omitempty"`
		Chain       *struct {
			Certificates []rawBytes `json:"certificates"`
		} `json:"x509CertificateChain,omitempty"`
	} `json:"verificationMaterial"`
	Envelope struct {
		Payload     string `json:"payload"`
		PayloadType string `json:"payloadType"`
		Signatures  []struct {
			Sig   string  `json:"sig"`
			KeyID *string `json:"keyid"`
		} `json:"signatures"`
	} `json:"dsseEnvelope"`
}

// Resource is a file, or a part of one, with its digest.
type Resource struct {
	Name      string `json:"name"`
	Algorithm string `json:"algorithm"`
	Digest    string `json:"digest"`
}

// Statement is what was signed.
type Statement struct {
	Type    string `json:"_type"`
	Subject []struct {
		Name   string            `json:"name"`
		Digest map[string]string `json:"digest"`
	} `json:"subject"`
	PredicateType string `json:"predicateType"`
	Predicate     struct {
		Serialization struct {
			Method        string      `json:"method"`
			HashType      string      `json:"hash_type"`
			AllowSymlinks bool        `json:"allow_symlinks"`
			IgnorePaths   []string    `json:"ignore_paths,omitempty"`
			ShardSize     json.Number `json:"shard_size,omitempty"`
		} `json:"serialization"`
		Resources []Resource `json:"resources"`
	} `json:"predicate"`
}

// Signed is a bundle whose signature holds.
type Signed struct {
	Statement Statement
	// Root is the digest of all resources; Name is the model's.
	Root, Name string
	// Signer says whose key it is: a certificate's subject, or the key's SHA-256. Vouched says that the caller's key or anchor stands for it.
	Signer  string
	Vouched bool
}

// Options say whom to trust: a public key in PEM, or anchors of certificates, which must then vouch for the signer at a time (now where there
// is none). The time of signing is not known: nothing in a bundle that is read here proves it.
type Options struct {
	Key     []byte
	Anchors *x509.CertPool
	At      time.Time
}

// Verify checks a bundle: its shape, its signature, and that its root is that of its resources.
func Verify(raw []byte, options Options) (*Signed, error) {
	if len(raw) > MaxBundle {
		return nil, fmt.Errorf("oms: the bundle has %d bytes, at most %d are read", len(raw), MaxBundle)
	}
	var b bundle
	if err := json.Unmarshal(raw, &b); err != nil {
		return nil, fmt.Errorf("oms: no bundle: %w", err)
	}
	if !strings.HasPrefix(b.MediaType, "application/vnd.dev.sigstore.bundle") || b.Envelope.PayloadType != payloadType || len(b.Envelope.Signatures) != 1 {
		return nil, fmt.Errorf("oms: a bundle of type %.80q with a payload of type %.80q and %d signatures is no signed model",
			b.MediaType, b.Envelope.PayloadType, len(b.Envelope.Signatures))
	}
	payload, err := base64.StdEncoding.DecodeString(b.Envelope.Payload)
	if err != nil {
		return nil, fmt.Errorf("oms: the payload: %w", err)
	}
	sig, err := base64.StdEncoding.DecodeString(b.Envelope.Signatures[0].Sig)
	if err != nil {
		return nil, fmt.Errorf("oms: the signature: %w", err)
	}
	signed := &Signed{}
	key, err := b.key(options, signed)
	if err != nil {
		return nil, err
	}
	if err := checkSignature(key, pae(payload), sig); err != nil {
		return nil, err
	}
	if signed.Statement, err = ParseStatement(payload); err != nil {
		return nil, err
	}
	signed.Name, signed.Root = signed.Statement.Subject[0].Name, signed.Statement.Subject[0].Digest["sha256"]
	return signed, nil
}

// pae is DSSE's encoding of what is signed.
func pae(payload []byte) []byte {
	return append(fmt.Appendf(nil, "DSSEv1 %d %s %d ", len(payloadType), payloadType, len(payload)), payload...)
}

// key returns the key to check with: the caller's where there is one, which the bundle's own must then be.
func (b bundle) key(options Options, signed *Signed) (any, error) {
	material, kinds := b.VerificationMaterial, 0
	for _, there := range []bool{material.Chain != nil, material.Certificate != nil, material.PublicKey != nil} {
		if there {
			kinds++
		}
	}
	switch {
	case kinds == 0:
		return nil, errors.New("oms: the bundle has neither a key nor a certificate")
	case kinds > 1:
		return nil, errors.New("oms: the bundle has more than one of a key, a certificate and a chain of them, so nobody knows who signed it")
	case material.Chain != nil:
		return certificateKey(material.Chain.Certificates, options, signed)
	case material.Certificate != nil:
		return certificateKey([]rawBytes{*material.Certificate}, options, signed)
	case options.Anchors != nil && len(options.Key) == 0:
		return nil, errors.New("oms: the bundle was signed with a bare key, for which no certificate can vouch; give the key with --oms-key")
	}
	text := options.Key
	if material.PublicKey.RawBytes != "" {
		own, err := base64.StdEncoding.DecodeString(material.PublicKey.RawBytes)
		if err != nil {
			return nil, fmt.Errorf("oms: the bundle's key: %w", err)
		}
		if len(text) == 0 {
			text = own
		}
	}
	if len(text) == 0 {
		return nil, fmt.Errorf("oms: the bundle only hints at its key (%.80q); give the key with --oms-key", material.PublicKey.Hint)
	}
	key, der, err := parseKey(text)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(der)
	signed.Signer, signed.Vouched = "key sha256:"+hex.EncodeToString(sum[:]), len(options.Key) > 0
	return key, nil
}

func parseKey(text []byte) (any, []byte, error) {
	der := text
	if block, _ := pem.Decode(text); block != nil {
		der = block.Bytes
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, nil, fmt.Errorf("oms: the key: %w", err)
	}
	return key, der, nil
}

// ParseStatement reads a statement and checks that its root is that of its resources.
func ParseStatement(raw []byte) (Statement, error) {
	var s Statement
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if err := decoder.Decode(&s); err != nil {
		return s, fmt.Errorf("oms: the statement: %w", err)
	}
	if s.Type != statementType || s.PredicateType != predicateType || len(s.Subject) != 1 {
		return s, fmt.Errorf("oms: a statement of type %.80q with the predicate %.80q about %d subjects is no signed model",
			s.Type, s.PredicateType, len(s.Subject))
	}
	if n := len(s.Predicate.Resources); n == 0 || n > maxResources {
		return s, fmt.Errorf("oms: the statement has %d resources", n)
	}
	h, seen := sha256.New(), map[string]bool{}
	for _, r := range s.Predicate.Resources {
		digest, err := hex.DecodeString(r.Digest)
		if err != nil || len(digest) < sha256.Size || seen[r.Name] {
			return s, fmt.Errorf("oms: the resource %.80q is there twice, or its digest %.80q is none", r.Name, r.Digest)
		}
		seen[r.Name] = true
		h.Write(digest)
	}
	if root := hex.EncodeToString(h.Sum(nil)); s.Subject[0].Digest["sha256"] != root {
		return s, fmt.Errorf("oms: the statement says the root %.80q, its resources have %s", s.Subject[0].Digest["sha256"], root)
	}
	return s, nil
}
