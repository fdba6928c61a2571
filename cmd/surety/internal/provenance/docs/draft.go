// Package docs turns documents that others keep of datasets and models into drafts of artefacts, and artefacts into such documents. What a
// document says is checked before it counts: a digest that is none is absent, and said to be.
package docs

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

// MaxDocument is the largest document that is read.
const MaxDocument = 32 << 20

// File is a file that a document names.
type File struct {
	Name   string `json:"name"`
	URL    string `json:"url,omitempty"`
	Sha256 string `json:"sha256,omitempty"`
}

// Draft is what a document says of an artefact. Digests and size are missing: they are those of the content.
type Draft struct {
	Core artefacttypes.Core `json:"core"`
	// Name is for people; a name for the registry is made of it.
	Name string `json:"name"`
	// Parents are names of what it was made from, as the document has them, with the relation.
	Parents []NamedParent `json:"parents,omitempty"`
	Files   []File        `json:"files,omitempty"`
	// Warnings say what did not count.
	Warnings []string `json:"warnings,omitempty"`
	// Kind and MediaType are those of the document.
	DocumentKind string `json:"document_kind"`
	MediaType    string `json:"media_type"`
}

// NamedParent is a parent by somebody's name for it.
type NamedParent struct {
	Name     string `json:"name"`
	Relation string `json:"relation"`
}

func (d *Draft) warn(format string, args ...any) {
	d.Warnings = append(d.Warnings, fmt.Sprintf(format, args...))
}

// sha256 returns a digest if it is one, and says so if not.
func (d *Draft) sha256(of, text string) string {
	if text == "" {
		return ""
	}
	low := strings.ToLower(text)
	if raw, err := hex.DecodeString(low); err != nil || len(raw) != 32 {
		d.warn("digest absent: the sha256 of %.80q is %.100q, which is no hash", of, text)
		return ""
	}
	return low
}

// text cuts a text for people to what the registry takes, without what does not show.
func clean(text string, most int) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '\r':
		case r == '\t':
			r = ' '
			fallthrough
		case unicode.IsGraphic(r) || r == '\n':
			if out.Len()+len(string(r)) > most {
				return strings.TrimSpace(out.String())
			}
			out.WriteRune(r)
		}
	}
	return strings.TrimSpace(out.String())
}

var loose = regexp.MustCompile(`^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$`)

// version makes a semantic version of what documents write.
func (d *Draft) version(text string) string {
	text = strings.TrimSpace(text)
	if artefacttypes.ValidateVersion(text) == nil {
		return text
	}
	if parts := loose.FindStringSubmatch(text); parts != nil {
		made := parts[1]
		for _, part := range parts[2:] {
			if part == "" {
				part = "0"
			}
			made += "." + strings.TrimLeft(part[:len(part)-1], "0") + part[len(part)-1:]
		}
		if artefacttypes.ValidateVersion(made) == nil {
			return made
		}
	}
	if text != "" {
		d.warn("the version %.80q is no semantic version; 1.0.0 stands for it", text)
	}
	return "1.0.0"
}

var creativeCommons = regexp.MustCompile(`^https?://creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)/?`)

// licence finds an SPDX expression in an id, an expression or a well-known address.
func (d *Draft) licence(text string) artefacttypes.Licence {
	text = strings.TrimSpace(text)
	for _, guess := range []string{text, lastPart(text), canonical(text), fromCreativeCommons(text)} {
		if l := (artefacttypes.Licence{Spdx: guess}); guess != "" && l.Validate() == nil {
			return l
		}
	}
	if text != "" {
		d.warn("the licence %.100q is no SPDX expression; name one with --licence", text)
	}
	return artefacttypes.Licence{}
}

func lastPart(text string) string {
	text = strings.TrimSuffix(strings.TrimSuffix(text, "/"), ".html")
	return text[strings.LastIndexByte(text, '/')+1:]
}

// canonical spells ids that people write in small letters.
func canonical(text string) string {
	known := map[string]string{
		"mit": "MIT", "apache-2.0": "Apache-2.0", "openrail": "", "cc-by-4.0": "CC-BY-4.0", "cc-by-sa-4.0": "CC-BY-SA-4.0",
		"cc-by-nc-4.0": "CC-BY-NC-4.0", "cc-by-nc-sa-4.0": "CC-BY-NC-SA-4.0", "cc-by-nc-nd-4.0": "CC-BY-NC-ND-4.0", "cc-by-nd-4.0": "CC-BY-ND-4.0",
		"cc0-1.0": "CC0-1.0", "bsd-3-clause": "BSD-3-Clause", "bsd-2-clause": "BSD-2-Clause", "gpl-3.0": "GPL-3.0-only", "agpl-3.0": "AGPL-3.0-only",
		"lgpl-3.0": "LGPL-3.0-only", "mpl-2.0": "MPL-2.0", "odbl": "ODbL-1.0", "unlicense": "Unlicense", "isc": "ISC", "artistic-2.0": "Artistic-2.0",
	}
	return known[strings.ToLower(text)]
}

func fromCreativeCommons(text string) string {
	parts := creativeCommons.FindStringSubmatch(text)
	switch {
	case parts == nil:
		return ""
	case parts[1] == "publicdomain":
		return "CC0-" + parts[3]
	}
	return "CC-" + strings.ToUpper(parts[2]) + "-" + parts[3]
}

var notName = regexp.MustCompile(`[^a-z0-9]+`)

// RegistryName makes a name that the registry takes of one for people.
func RegistryName(text string) string {
	name := strings.Trim(notName.ReplaceAllString(strings.ToLower(text), "-"), "-")
	if len(name) > 60 {
		name = strings.Trim(name[:60], "-")
	}
	if name == "" {
		name = "unnamed"
	}
	return name
}

func location(text string) []string {
	if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		if len(text) <= 256 && !strings.ContainsFunc(text, func(r rune) bool { return r < '!' || r > '~' }) {
			return []string{text}
		}
	}
	return nil
}

// object is JSON whose shape is not known.
type object map[string]any

func parseObject(raw []byte, what string) (object, error) {
	if len(raw) > MaxDocument {
		return nil, fmt.Errorf("%s: the document has %d bytes, at most %d are read", what, len(raw), MaxDocument)
	}
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, fmt.Errorf("%s: no JSON document: %w", what, err)
	}
	return o, nil
}

// str is a text under one of some keys; of an object, its name or id.
func (o object) str(keys ...string) string {
	for _, key := range keys {
		for _, one := range list(o[key]) {
			switch one := one.(type) {
			case string:
				return one
			case map[string]any:
				if text := object(one).str("name", "@id", "id", "url"); text != "" {
					return text
				}
			}
		}
	}
	return ""
}

// list makes one of what JSON-LD lets be one or many.
func list(value any) []any {
	switch value := value.(type) {
	case nil:
		return nil
	case []any:
		return value
	default:
		return []any{value}
	}
}

func (o object) objects(key string) []object {
	var found []object
	for _, one := range list(o[key]) {
		if inner, is := one.(map[string]any); is {
			found = append(found, inner)
		}
	}
	return found
}

func (o object) strs(key string) []string {
	var found []string
	for _, one := range list(o[key]) {
		if text := (object{"x": one}).str("x"); text != "" {
			found = append(found, text)
		}
	}
	return found
}

func (d *Draft) creators(names []string) {
	for _, name := range names {
		if name = clean(name, 128); name != "" && len(d.Core.Creators) < 16 {
			d.Core.Creators = append(d.Core.Creators, name)
		}
	}
}
