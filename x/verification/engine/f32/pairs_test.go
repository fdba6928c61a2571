//go:build !slow

package f32_test

// What the slow build raises: how many operands an operation is tried on, and how few numbers lie between those on which a
// function's error is measured.
const (
	defaultPairs  = 2_000_000
	defaultStride = 4099
)
