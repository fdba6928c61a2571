// Package gated encrypts content to its owner with age, and hands others what they need to decrypt it: the content's file key, encrypted to
// them. The encrypted content stays as it is, whoever is licensed later; stock age decrypts it for its owner.
package gated

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
)

const maxCapsule = 8_192

// NewIdentity writes a new identity to a file that must not exist, and returns its public key.
func NewIdentity(path string) (string, error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fmt.Errorf("gated: %w", err)
	}
	_, err = fmt.Fprintf(f, "# public key: %s\n%s\n", identity.Recipient(), identity)
	return identity.Recipient().String(), errors.Join(err, f.Close())
}

// Identities reads an identity file.
func Identities(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("gated: %w; make one with 'surety artefact keygen'", err)
	}
	if err != nil {
		return nil, fmt.Errorf("gated: %w", err)
	}
	defer f.Close()
	return age.ParseIdentities(f)
}

// PublicKey is the public key of the first X25519 identity of a file.
func PublicKey(path string) (string, error) {
	identities, err := Identities(path)
	if err != nil {
		return "", err
	}
	for _, identity := range identities {
		if x, is := identity.(*age.X25519Identity); is {
			return x.Recipient().String(), nil
		}
	}
	return "", fmt.Errorf("gated: %s has no X25519 identity", path)
}

func recipients(texts []string) ([]age.Recipient, error) {
	return age.ParseRecipients(strings.NewReader(strings.Join(texts, "\n")))
}

// Encrypt encrypts content to some public keys, the owner's among them.
func Encrypt(to io.Writer, from io.Reader, keys ...string) error {
	list, err := recipients(keys)
	if err != nil {
		return fmt.Errorf("gated: %w", err)
	}
	w, err := age.Encrypt(to, list...)
	if err != nil {
		return fmt.Errorf("gated: %w", err)
	}
	if _, err := io.Copy(w, from); err != nil {
		return fmt.Errorf("gated: %w", err)
	}
	return w.Close()
}

// Capsule encrypts the file key of encrypted content, which identities open, to a licensee's public key.
func Capsule(ciphertext io.Reader, licensee string, identities ...age.Identity) ([]byte, error) {
	header, err := age.ExtractHeader(ciphertext)
	if err != nil {
		return nil, fmt.Errorf("gated: %w", err)
	}
	key, err := age.DecryptHeader(header, identities...)
	if err != nil {
		return nil, fmt.Errorf("gated: your identity does not open this content: %w", err)
	}
	var out bytes.Buffer
	if err := Encrypt(&out, bytes.NewReader(key), licensee); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Decrypt opens encrypted content with a capsule, or with the owner's identity when there is none.
func Decrypt(ciphertext io.Reader, capsule []byte, identities ...age.Identity) (io.Reader, error) {
	if len(capsule) == 0 {
		r, err := age.Decrypt(ciphertext, identities...)
		if err != nil {
			return nil, fmt.Errorf("gated: your identity does not open this content: %w", err)
		}
		return r, nil
	}
	if len(capsule) > maxCapsule {
		return nil, fmt.Errorf("gated: a capsule of %d bytes is none", len(capsule))
	}
	inner, err := age.Decrypt(bytes.NewReader(capsule), identities...)
	if err != nil {
		return nil, fmt.Errorf("gated: your identity does not open this licence: %w", err)
	}
	const keySize = 16
	key, err := io.ReadAll(io.LimitReader(inner, keySize+1))
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("gated: the licence holds no file key, but %d bytes", len(key))
	}
	r, err := age.Decrypt(ciphertext, age.NewInjectedFileKeyIdentity(key))
	if err != nil {
		return nil, fmt.Errorf("gated: the licence is for other content: %w", err)
	}
	return r, nil
}
