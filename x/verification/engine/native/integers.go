package native

import "math"

const (
	two63 = 1 << 63
	two64 = 1 << 64
)

// FromInt64 rounds an integer to the nearest float32, ties to even.
func FromInt64(i int64) float32 { return float32(i) }

// FromUint64 rounds an integer to the nearest float32, ties to even.
func FromUint64(i uint64) float32 { return float32(i) }

// ToInt64 rounds to the nearest integer, ties to even; beyond the range it saturates, NaN gives 0.
func ToInt64(a float32) int64 { return TruncInt64(float32(math.RoundToEven(float64(a)))) }

// TruncInt64 drops the fraction; beyond the range it saturates, NaN gives 0.
func TruncInt64(a float32) int64 {
	switch {
	case a >= two63:
		return math.MaxInt64
	case a < -two63:
		return math.MinInt64
	case a != a:
		return 0
	default:
		return int64(a)
	}
}

// TruncUint64 drops the fraction; beyond the range it saturates, so that what is below zero gives 0, and so does NaN.
func TruncUint64(a float32) uint64 {
	switch {
	case a >= two64:
		return math.MaxUint64
	case a >= two63:
		return two63 + uint64(int64(a-two63)) // exact: neighbours are 2^40 apart
	case a > 0:
		return uint64(int64(a))
	default:
		return 0
	}
}
