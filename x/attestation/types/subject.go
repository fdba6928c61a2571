package types

import (
	"strings"

	"cosmossdk.io/core/address"

	"github.com/suretynetwork/surety/x/attestation/eas"
)

const (
	// MaxSubjectBytes is the longest subject.
	MaxSubjectBytes = 512
	artefactPrefix  = "artefact:"
	maxArtefactID   = 128
	maxSchemeBytes  = 32
	keyHashBytes    = 16
)

// Subject is what an attestation is about.
type Subject struct {
	// Text is the one way to write it; empty for nothing in particular.
	Text string
	// Account is set when it is an account.
	Account []byte
}

// Recipient is the subject where EAS has an address: zero unless it is an account.
func (s Subject) Recipient() eas.Address { return eas.ShortAddress(s.Account) }

// Short is whether the recipient says all of the subject, as it does for nothing and for accounts of 20 bytes.
func (s Subject) Short() bool { return s.Text == "" || len(s.Account) == eas.AddressBytes }

// Key is what subjects are indexed by.
func (s Subject) Key() []byte { return SubjectKey(s.Text) }

// SubjectKey is the first half of the Keccak-256 of a subject's text.
func SubjectKey(text string) []byte {
	digest := eas.Keccak([]byte(text))
	return digest[:keyHashBytes]
}

// ParseSubject reads an account (bech32, or 0x and 40 hex digits, which is the account with these bytes), artefact:ID, did:METHOD:ID, or a
// URI. Error: ErrInvalidSubject.
func ParseSubject(addresses address.Codec, text string) (Subject, error) {
	switch {
	case text == "":
		return Subject{}, nil
	case len(text) > MaxSubjectBytes:
		return Subject{}, ErrInvalidSubject.Wrapf("%d bytes, at most %d are possible", len(text), MaxSubjectBytes)
	case strings.HasPrefix(text, "0x"):
		short, err := eas.ParseAddress(text)
		if err != nil {
			return Subject{}, ErrInvalidSubject.Wrapf("%q: %s", text, err)
		}
		if short.IsZero() {
			return Subject{}, nil
		}
		return accountSubject(addresses, short[:])
	case !strings.Contains(text, ":"):
		account, err := addresses.StringToBytes(text)
		if err != nil {
			return Subject{}, ErrInvalidSubject.Wrapf("%q is no account, and no artefact:ID, did:METHOD:ID or URI: %s", text, err)
		}
		return accountSubject(addresses, account)
	}
	return Subject{Text: text}, checkURI(text)
}

func accountSubject(addresses address.Codec, account []byte) (Subject, error) {
	text, err := addresses.BytesToString(account)
	if err != nil {
		return Subject{}, ErrInvalidSubject.Wrap(err.Error())
	}
	return Subject{Text: text, Account: account}, nil
}

// checkURI checks what has a scheme. Only characters that a URI may have are allowed, so that no two subjects look alike.
func checkURI(text string) error {
	if id, is := strings.CutPrefix(text, artefactPrefix); is {
		return checkArtefactID(id)
	}
	scheme, rest, _ := strings.Cut(text, ":")
	if len(scheme) > maxSchemeBytes || !matches(scheme, "+-.", 'a') || scheme[0] < 'a' {
		return ErrInvalidSubject.Wrapf("%q is no scheme; it begins with a lower-case letter and has lower-case letters, digits and +-.", scheme)
	}
	if scheme == "did" {
		method, id, _ := strings.Cut(rest, ":")
		if !matches(method, "", 'a') || !matches(id, ".-_:%", 'A') {
			return ErrInvalidSubject.Wrapf("%q is no DID; write did:METHOD:ID", text)
		}
		return nil
	}
	if !matches(rest, "-._~:/?#[]@!$&'()*+,;=%", 'A') {
		return ErrInvalidSubject.Wrapf("%q has characters that a URI cannot have; escape them", text)
	}
	return nil
}

func checkArtefactID(id string) error {
	if len(id) > maxArtefactID || !matches(id, "-_./", 'a') {
		return ErrInvalidSubject.Wrapf("%q is no artefact's id; it has 1 to %d lower-case letters, digits and -_./", id, maxArtefactID)
	}
	return nil
}

// matches is whether a text is not empty and has only digits, letters (lower-case ones when from is 'a') and the punctuation.
func matches(text, punctuation string, from byte) bool {
	for i := range len(text) {
		c := text[i]
		lower, upper, digit := c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z' && from == 'A', c >= '0' && c <= '9'
		if !lower && !upper && !digit && strings.IndexByte(punctuation, c) < 0 {
			return false
		}
	}
	return text != ""
}
