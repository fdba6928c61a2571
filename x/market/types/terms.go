package types

import (
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Limits of terms that no parameter sets.
const (
	MaxInputURLs     = 4
	maxPolicies      = 16 // x/policy has a lower limit of its own
	MaxInputURLBytes = 256

	// maxAmountBits keeps every product and sum of amounts within 256 bits.
	maxAmountBits = 128
	// burnedBps is the third of a slash, rounded up, that nobody is paid.
	burnedBps = 3_334
)

// Rules are what terms are checked against: the parameters and two facts of x/provider.
type Rules struct {
	Params          Params
	RewardBps       uint32
	UnbondingBlocks int64
}

// Validate checks everything about terms but the program's existence. Error: ErrInvalidTerms.
func (t Terms) Validate(rules Rules) error {
	for _, check := range []func(Rules) error{t.validateJob, t.validateMoney, t.validateTrade, t.validateSpans, t.validateRequirements} {
		if err := check(rules); err != nil {
			return err
		}
	}
	return nil
}

func (t Terms) validateJob(rules Rules) error {
	if err := ValidateProgramID(t.ProgramId); err != nil {
		return err
	}
	if uint64(len(t.InputRoots)) > uint64(rules.Params.MaxInputs) {
		return ErrInvalidTerms.Wrapf("%d input_roots, at most %d are possible", len(t.InputRoots), rules.Params.MaxInputs)
	}
	for i, root := range t.InputRoots {
		if !isHash(root) {
			return ErrInvalidTerms.Wrapf("input root %d, %q, is not %d lower-case hex digits", i+1, shorten(root), hashHexDigits)
		}
	}
	if len(t.InputUrls) > MaxInputURLs {
		return ErrInvalidTerms.Wrapf("%d input_urls, at most %d are possible", len(t.InputUrls), MaxInputURLs)
	}
	for _, url := range t.InputUrls {
		if err := validateURL(url); err != nil {
			return err
		}
	}
	if len(t.PolicyIds) > maxPolicies {
		return ErrInvalidTerms.Wrapf("policy_ids has %d entries, at most %d are possible", len(t.PolicyIds), maxPolicies)
	}
	return validateOutputKey(t.OutputKey)
}

// ValidateProgramID checks that an id is 64 lower-case hex digits. Error: ErrInvalidTerms.
func ValidateProgramID(text string) error {
	if !isHash(text) {
		return ErrInvalidTerms.Wrapf("program_id %q is not %d lower-case hex digits", shorten(text), hashHexDigits)
	}
	return nil
}

func validateURL(url string) error {
	if len(url) > MaxInputURLBytes {
		return ErrInvalidTerms.Wrapf("an input url has %d bytes, at most %d are possible", len(url), MaxInputURLBytes)
	}
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return ErrInvalidTerms.Wrapf("input url %q does not begin with http:// or https://", url)
	}
	for i := range len(url) {
		if url[i] <= ' ' || url[i] > '~' {
			return ErrInvalidTerms.Wrapf("an input url has the byte 0x%02x at %d; use visible ASCII", url[i], i)
		}
	}
	return nil
}

// A point of low order gives the same shared secret with everybody, which is none: the provider could not encrypt. Such a point gives
// zero with every private key (RFC 7748, section 6.1), so one fixed key finds it out.
func validateOutputKey(text string) error {
	if text == "" {
		return nil
	}
	if !isHash(text) {
		return ErrInvalidTerms.Wrapf("output_key %q is not %d lower-case hex digits", shorten(text), hashHexDigits)
	}
	raw, err := hex.DecodeString(text)
	if err != nil {
		return ErrInvalidTerms.Wrapf("output_key: %s", err)
	}
	public, err := ecdh.X25519().NewPublicKey(raw)
	if err != nil {
		return ErrInvalidTerms.Wrapf("output_key: %s", err)
	}
	fixed := sha256.Sum256([]byte("surety/output-key-check/v1"))
	private, err := ecdh.X25519().NewPrivateKey(fixed[:])
	if err != nil {
		return ErrInvalidTerms.Wrapf("output_key: %s", err)
	}
	if _, err := private.ECDH(public); err != nil {
		return ErrInvalidTerms.Wrapf("output_key %s is a point of low order; make a fresh X25519 key", text)
	}
	return nil
}
