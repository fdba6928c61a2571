package types

import (
	"fmt"
	"regexp"
	"unicode"
	"unicode/utf8"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

// Limits of what one artefact may say of itself.
const (
	maxURIs         = 8
	maxDocuments    = 16
	maxCreators     = 16
	maxModalities   = 8
	maxDescription  = 512
	maxMediaType    = 128
	maxShortText    = 64
	maxCreator      = 128
	maxReason       = 256
	maxEvidence     = 128
	maxFileCount    = 1_000_000
	maxContentBytes = 1 << 50
	idTag           = "surety/artefact/v1"
)

var (
	uriPattern    = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:[!-~]+$`)
	mediaPattern  = regexp.MustCompile(`^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*(;[ -~]+)?$`)
	kindPattern   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	cutoffPattern = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)
)

// ArtefactID returns the id of an artefact: BLAKE3 over "surety/artefact/v1", the registrant, the name, the version, the content's BLAKE3
// and its SHA-256, each preceded by its length as 8 bytes. So it can be known before it is registered, and it names the content.
func ArtefactID(registrant, name string, core Core) string {
	var b []byte
	for _, field := range []string{idTag, registrant, name, core.Version, core.Digests.Blake3, core.Digests.Sha256} {
		b = appendField(b, field)
	}
	return fmt.Sprintf("%x", commit.Sum(b))
}

func appendField(b []byte, field string) []byte {
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(uint64(len(field))>>shift))
	}
	return append(b, field...)
}

// Validate checks everything that an owner says of a version. Errors: ErrInvalidCore, ErrInvalidVersion, ErrInvalidDigest,
// ErrInvalidLicence.
func (c Core) Validate() error {
	if _, known := Kind_name[int32(c.Kind)]; !known || c.Kind == KindUnspecified {
		return ErrInvalidCore.Wrapf("the kind %d does not exist", c.Kind)
	}
	if err := ValidateVersion(c.Version); err != nil {
		return err
	}
	if err := c.Digests.Validate(); err != nil {
		return err
	}
	if err := c.Licence.Validate(); err != nil {
		return err
	}
	if err := c.validateShape(); err != nil {
		return ErrInvalidCore.Wrap(err.Error())
	}
	if err := c.Traits.validate(); err != nil {
		return ErrInvalidCore.Wrap(err.Error())
	}
	return validateDocuments(c.Documents)
}

func (c Core) validateShape() error {
	if c.Size_ > maxContentBytes {
		return fmt.Errorf("the size is %d, at most %d is possible", c.Size_, uint64(maxContentBytes))
	}
	if c.FileCount < 1 || c.FileCount > maxFileCount {
		return fmt.Errorf("%d files, it must be 1 to %d", c.FileCount, maxFileCount)
	}
	if c.MediaType != "" && (len(c.MediaType) > maxMediaType || !mediaPattern.MatchString(c.MediaType)) {
		return fmt.Errorf("%.140q is no media type", c.MediaType)
	}
	if err := checkText("description", c.Description, 0, maxDescription); err != nil {
		return err
	}
	if len(c.Creators) > maxCreators {
		return fmt.Errorf("%d creators, at most %d are possible", len(c.Creators), maxCreators)
	}
	for _, creator := range c.Creators {
		if err := checkText("creator", creator, 1, maxCreator); err != nil {
			return err
		}
	}
	return checkURIs(c.Uris)
}

func (t Traits) validate() error {
	for _, text := range []struct{ name, value string }{
		{"format", t.Format}, {"architecture", t.Architecture}, {"precision", t.Precision}, {"quantisation", t.Quantisation},
	} {
		if err := checkText(text.name, text.value, 0, maxShortText); err != nil {
			return err
		}
	}
	if err := checkText("intended_use", t.IntendedUse, 0, maxDescription); err != nil {
		return err
	}
	if t.KnowledgeCutoff != "" && !cutoffPattern.MatchString(t.KnowledgeCutoff) {
		return fmt.Errorf("knowledge_cutoff %.20q is no day; write YYYY-MM-DD, YYYY-MM or YYYY", t.KnowledgeCutoff)
	}
	if t.LimitationsSha256 != "" && !IsHash(t.LimitationsSha256) {
		return fmt.Errorf("limitations_sha256 is %.80q, 64 hex digits are needed", t.LimitationsSha256)
	}
	if _, known := Assertion_name[int32(t.PersonalData)]; !known {
		return fmt.Errorf("personal_data %d does not exist", t.PersonalData)
	}
	for _, list := range [][]string{t.ModalitiesIn, t.ModalitiesOut} {
		if len(list) > maxModalities {
			return fmt.Errorf("%d modalities, at most %d are possible", len(list), maxModalities)
		}
		for _, modality := range list {
			if err := checkText("modality", modality, 1, maxShortText); err != nil {
				return err
			}
		}
	}
	return nil
}

func validateDocuments(documents []Document) error {
	if len(documents) > maxDocuments {
		return ErrInvalidCore.Wrapf("%d documents, at most %d are possible", len(documents), maxDocuments)
	}
	for i, d := range documents {
		switch {
		case len(d.Kind) > 32 || !kindPattern.MatchString(d.Kind):
			return ErrInvalidCore.Wrapf("document %d: the kind %.40q; use lower-case letters, digits and '-'", i+1, d.Kind)
		case len(d.MediaType) > maxMediaType || !mediaPattern.MatchString(d.MediaType):
			return ErrInvalidCore.Wrapf("document %d: %.140q is no media type", i+1, d.MediaType)
		case !IsHash(d.Sha256):
			return ErrInvalidCore.Wrapf("document %d: sha256 is %.80q, 64 hex digits are needed", i+1, d.Sha256)
		}
		if err := checkURIs(d.Uris); err != nil {
			return ErrInvalidCore.Wrapf("document %d: %s", i+1, err)
		}
	}
	return nil
}

func checkURIs(uris []string) error {
	if len(uris) > maxURIs {
		return fmt.Errorf("%d locations, at most %d are possible", len(uris), maxURIs)
	}
	for _, uri := range uris {
		if err := checkURI("location", uri); err != nil {
			return err
		}
	}
	return nil
}

func checkURI(name, uri string) error {
	if len(uri) > maxURIBytes || !uriPattern.MatchString(uri) {
		return fmt.Errorf("%s %.80q is no URI such as https://host/path, of at most %d bytes of ASCII", name, uri, maxURIBytes)
	}
	return nil
}

// checkText checks a text for people: valid UTF-8 without marks that do not show, of bounded length.
func checkText(name, text string, least, most int) error {
	if len(text) < least || len(text) > most {
		return fmt.Errorf("%s has %d bytes, it must have %d to %d", name, len(text), least, most)
	}
	if !utf8.ValidString(text) {
		return fmt.Errorf("%s is no UTF-8", name)
	}
	for _, r := range text {
		if !unicode.IsGraphic(r) && r != '\n' {
			return fmt.Errorf("%s has %U, which does not show", name, r)
		}
	}
	return nil
}
