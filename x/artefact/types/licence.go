package types

import "strings"

const (
	maxLicenceName = 64
	maxURIBytes    = 256
)

// duties are what one licence asks of its users, as far as the chain compares licences.
type duties struct {
	noCommercial, noDerivatives, attribution, approval, noTraining bool
	// shareAlike names the licence that what is derived must have; empty for none.
	shareAlike string
}

// offer is a list of licences that hold together.
type offer struct {
	text   string
	duties []duties
	// names are what satisfies a parent's share-alike: ids, or custom:<sha256>.
	names []string
}

// Validate checks that a licence is one of the two kinds, and well formed. Error: ErrInvalidLicence.
func (l Licence) Validate() error {
	if l.Spdx != "" {
		if l.CustomName != "" || l.CustomUri != "" || l.CustomSha256 != "" || l.Conditions != (Conditions{}) {
			return ErrInvalidLicence.Wrap("an SPDX expression and a custom licence exclude one another; leave one of them empty")
		}
		_, err := parseSPDX(l.Spdx)
		return err
	}
	if err := checkText("custom_name", l.CustomName, 1, maxLicenceName); err != nil {
		return ErrInvalidLicence.Wrapf("there is no SPDX expression, and %s", err)
	}
	if err := checkURI("custom_uri", l.CustomUri); err != nil {
		return ErrInvalidLicence.Wrap(err.Error())
	}
	if !IsHash(l.CustomSha256) {
		return ErrInvalidLicence.Wrapf("custom_sha256 is %.80q, it must be the SHA-256 of the licence's text in 64 hex digits", l.CustomSha256)
	}
	return nil
}

// offers returns what may be chosen from. The licence must be valid.
func (l Licence) offers() ([]offer, error) {
	if l.Spdx == "" {
		name, c := "custom:"+l.CustomSha256, l.Conditions
		d := duties{
			noCommercial: c.NoCommercial, noDerivatives: c.NoDerivatives, attribution: c.Attribution, approval: c.Approval,
			noTraining: c.NoTraining,
		}
		if c.ShareAlike {
			d.shareAlike = name
		}
		return []offer{{text: l.CustomName, duties: []duties{d}, names: []string{name}}}, nil
	}
	alternatives, err := parseSPDX(l.Spdx)
	if err != nil {
		return nil, err
	}
	all := make([]offer, len(alternatives))
	for i, terms := range alternatives {
		var ids []string
		for _, t := range terms {
			ids = append(ids, t.name())
			all[i].duties = append(all[i].duties, t.duties())
		}
		all[i].names, all[i].text = ids, strings.Join(ids, " AND ")
	}
	return all, nil
}

func (t term) name() string {
	id := t.id
	if t.orLater && !strings.HasSuffix(id, "-or-later") {
		id += "+"
	}
	if t.exception != "" {
		id += " WITH " + t.exception
	}
	return id
}

// publicDomain are licences that do not even want the author named.
var publicDomain = map[string]bool{
	"CC0-1.0": true, "Unlicense": true, "0BSD": true, "PDDL-1.0": true, "MIT-0": true, "WTFPL": true, "CC-PDDC": true,
}

// shareAlike are the families of licences under which what is derived stays.
var shareAlikeFamilies = []string{
	"GPL-", "AGPL-", "LGPL-", "CC-BY-SA-", "CC-BY-NC-SA-", "ODbL-", "MPL-", "EUPL-", "CDLA-Sharing-", "OSL-", "EPL-", "CECILL-2", "GFDL-",
	"SSPL-", "LPL-", "CPAL-", "MS-RL", "OFL-", "CERN-OHL-S-", "CERN-OHL-W-",
}

// duties classifies an SPDX licence by its id. An id of no known family is taken to want attribution and nothing else.
func (t term) duties() duties {
	d := duties{
		noCommercial:  strings.Contains(t.id, "-NC-") || strings.Contains(strings.ToLower(t.id), "noncommercial"),
		noDerivatives: strings.Contains(t.id, "-ND-"),
		attribution:   !publicDomain[t.id],
	}
	for _, family := range shareAlikeFamilies {
		if strings.HasPrefix(t.id, family) {
			d.shareAlike = t.name()
		}
	}
	return d
}

// onwards lists, for a share-alike licence, what its stewards allow derived work to have instead.
var onwards = map[string][]string{
	"CC-BY-SA-4.0": {"GPL-3.0-only", "GPL-3.0-or-later"},
	"MPL-2.0":      {"LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "AGPL-3.0-or-later"},
	"LGPL-2.1":     {"GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later"},
	"LGPL-3.0":     {"GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "AGPL-3.0-or-later"},
	"GPL-3.0":      {"AGPL-3.0-only", "AGPL-3.0-or-later"},
	"EUPL-1.2":     {"GPL-2.0-only", "GPL-3.0-only", "AGPL-3.0-only", "LGPL-2.1-only", "LGPL-3.0-only", "MPL-2.0", "CC-BY-SA-3.0", "OSL-2.1", "OSL-3.0", "EPL-1.0"},
}

// continues says whether what is derived under the licence child satisfies the share-alike licence parent.
func continues(parent, child string) bool {
	if parent == child {
		return true
	}
	parentBase, parentLater := familyVersion(parent)
	childBase, childLater := familyVersion(child)
	if parentBase == childBase && !strings.Contains(parent, " WITH ") {
		return true // the same version, as "only" or "or later"
	}
	for _, id := range onwards[parentBase] {
		if id == child {
			return true
		}
	}
	family, version, _ := cutVersion(parentBase)
	childFamily, childVersion, ok := cutVersion(childBase)
	later := parentLater || strings.HasPrefix(family, "CC-BY") // creative commons licences allow their later versions
	_ = childLater
	return ok && later && family == childFamily && version < childVersion && len(version) == len(childVersion)
}

// familyVersion splits "GPL-2.0-or-later" into "GPL-2.0" and whether later versions may be chosen.
func familyVersion(id string) (string, bool) {
	id, _, _ = strings.Cut(id, " WITH ")
	if base, is := strings.CutSuffix(id, "-or-later"); is {
		return base, true
	}
	if base, is := strings.CutSuffix(id, "+"); is {
		return base, true
	}
	return strings.TrimSuffix(id, "-only"), false
}

func cutVersion(base string) (family, version string, ok bool) {
	i := strings.LastIndexByte(base, '-')
	if i < 0 {
		return base, "", false
	}
	return base[:i], base[i+1:], true
}
