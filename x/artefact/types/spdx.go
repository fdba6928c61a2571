package types

import (
	"strings"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
)

const (
	maxExpressionBytes = 256
	maxParentheses     = 8
	// maxAlternatives bounds the choices that an expression offers; brackets could make them exponentially many.
	maxAlternatives = 16
	maxTerms        = 16
)

// The list of ids and exceptions is SPDX's own, at the version that the pinned library carries. A newer library accepts other
// expressions, so its upgrade is an upgrade of the chain.
var (
	spdxIDs        = asSet(spdxlicenses.GetLicenses(), spdxlicenses.GetDeprecated())
	spdxExceptions = asSet(spdxlicenses.GetExceptions())
)

func asSet(lists ...[]string) map[string]string {
	set := map[string]string{}
	for _, list := range lists {
		for _, id := range list {
			set[strings.ToLower(id)] = id
		}
	}
	return set
}

// term is one licence of an expression.
type term struct {
	id        string
	orLater   bool
	exception string
}

// alternative is a list of licences that hold together; an expression offers one or more of these.
type alternative []term

// parseSPDX reads an SPDX licence expression: ids as SPDX spells them, AND, OR, WITH, + and brackets; AND binds closer than OR. It
// returns what may be chosen from, each a list of what then holds together. Error: ErrInvalidLicence.
func parseSPDX(text string) ([]alternative, error) {
	if len(text) > maxExpressionBytes {
		return nil, ErrInvalidLicence.Wrapf("the expression has %d bytes, at most %d are possible", len(text), maxExpressionBytes)
	}
	p := &spdxParser{text: text, tokens: spdxTokens(text)}
	alternatives, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if len(p.tokens) > 0 {
		return nil, p.bad("nothing may follow before %q", p.tokens[0])
	}
	return alternatives, nil
}

func spdxTokens(text string) []string {
	return strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(text))
}

type spdxParser struct {
	text   string
	tokens []string
}

func (p *spdxParser) bad(format string, args ...any) error {
	return ErrInvalidLicence.Wrapf("%.120q: "+format, append([]any{p.text}, args...)...)
}

// take consumes the next token if it is the one named.
func (p *spdxParser) take(token string) bool {
	if len(p.tokens) == 0 || p.tokens[0] != token {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

func (p *spdxParser) or(depth int) ([]alternative, error) {
	all, err := p.and(depth)
	for err == nil && p.take("OR") {
		var more []alternative
		more, err = p.and(depth)
		if all = append(all, more...); len(all) > maxAlternatives {
			return nil, p.bad("more than %d choices", maxAlternatives)
		}
	}
	return all, err
}

func (p *spdxParser) and(depth int) ([]alternative, error) {
	all, err := p.single(depth)
	for err == nil && p.take("AND") {
		var more []alternative
		if more, err = p.single(depth); err == nil {
			all, err = p.both(all, more)
		}
	}
	return all, err
}

// both says what may be chosen when two expressions hold together.
func (p *spdxParser) both(a, b []alternative) ([]alternative, error) {
	if len(a)*len(b) > maxAlternatives {
		return nil, p.bad("more than %d choices", maxAlternatives)
	}
	all := make([]alternative, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			if len(x)+len(y) > maxTerms {
				return nil, p.bad("more than %d licences", maxTerms)
			}
			all = append(all, append(append(alternative{}, x...), y...))
		}
	}
	return all, nil
}

func (p *spdxParser) single(depth int) ([]alternative, error) {
	if p.take("(") {
		if depth >= maxParentheses {
			return nil, p.bad("brackets are nested deeper than %d", maxParentheses)
		}
		inner, err := p.or(depth + 1)
		if err == nil && !p.take(")") {
			err = p.bad("a bracket is not closed")
		}
		return inner, err
	}
	if len(p.tokens) == 0 {
		return nil, p.bad("a licence is missing at the end")
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	one, err := p.licence(token)
	if err == nil && p.take("WITH") {
		one.exception, err = p.exception()
	}
	return []alternative{{one}}, err
}

func (p *spdxParser) licence(token string) (term, error) {
	if strings.HasPrefix(token, "LicenseRef-") || strings.HasPrefix(token, "DocumentRef-") {
		return term{}, p.bad("%q refers to a text that is not on SPDX's list; use a custom licence with its digest", token)
	}
	id, orLater := strings.CutSuffix(token, "+")
	known := spdxIDs[strings.ToLower(id)]
	switch {
	case known == "":
		return term{}, p.bad("%q is not on SPDX's list of licences (version %s)", token, spdxlicenses.LicenseListVersion())
	case known != id:
		return term{}, p.bad("%q is spelt %q", id, known)
	}
	return term{id: id, orLater: orLater || strings.HasSuffix(id, "-or-later")}, nil
}

func (p *spdxParser) exception() (string, error) {
	if len(p.tokens) == 0 {
		return "", p.bad("an exception is missing after WITH")
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	known := spdxExceptions[strings.ToLower(token)]
	switch {
	case known == "":
		return "", p.bad("%q is not on SPDX's list of exceptions (version %s)", token, spdxlicenses.LicenseListVersion())
	case known != token:
		return "", p.bad("%q is spelt %q", token, known)
	}
	return token, nil
}
