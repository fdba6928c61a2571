package conformance

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// labelled finds the operator in an import's error.
var labelled = regexp.MustCompile(`operator "([^"]*)"( of domain "[^"]*")?`)

// Operator is the operator that a case's reason names, the innermost where it lies in others; empty if it names none.
func (r Result) Operator() string {
	if r.Reason == nil {
		return ""
	}
	all := labelled.FindAllStringSubmatch(r.Reason.Error(), -1)
	if len(all) == 0 {
		return ""
	}
	inner := all[len(all)-1]
	return inner[1] + inner[2]
}

// Summary counts cases by outcome, and those that do not pass by operator.
type Summary struct {
	count map[Outcome]int
	by    map[Outcome]map[string]int
}

// Add counts a case.
func (s *Summary) Add(r Result) {
	if s.count == nil {
		s.count, s.by = map[Outcome]int{}, map[Outcome]map[string]int{Failed: {}, Skipped: {}}
	}
	s.count[r.Outcome]++
	if by := s.by[r.Outcome]; by != nil {
		by[cmp.Or(r.Operator(), "(no operator)")]++
	}
}

// Count is the number of cases of an outcome.
func (s *Summary) Count(o Outcome) int { return s.count[o] }

// Operators lists the operators of the cases of an outcome with the number of cases of each, the most first.
func (s *Summary) Operators(o Outcome) string {
	by := s.by[o]
	names := slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(cmp.Compare(by[b], by[a]), strings.Compare(a, b))
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, by[name])
	}
	return strings.Join(names, ", ")
}

// String is the closing line: N passed, M failed, K skipped.
func (s *Summary) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", s.Count(Passed), s.Count(Failed), s.Count(Skipped))
}
