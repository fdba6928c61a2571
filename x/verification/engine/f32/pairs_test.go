//go:build !slow

package f32_test

const defaultPairs = 3_000_000
