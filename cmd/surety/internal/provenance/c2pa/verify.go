package c2pa

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Check is one thing that was looked at: C2PA's own code for it, and why it failed.
type Check struct {
	Code   string `json:"code"`
	Failed string `json:"failed,omitempty"`
}

// Report is what is in a file's manifest and whether it holds.
type Report struct {
	Format         string            `json:"format"`
	StoreSHA256    string            `json:"store_sha256"`
	StoreSize      int               `json:"store_size"`
	ClaimSHA256    string            `json:"claim_sha256"`
	ActiveManifest string            `json:"active_manifest"`
	Title          string            `json:"title,omitempty"`
	Generator      string            `json:"generator,omitempty"`
	InstanceID     string            `json:"instance_id,omitempty"`
	Signer         string            `json:"signer,omitempty"`
	SignerSHA256   string            `json:"signer_sha256,omitempty"`
	Assertions     []string          `json:"assertions"`
	Training       map[string]string `json:"training_mining,omitempty"`
	Checks         []Check           `json:"checks"`
	NotChecked     []string          `json:"not_checked"`
}

// Options say whom to trust, and when.
type Options struct {
	// Anchors vouch for signers; nil to check everything but that.
	Anchors *x509.CertPool
	// At is the time of the check.
	At time.Time
}

// Failed returns the first check that failed.
func (r *Report) Failed() error {
	for _, c := range r.Checks {
		if c.Failed != "" {
			return fmt.Errorf("%s: %s", c.Code, c.Failed)
		}
	}
	return nil
}

func (r *Report) check(good, bad string, err error) {
	if err != nil {
		r.Checks = append(r.Checks, Check{Code: bad, Failed: strings.TrimPrefix(err.Error(), "c2pa: ")})
		return
	}
	r.Checks = append(r.Checks, Check{Code: good})
}

// Verify reads a picture's manifest store and checks it. The error says that there is nothing to check, or that it is malformed; what was
// checked and failed is in the report.
func Verify(raw []byte, options Options) (*Report, error) {
	a, err := openAsset(raw)
	if err != nil {
		return nil, err
	}
	boxes, err := (&parser{}).parse(a.store, 0)
	if err != nil {
		return nil, err
	}
	if len(boxes) != 1 || boxes[0].label != "c2pa" {
		return nil, fmt.Errorf("c2pa: the manifest store has %d boxes, or another label than c2pa", len(boxes))
	}
	var manifests []*box
	for _, child := range boxes[0].children {
		if child.kind == "jumb" {
			manifests = append(manifests, child)
		}
	}
	if len(manifests) == 0 {
		return nil, ErrNoManifest
	}
	sum := sha256.Sum256(a.store)
	r := &Report{
		Format: a.format, StoreSHA256: hex.EncodeToString(sum[:]), StoreSize: len(a.store),
		NotChecked: []string{"timestamps", "revocation", "identity assertions"},
	}
	if options.Anchors == nil {
		r.NotChecked = append(r.NotChecked, "who vouches for the signer (give --trust)")
	}
	for i, m := range manifests {
		var of *asset
		if i == len(manifests)-1 {
			of, r.ActiveManifest = a, m.label
		}
		if err := r.manifest(m, of, options); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// manifest checks one manifest; the active one is also bound to the file. Those before it belong to what the picture was made from.
func (r *Report) manifest(m *box, active *asset, options Options) error {
	claimBox, err := m.child("c2pa.claim.v2")
	if err != nil {
		if claimBox, err = m.child("c2pa.claim"); err != nil {
			return err
		}
	}
	raw, err := claimBox.content("cbor")
	if err != nil {
		return err
	}
	var c claim
	if err := decode(raw, &c); err != nil {
		return err
	}
	store, err := m.child("c2pa.assertions")
	if err != nil {
		return err
	}
	r.assertions(m, store, c)
	chain, err := m.signatureOver(c, raw)
	r.check("claimSignature.validated", "claimSignature.mismatch", err)
	if err == nil {
		r.check("signingCredential.valid", "signingCredential.invalid", credential(chain, options.Anchors, options.At))
	}
	if active == nil {
		return nil
	}
	if len(chain) > 0 {
		sum := sha256.Sum256(chain[0].Raw)
		r.Signer, r.SignerSHA256 = chain[0].Subject.String(), hex.EncodeToString(sum[:])
	}
	sum := sha256.Sum256(raw)
	r.ClaimSHA256, r.Title, r.Generator, r.InstanceID = hex.EncodeToString(sum[:]), c.Title, c.Generator, c.InstanceID
	return r.active(store, c, active)
}

func (b *box) signatureOver(c claim, raw []byte) ([]*x509.Certificate, error) {
	label, err := target(c.Signature, b.label, "")
	if err != nil {
		return nil, err
	}
	signed, err := b.child(label)
	if err != nil {
		return nil, err
	}
	sig, err := signed.content("cbor")
	if err != nil {
		return nil, err
	}
	return signature(sig, raw)
}

// assertions checks that the claim names every assertion, each with its hash.
func (r *Report) assertions(m, store *box, c claim) {
	named := map[string]bool{}
	for _, uri := range c.all() {
		label, err := target(uri.URL, m.label, "c2pa.assertions")
		if err == nil {
			named[label] = true
			err = hashOf(store, label, uri, c.Alg)
		}
		r.check("assertion.hashedURI.match", "assertion.hashedURI.mismatch", err)
	}
	for _, child := range store.children {
		if child.kind == "jumb" && !named[child.label] {
			r.check("", "assertion.undeclared", fmt.Errorf("c2pa: the assertion %s is not in the claim", child.label))
		}
	}
}

func hashOf(store *box, label string, uri hashedURI, alg string) error {
	assertion, err := store.child(label)
	if err != nil {
		return err
	}
	same, err := matches(first(uri.Alg, alg), uri.Hash, assertion.body)
	if err == nil && !same {
		err = fmt.Errorf("c2pa: the assertion %s was changed after it was signed", label)
	}
	return err
}

// active checks the hard binding, and reads what the owner says of training.
func (r *Report) active(store *box, c claim, a *asset) error {
	bindings := 0
	for _, assertion := range store.children {
		if assertion.kind != "jumb" {
			continue
		}
		r.Assertions = append(r.Assertions, assertion.label)
		base, _, _ := strings.Cut(assertion.label, "__")
		switch {
		case base == "c2pa.hash.data":
			bindings++
			raw, err := assertion.content("cbor")
			if err != nil {
				return err
			}
			var d dataHash
			if err := decode(raw, &d); err != nil {
				return err
			}
			r.check("assertion.dataHash.match", "assertion.dataHash.mismatch", d.bind(a, c.Alg))
		case strings.HasPrefix(base, "c2pa.hash."):
			bindings++
			r.check("", "algorithm.unsupported", fmt.Errorf("c2pa: the binding %s is not one of a JPEG or PNG that can be checked here", base))
		case base == "c2pa.training-mining" || base == "cawg.training-mining":
			if err := r.training(assertion); err != nil {
				return err
			}
		}
	}
	if bindings != 1 {
		r.check("", "claim.hardBindings.missing", fmt.Errorf("c2pa: the claim is bound to the file %d times, it must be once", bindings))
	}
	return nil
}

func (r *Report) training(assertion *box) error {
	raw, err := assertion.content("cbor")
	if err != nil {
		_, err = assertion.content("json")
		return err // older files say it in JSON, whose hash was checked; nothing is read from it
	}
	var said training
	if err := decode(raw, &said); err != nil {
		return err
	}
	r.Training = map[string]string{}
	for name, entry := range said.Entries {
		r.Training[name] = entry.Use
	}
	return nil
}

// ForbidsTraining says whether the owner does not allow some training of models.
func (r *Report) ForbidsTraining() bool {
	for name, use := range r.Training {
		if strings.Contains(name, "training") && use != "allowed" {
			return true
		}
	}
	return false
}
