// Package attest makes and checks attestations off the chain, in the JSON of the Ethereum Attestation Service's own tools.
package attest

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

// MaxFile is the largest attestation that is read.
const MaxFile = 1 << 20

// Number is a number as EAS's tools write it: plain, as text, or as text in hex.
type Number struct{ *big.Int }

// UnmarshalJSON reads all three forms.
func (n *Number) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	value, ok := new(big.Int).SetString(text, 0)
	if !ok || value.Sign() < 0 || value.BitLen() > 256 || len(text) > 80 {
		return fmt.Errorf("%.80q is no number", text)
	}
	n.Int = value
	return nil
}

// MarshalJSON writes text, as EAS's tools do.
func (n Number) MarshalJSON() ([]byte, error) {
	if n.Int == nil {
		return []byte(`"0"`), nil
	}
	return json.Marshal(n.String())
}

func (n Number) uint64(what string) (uint64, error) {
	if n.Int == nil {
		return 0, nil
	}
	if !n.IsUint64() {
		return 0, fmt.Errorf("%s %s is out of range", what, n)
	}
	return n.Uint64(), nil
}

// Package is an off-chain attestation as a file.
type Package struct {
	Sig    Signed `json:"sig"`
	Signer string `json:"signer"`
}

// Signed is what was signed, how, and the signature.
type Signed struct {
	Version     *uint16            `json:"version,omitempty"`
	UID         string             `json:"uid"`
	Domain      Domain             `json:"domain"`
	PrimaryType string             `json:"primaryType"`
	Message     Message            `json:"message"`
	Types       map[string][]Field `json:"types,omitempty"`
	Signature   Signature          `json:"signature"`
}

// Domain is EIP-712's domain.
type Domain struct {
	Name              string `json:"name"`
	Version           string `json:"version"`
	ChainID           Number `json:"chainId"`
	VerifyingContract string `json:"verifyingContract"`
}

// Message is the attestation. Salt is for version 2 alone.
type Message struct {
	Version        *uint16 `json:"version,omitempty"`
	Schema         string  `json:"schema"`
	Recipient      string  `json:"recipient"`
	Time           Number  `json:"time"`
	ExpirationTime Number  `json:"expirationTime"`
	Revocable      bool    `json:"revocable"`
	RefUID         string  `json:"refUID"`
	Data           string  `json:"data"`
	Salt           string  `json:"salt,omitempty"`
}

// Field is a member of an EIP-712 type.
type Field struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Signature is an Ethereum signature.
type Signature struct {
	R string `json:"r"`
	S string `json:"s"`
	V Number `json:"v"`
}

// Parse reads an attestation, with its signer or without, as EAS's tools write either.
func Parse(from io.Reader) (Package, error) {
	raw, err := io.ReadAll(io.LimitReader(from, MaxFile+1))
	if err != nil {
		return Package{}, err
	}
	if len(raw) > MaxFile {
		return Package{}, fmt.Errorf("the attestation is larger than %d bytes", MaxFile)
	}
	var p Package
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("this is no attestation in EAS's JSON: %w", err)
	}
	if p.Sig.UID == "" && p.Sig.Message.Schema == "" {
		if err := json.Unmarshal(raw, &p.Sig); err != nil || p.Sig.UID == "" {
			return p, errors.New(`this is no attestation in EAS's JSON: it has neither "sig" nor "uid"`)
		}
	}
	return p, nil
}

// Statement is an off-chain attestation, read.
type Statement struct {
	eas.Statement
	Version uint16
	Salt    eas.Hash
	Domain  eas.Domain
	// Type is the EIP-712 type's name: Attest, or Attestation in some of version 0.
	Type string
}

// Read checks the form of what a package says.
func (p Package) Read() (s Statement, err error) {
	m, d := p.Sig.Message, p.Sig.Domain
	s.Type = p.Sig.PrimaryType
	if s.Type != "Attest" && s.Type != "Attestation" {
		return s, fmt.Errorf("primaryType is %.40q, it is Attest or Attestation", s.Type)
	}
	if m.Version != nil {
		s.Version = *m.Version
	}
	if p.Sig.Version != nil && *p.Sig.Version != s.Version {
		return s, fmt.Errorf("the version is %d and in the message %d", *p.Sig.Version, s.Version)
	}
	if s.Version > eas.Version2 {
		return s, fmt.Errorf("version %d is not known; there are 0, 1 and 2", s.Version)
	}
	if err := s.readMessage(m); err != nil {
		return s, err
	}
	s.Domain = eas.Domain{Name: d.Name, Version: d.Version}
	if d.ChainID.Int != nil {
		d.ChainID.FillBytes(s.Domain.ChainID[:])
	}
	if s.Domain.Contract, err = eas.ParseAddress(d.VerifyingContract); err != nil {
		return s, fmt.Errorf("verifyingContract: %w", err)
	}
	return s, nil
}

func (s *Statement) readMessage(m Message) (err error) {
	if s.Schema, err = eas.ParseHash(m.Schema); err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	if s.Recipient, err = optionalAddress(m.Recipient); err != nil {
		return fmt.Errorf("recipient: %w", err)
	}
	if s.Ref, err = optionalHash(m.RefUID); err != nil {
		return fmt.Errorf("refUID: %w", err)
	}
	if s.Time, err = m.Time.uint64("time"); err != nil {
		return err
	}
	if s.Expiration, err = m.ExpirationTime.uint64("expirationTime"); err != nil {
		return err
	}
	s.Revocable = m.Revocable
	if s.Data, err = unhex(m.Data); err != nil {
		return fmt.Errorf("data: %w", err)
	}
	if s.Version == eas.Version2 {
		if s.Salt, err = eas.ParseHash(m.Salt); err != nil {
			return fmt.Errorf("salt: %w", err)
		}
	}
	return nil
}

// UID is EAS's identifier of it.
func (s Statement) UID() eas.Hash { return s.OffchainUID(s.Version, s.Salt) }

// Digest is what is signed.
func (s Statement) Digest() eas.Hash {
	return s.Domain.Digest(s.OffchainStructHash(s.Type, s.Version, s.Salt))
}

func (s Signature) bytes() ([]byte, error) {
	var raw []byte
	for _, part := range []string{s.R, s.S} {
		word, err := eas.ParseHash(part)
		if err != nil {
			return nil, fmt.Errorf("signature: %w", err)
		}
		raw = append(raw, word[:]...)
	}
	v, err := s.V.uint64("v")
	if err != nil || v > 255 {
		return nil, fmt.Errorf("signature: v is %s, it must be 27 or 28", s.V)
	}
	return append(raw, byte(v)), nil
}

// fieldsOf are the members of the type of a version.
func fieldsOf(version uint16) []Field {
	fields := []Field{
		{"schema", "bytes32"},
		{"recipient", "address"},
		{"time", "uint64"},
		{"expirationTime", "uint64"},
		{"revocable", "bool"},
		{"refUID", "bytes32"},
		{"data", "bytes"},
	}
	if version >= eas.Version1 {
		fields = append([]Field{{"version", "uint16"}}, fields...)
	}
	if version >= eas.Version2 {
		fields = append(fields, Field{"salt", "bytes32"})
	}
	return fields
}

// Sign makes the package of a statement.
func Sign(s Statement, key *secp256k1.PrivateKey) Package {
	signature := eas.Sign(s.Digest(), key)
	number := func(n uint64) Number { return Number{new(big.Int).SetUint64(n)} }
	m := Message{
		Schema: s.Schema.String(), Recipient: s.Recipient.String(), Time: number(s.Time), ExpirationTime: number(s.Expiration),
		Revocable: s.Revocable, RefUID: s.Ref.String(), Data: "0x" + hex.EncodeToString(s.Data),
	}
	version := s.Version
	if version >= eas.Version1 {
		m.Version = &version
	}
	if version >= eas.Version2 {
		m.Salt = s.Salt.String()
	}
	return Package{
		Signer: eas.SignerOf(key.PubKey()).Ethereum.String(),
		Sig: Signed{
			Version: &version, UID: s.UID().String(), PrimaryType: s.Type, Message: m, Types: map[string][]Field{s.Type: fieldsOf(version)},
			Domain: Domain{
				Name: s.Domain.Name, Version: s.Domain.Version, ChainID: Number{new(big.Int).SetBytes(s.Domain.ChainID[:])},
				VerifyingContract: s.Domain.Contract.String(),
			},
			Signature: Signature{
				R: "0x" + hex.EncodeToString(signature[:32]), S: "0x" + hex.EncodeToString(signature[32:64]), V: number(uint64(signature[64])),
			},
		},
	}
}

// JSON is the package as a file.
func (p Package) JSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(p)
	return b.Bytes(), err
}

func optionalHash(text string) (eas.Hash, error) {
	if text == "" {
		return eas.Hash{}, nil
	}
	return eas.ParseHash(text)
}

func optionalAddress(text string) (eas.Address, error) {
	if text == "" {
		return eas.Address{}, nil
	}
	return eas.ParseAddress(text)
}

func unhex(text string) ([]byte, error) {
	digits, is := strings.CutPrefix(text, "0x")
	if !is {
		return nil, fmt.Errorf("%.40q does not begin with 0x", text)
	}
	return hex.DecodeString(digits)
}
