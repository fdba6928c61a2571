package types

import (
	"regexp"
	"strings"
)

const (
	// MaxNameBytes is the longest name.
	MaxNameBytes = 96
	// minLabel is the shortest first part of a name: shorter ones are worth too much to be had for a fee.
	minLabel = 3
)

var namePart = regexp.MustCompile(`^[a-z0-9]+([-_.][a-z0-9]+)*$`)

// ValidateName checks a name: parts divided by '/', each of lower-case letters and digits with single '-', '_' or '.' between them. So
// letters of other scripts, capitals, marks that do not show and doubled separators cannot be used to imitate. Error: ErrInvalidName.
func ValidateName(name string) error {
	if len(name) == 0 || len(name) > MaxNameBytes {
		return ErrInvalidName.Wrapf("%.120q has %d bytes, it must have 1 to %d", name, len(name), MaxNameBytes)
	}
	for _, part := range strings.Split(name, "/") {
		if !namePart.MatchString(part) {
			return ErrInvalidName.Wrapf("%q: the part %q; use lower-case letters and digits, with single '-', '_' or '.' between them", name, part)
		}
	}
	if label := Label(name); len(separators.Replace(label)) < minLabel {
		return ErrInvalidName.Wrapf("%q: the first part %q is too short, it needs %d letters or digits", name, label, minLabel)
	}
	return nil
}

// Label returns a name's first part.
func Label(name string) string {
	label, _, _ := strings.Cut(name, "/")
	return label
}

var separators = strings.NewReplacer("-", "", "_", "", ".", "")

// lookAlike makes equal what people confuse, step by step: separators go, digits become the letters that they look like, letters that look
// like a pair become the pair, and letters that look alike become one. A letter becomes a pair and not the other way round, because "vvv" can
// be read as "vw" and as "wv".
var lookAlike = []*strings.Replacer{
	separators,
	strings.NewReplacer("0", "o", "1", "l", "2", "z", "3", "e", "4", "a", "5", "s", "6", "b", "7", "t", "8", "b", "9", "g"),
	strings.NewReplacer("m", "rn", "w", "vv", "d", "cl"),
	strings.NewReplacer("i", "l", "j", "l", "q", "g"),
}

// Skeleton returns what two labels that look alike have in common. Labels with equal skeletons belong to one owner.
func Skeleton(label string) string {
	for _, step := range lookAlike {
		label = step.Replace(label)
	}
	return label
}
