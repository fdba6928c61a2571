// Package kernel has the inner loops of the engine: slices in, slices out. What each computes, and in which order, is
// NUMERICS.md's; vectors and threads vary across output elements, never inside one. Each has a portable form and, on amd64, one in
// assembly that the tests hold to the same bits. Build with the tag purego to leave the assembly out.
//
// The assembly is written by the module in gen.
package kernel

//go:generate go run -C gen .
