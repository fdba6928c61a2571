package conformance_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/conformance"
)

func TestASummaryCountsCasesByOutcomeAndOperator(t *testing.T) {
	var s conformance.Summary
	require.Equal(t, "0 passed, 0 failed, 0 skipped", s.String())
	for _, r := range []conformance.Result{
		{Outcome: conformance.Passed},
		{Outcome: conformance.Skipped, Reason: errors.New(`test_data_set_0: operator "LRN" of node "" (index 0) is not supported`)},
		{Outcome: conformance.Skipped, Reason: errors.New(`operator "If" of node "n" (index 3): in graph "g": operator "LRN" of node "n" (index 3): no`)},
		{Outcome: conformance.Skipped, Reason: errors.New(`operator "Adam" of domain "ai.onnx.preview" of node "n" (index 3): no`)},
		{Outcome: conformance.Skipped, Reason: errors.New("strings are not supported")},
		{Outcome: conformance.Failed, Reason: errors.New(`operator "Add" of node "n" (index 3): broken`)},
	} {
		s.Add(r)
	}
	require.Equal(t, "1 passed, 1 failed, 4 skipped", s.String())
	require.Equal(t, `LRN 2, (no operator) 1, Adam of domain "ai.onnx.preview" 1`, s.Operators(conformance.Skipped))
	require.Equal(t, "Add 1", s.Operators(conformance.Failed))
}
