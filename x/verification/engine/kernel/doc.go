// Package kernel has the inner loops of the engine: slices in, slices out. What each computes, and in which order, is
// NUMERICS.md's; vectors and threads vary across output elements, never inside one. Each has a portable form and, on amd64, one in
// AVX2 and AVX-512, which the tests hold to the same bits, and each process before it uses them. Build with the tag purego to leave the
// assembly out; SetVariable chooses at run time.
//
// The assembly is written by the module in gen.
package kernel

//go:generate go run -C gen .
