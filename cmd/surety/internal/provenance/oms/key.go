package oms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	_ "crypto/sha256" // the hashes of the curves
	_ "crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
)

// hashFor is the hash that goes with a curve.
func hashFor(bits int) crypto.Hash {
	switch {
	case bits <= 256:
		return crypto.SHA256
	case bits <= 384:
		return crypto.SHA384
	default:
		return crypto.SHA512
	}
}

func digest(hash crypto.Hash, message []byte) []byte {
	h := hash.New()
	h.Write(message)
	return h.Sum(nil)
}

var errSignature = errors.New("oms: the signature does not fit the statement: the bundle was changed, or the key is another")

func checkSignature(key any, message, sig []byte) error {
	var good bool
	switch key := key.(type) {
	case *ecdsa.PublicKey:
		good = ecdsa.VerifyASN1(key, digest(hashFor(key.Curve.Params().BitSize), message), sig)
	case ed25519.PublicKey:
		good = ed25519.Verify(key, message, sig)
	case *rsa.PublicKey:
		sum := digest(crypto.SHA256, message)
		good = rsa.VerifyPKCS1v15(key, crypto.SHA256, sum, sig) == nil || rsa.VerifyPSS(key, crypto.SHA256, sum, sig, nil) == nil
	default:
		return fmt.Errorf("oms: keys of type %T are not for this", key)
	}
	if !good {
		return errSignature
	}
	return nil
}

var keyDetails = map[int]string{256: "PKIX_ECDSA_P256_SHA_256", 384: "PKIX_ECDSA_P384_SHA_384", 521: "PKIX_ECDSA_P521_SHA_512"}

func parsePrivate(key []byte) (*ecdsa.PrivateKey, error) {
	block, _ := pem.Decode(key)
	if block == nil {
		return nil, errors.New("oms: the signing key is no PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		if parsed, err = x509.ParseECPrivateKey(block.Bytes); err != nil {
			return nil, fmt.Errorf("oms: the signing key: %w", err)
		}
	}
	private, is := parsed.(*ecdsa.PrivateKey)
	if !is {
		return nil, fmt.Errorf("oms: the signing key is a %T; an ECDSA key is needed", parsed)
	}
	return private, nil
}

// Sign makes a bundle of a statement with an ECDSA key in PEM. A chain of certificates in PEM, the key's own first, goes into the bundle in
// the key's place; nil for a bare key.
func Sign(statement, key, chain []byte) ([]byte, error) {
	private, err := parsePrivate(key)
	if err != nil {
		return nil, err
	}
	bits := private.Curve.Params().BitSize
	sig, err := ecdsa.SignASN1(rand.Reader, private, digest(hashFor(bits), pae(statement)))
	if err != nil {
		return nil, err
	}
	material, err := bareKey(&private.PublicKey)
	if chain != nil {
		material, err = certified(&private.PublicKey, chain)
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{
		"mediaType": mediaType, "verificationMaterial": material,
		"dsseEnvelope": map[string]any{
			"payload": base64.StdEncoding.EncodeToString(statement), "payloadType": payloadType,
			"signatures": []any{map[string]any{"sig": base64.StdEncoding.EncodeToString(sig), "keyid": nil}},
		},
	})
}

// bareKey is a key as a bundle has it.
func bareKey(key *ecdsa.PublicKey) (map[string]any, error) {
	public, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
	return map[string]any{"publicKey": map[string]any{
		"rawBytes": base64.StdEncoding.EncodeToString(text), "keyDetails": keyDetails[key.Curve.Params().BitSize],
	}}, nil
}
