package types

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// maxCIDs is the most content identifiers of one artefact.
const maxCIDs = 4

// IsHash says whether a text is 32 bytes in lower-case hex.
func IsHash(text string) bool {
	if len(text) != 64 {
		return false
	}
	for _, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func checkHash(name, text string) error {
	if !IsHash(text) {
		return ErrInvalidDigest.Wrapf("%s is %.80q, 64 lower-case hex digits are needed", name, text)
	}
	return nil
}

// Validate checks every identity's syntax; BLAKE3 and SHA-256 must be there. Error: ErrInvalidDigest.
func (d Digests) Validate() error {
	if err := checkHash("blake3", d.Blake3); err != nil {
		return err
	}
	if err := checkHash("sha256", d.Sha256); err != nil {
		return err
	}
	if d.OmsRoot != "" {
		if err := checkHash("oms_root", d.OmsRoot); err != nil {
			return err
		}
	}
	if len(d.Cids) > maxCIDs {
		return ErrInvalidDigest.Wrapf("%d CIDs, at most %d are possible", len(d.Cids), maxCIDs)
	}
	seen := map[string]bool{}
	for _, cid := range d.Cids {
		if err := ValidateCID(cid); err != nil {
			return err
		}
		if seen[cid] {
			return ErrInvalidDigest.Wrapf("the CID %s is there twice", cid)
		}
		seen[cid] = true
	}
	if d.PieceCid != "" {
		if err := ValidatePieceCID(d.PieceCid); err != nil {
			return err
		}
	}
	if d.ArweaveDataRoot != "" {
		return ValidateArweaveRoot(d.ArweaveDataRoot)
	}
	return nil
}

// ValidateArweaveRoot checks 32 bytes in base64url without padding. Error: ErrInvalidDigest.
func ValidateArweaveRoot(text string) error {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != 32 || strings.ContainsAny(text, "\r\n") {
		return ErrInvalidDigest.Wrapf("the Arweave data root %.80q is not 43 characters of base64url", text)
	}
	return nil
}

// All returns the identities under which an artefact is found, without repetition.
func (d Digests) All() []string {
	var all []string
	seen := map[string]bool{"": true}
	for _, id := range append([]string{d.Blake3, d.Sha256, d.OmsRoot, d.PieceCid, d.ArweaveDataRoot}, d.Cids...) {
		if !seen[id] {
			seen[id] = true
			all = append(all, id)
		}
	}
	return all
}

func parseHash(text string) (root [32]byte, err error) {
	if !IsHash(text) {
		return root, ErrInvalidDigest.Wrapf("%.80q has no 64 lower-case hex digits", text)
	}
	_, err = hex.Decode(root[:], []byte(text))
	return root, err
}
