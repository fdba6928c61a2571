package c2pa

import (
	"bytes"
	"crypto"
	_ "crypto/sha256" // the hashes that C2PA allows
	_ "crypto/sha512"
	"errors"
	"fmt"
	"strings"

	"github.com/fxamacker/cbor/v2"
)

// hashedURI names an assertion and what it must hash to.
type hashedURI struct {
	URL  string `cbor:"url"`
	Alg  string `cbor:"alg"`
	Hash []byte `cbor:"hash"`
}

// claim is what the signer signed, version 1 or 2.
type claim struct {
	Generator  string      `cbor:"claim_generator"`
	Title      string      `cbor:"dc:title"`
	Format     string      `cbor:"dc:format"`
	InstanceID string      `cbor:"instanceID"`
	Signature  string      `cbor:"signature"`
	Alg        string      `cbor:"alg"`
	Assertions []hashedURI `cbor:"assertions"`
	Created    []hashedURI `cbor:"created_assertions"`
	Gathered   []hashedURI `cbor:"gathered_assertions"`
}

func (c claim) all() []hashedURI {
	return append(append(append([]hashedURI{}, c.Assertions...), c.Created...), c.Gathered...)
}

type exclusion struct {
	Start  uint64 `cbor:"start"`
	Length uint64 `cbor:"length"`
}

// dataHash is the hard binding of a claim to a file's bytes.
type dataHash struct {
	Exclusions []exclusion `cbor:"exclusions"`
	Alg        string      `cbor:"alg"`
	Hash       []byte      `cbor:"hash"`
}

// training is what the owner says of training: by name of the use, whether it is allowed.
type training struct {
	Entries map[string]struct {
		Use string `cbor:"use"`
	} `cbor:"entries"`
}

var decoding = func() cbor.DecMode {
	mode, err := cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, MaxNestedLevels: 16, MaxArrayElements: 100_000, MaxMapPairs: 10_000,
	}.DecMode()
	if err != nil {
		panic(err)
	}
	return mode
}()

func decode(raw []byte, into any) error {
	if err := decoding.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("c2pa: %w", err)
	}
	return nil
}

// newHash returns a hash by C2PA's name for it. Weaker ones are refused.
func newHash(name string) (crypto.Hash, error) {
	switch name {
	case "sha256":
		return crypto.SHA256, nil
	case "sha384":
		return crypto.SHA384, nil
	case "sha512":
		return crypto.SHA512, nil
	default:
		return 0, fmt.Errorf("c2pa: the hash %.20q is not allowed", name)
	}
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// matches says whether parts hash to a value.
func matches(alg string, want []byte, parts ...[]byte) (bool, error) {
	kind, err := newHash(alg)
	if err != nil {
		return false, err
	}
	h := kind.New()
	for _, part := range parts {
		h.Write(part)
	}
	return bytes.Equal(h.Sum(nil), want), nil
}

// target is the label that a reference within a manifest names: self#jumbf=[/c2pa/<manifest>/]c2pa.assertions/<label>.
func target(url, manifest, store string) (string, error) {
	path, is := strings.CutPrefix(url, "self#jumbf=")
	if !is {
		return "", fmt.Errorf("c2pa: %.100q does not refer into the manifest", url)
	}
	if own, is := strings.CutPrefix(path, "/c2pa/"+manifest+"/"); is {
		path = own
	}
	if store != "" {
		if path, is = strings.CutPrefix(path, store+"/"); !is {
			return "", fmt.Errorf("c2pa: %.100q refers to no assertion of this manifest", url)
		}
	}
	if path == "" || strings.ContainsAny(path, "/") {
		return "", fmt.Errorf("c2pa: %.100q refers to another manifest", url)
	}
	return path, nil
}

// bind checks the hard binding: the bytes of the file outside the exclusions, which must lie inside the manifest's own segments.
func (d dataHash) bind(a *asset, alg string) error {
	var parts [][]byte
	at := uint64(0)
	for _, e := range d.Exclusions {
		if e.Start < at || e.Length > uint64(len(a.raw)) || e.Start > uint64(len(a.raw))-e.Length {
			return fmt.Errorf("c2pa: the exclusion of %d bytes at %d does not lie in the file", e.Length, e.Start)
		}
		if !covered(a.spans, span{e.Start, e.Start + e.Length}) {
			return fmt.Errorf("c2pa: the exclusion of %d bytes at %d hides more than the manifest", e.Length, e.Start)
		}
		parts = append(parts, a.raw[at:e.Start])
		at = e.Start + e.Length
	}
	same, err := matches(first(d.Alg, alg), d.Hash, append(parts, a.raw[at:])...)
	if err == nil && !same {
		err = errors.New("c2pa: the file was changed after it was signed: its bytes do not have the hash in the manifest")
	}
	return err
}

// covered says whether a run lies in neighbouring spans.
func covered(spans []span, run span) bool {
	for _, s := range spans {
		if s.start <= run.start && run.start < s.end {
			run.start = s.end
		}
	}
	return run.start >= run.end
}
