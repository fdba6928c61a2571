package attest

import (
	"fmt"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

// Report is what was found of an attestation.
type Report struct {
	Statement Statement
	Signer    eas.Signer
}

// Check checks an attestation by itself: form, identifier, signature, signer, data and expiry. Now is in seconds since 1970; schema is the
// schema's text, empty where it is not known. It tells say each check as it passes. The error names the first that does not.
func Check(p Package, schema string, now uint64, say func(string)) (Report, error) {
	s, err := p.Read()
	if err != nil {
		return Report{}, err
	}
	r := Report{Statement: s}
	uid, err := eas.ParseHash(p.Sig.UID)
	if err != nil {
		return r, fmt.Errorf("uid: %w", err)
	}
	if want := s.UID(); uid != want {
		return r, fmt.Errorf("the uid is %s, from the message follows %s: the message or the uid was changed", uid, want)
	}
	say(fmt.Sprintf("version %d, uid %s", s.Version, uid))
	raw, err := p.Sig.Signature.bytes()
	if err != nil {
		return r, err
	}
	if r.Signer, err = eas.Recover(s.Digest(), raw); err != nil {
		return r, err
	}
	if err := checkSigner(p.Signer, r.Signer); err != nil {
		return r, err
	}
	say(fmt.Sprintf("signed by %s in the domain %q %s of chain %s", r.Signer.Ethereum, s.Domain.Name, s.Domain.Version, p.Sig.Domain.ChainID))
	if err := checkData(s, schema, say); err != nil {
		return r, err
	}
	if s.Expiration != 0 && s.Expiration <= now {
		return r, fmt.Errorf("it expired at %d, it is %d now", s.Expiration, now)
	}
	if s.Time > now {
		return r, fmt.Errorf("it says that it was made at %d, it is %d now", s.Time, now)
	}
	say("it has not expired")
	return r, nil
}

func checkSigner(claimed string, signer eas.Signer) error {
	if claimed == "" {
		return nil
	}
	account, err := eas.ParseAddress(claimed)
	if err != nil {
		return fmt.Errorf("signer: %w", err)
	}
	if !signer.Is(account) {
		return fmt.Errorf("it says that %s signed; %s did, or the message was changed", claimed, signer.Ethereum)
	}
	return nil
}

func checkData(s Statement, text string, say func(string)) error {
	if text == "" {
		return nil
	}
	schema, err := eas.ParseSchema(text)
	if err != nil {
		return err
	}
	if err := schema.Check(s.Data); err != nil {
		return fmt.Errorf("the data does not fit the schema %q: %w", text, err)
	}
	note := "the data fits the schema"
	// A resolver is not known here, so another uid than that of the schema without one says nothing.
	if s.Schema != eas.SchemaUID(text, eas.Address{}, true) && s.Schema != eas.SchemaUID(text, eas.Address{}, false) {
		note += ", whose uid is another unless it has a resolver"
	}
	say(note)
	return nil
}
