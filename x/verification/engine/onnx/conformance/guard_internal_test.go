package conformance

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPanicIsAFailureThatSaysWhere(t *testing.T) {
	r := guarded(func() Result {
		var list []int
		return Result{Outcome: Outcome(rune(list[len(t.Name())]))}
	})
	require.Equal(t, Failed, r.Outcome)
	require.ErrorContains(t, r.Reason, "index out of range")
	require.ErrorContains(t, r.Reason, "guard_internal_test.go:12")
	require.Equal(t, Result{Outcome: Passed}, guarded(func() Result { return Result{Outcome: Passed} }))
}
