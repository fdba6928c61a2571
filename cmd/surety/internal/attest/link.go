package attest

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

// linkMark is what stands before the attestation in a link of EAS's explorer.
const linkMark = "#attestation="

// places of what a link holds: a list, compressed.
const (
	linkVersion = iota
	linkChain
	linkContract
	linkR
	linkS
	linkV
	linkSigner
	linkUID
	linkSchema
	linkRecipient
	linkTime
	linkExpiration
	linkRef
	linkRevocable
	linkData
	linkReserved
	linkOffchain // from version 1 on
	linkSalt     // from version 2 on
)

// IsLink is whether a text is a link of EAS's explorer and not a file's name.
func IsLink(text string) bool { return strings.Contains(text, linkMark) }

// Link is the path of an attestation in EAS's explorer, with all of it in the fragment: nothing is sent to a server.
func (p Package) Link() (string, error) {
	s, err := p.Read()
	if err != nil {
		return "", err
	}
	m, d, signature := p.Sig.Message, p.Sig.Domain, p.Sig.Signature
	short := func(text string, zero bool) string {
		if zero {
			return "0"
		}
		return text
	}
	list := []any{
		d.Version, d.ChainID, d.VerifyingContract, signature.R, signature.S, json.Number(signature.V.String()), p.Signer, p.Sig.UID, m.Schema,
		short(m.Recipient, s.Recipient.IsZero()), s.Time, s.Expiration, short(m.RefUID, s.Ref.IsZero()), m.Revocable, m.Data, 0,
	}
	if s.Version >= eas.Version1 {
		list = append(list, s.Version)
	}
	if s.Version >= eas.Version2 {
		list = append(list, m.Salt)
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return "", err
	}
	var packed bytes.Buffer
	w, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(raw); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return "/offchain/url/" + linkMark + url.QueryEscape(base64.StdEncoding.EncodeToString(packed.Bytes())), nil
}

// ParseLink reads an attestation from a link of EAS's explorer.
func ParseLink(link string) (p Package, err error) {
	_, text, found := strings.Cut(link, linkMark)
	if !found {
		return p, fmt.Errorf("the link has no %s", linkMark)
	}
	if text, err = url.QueryUnescape(text); err != nil {
		return p, fmt.Errorf("the link: %w", err)
	}
	// What is not escaped may have lost its plus signs on the way.
	packed, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(text, " ", "+"))
	if err != nil {
		return p, fmt.Errorf("the link: %w", err)
	}
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return p, fmt.Errorf("the link: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return p, fmt.Errorf("the link: %w", err)
	}
	if len(raw) > MaxFile {
		return p, fmt.Errorf("the link unpacks to more than %d bytes", MaxFile)
	}
	return fromList(raw)
}

func fromList(raw []byte) (p Package, err error) {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil || len(list) < linkReserved || len(list) > linkSalt+1 {
		return p, errors.New("the link holds no attestation")
	}
	sig := &p.Sig
	sig.PrimaryType, sig.Domain.Name = "Attest", eas.OffchainDomainName
	into := map[int]any{
		linkVersion: &sig.Domain.Version, linkChain: &sig.Domain.ChainID, linkContract: &sig.Domain.VerifyingContract, linkR: &sig.Signature.R,
		linkS: &sig.Signature.S, linkV: &sig.Signature.V, linkSigner: &p.Signer, linkUID: &sig.UID, linkSchema: &sig.Message.Schema,
		linkRecipient: &sig.Message.Recipient, linkTime: &sig.Message.Time, linkExpiration: &sig.Message.ExpirationTime,
		linkRef: &sig.Message.RefUID, linkRevocable: &sig.Message.Revocable, linkData: &sig.Message.Data, linkOffchain: &sig.Message.Version,
		linkSalt: &sig.Message.Salt,
	}
	for i, value := range list {
		if to := into[i]; to != nil {
			if err := json.Unmarshal(value, to); err != nil {
				return p, fmt.Errorf("the link: place %d: %w", i, err)
			}
		}
	}
	if sig.Message.Recipient == "0" {
		sig.Message.Recipient = eas.Address{}.String()
	}
	if sig.Message.RefUID == "0" {
		sig.Message.RefUID = eas.Hash{}.String()
	}
	return p, p.chooseType()
}

// chooseType finds how the type of version 0 was called, which a link does not say: the one by which the signer signed.
func (p *Package) chooseType() error {
	signer, err := eas.ParseAddress(p.Signer)
	if err != nil {
		return fmt.Errorf("the link: signer: %w", err)
	}
	raw, err := p.Sig.Signature.bytes()
	if err != nil {
		return err
	}
	s, err := p.Read()
	if err != nil || s.Version != eas.Legacy {
		return err
	}
	s.Type = "Attestation"
	if found, err := eas.Recover(s.Digest(), raw); err == nil && found.Is(signer) {
		p.Sig.PrimaryType = s.Type
	}
	return nil
}
