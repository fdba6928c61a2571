//go:build amd64 && !purego

package kernel

import "golang.org/x/sys/cpu"

// What the kernels use; cpu asks the operating system too whether it keeps the registers.
var (
	hasAVX2   = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	hasAVX512 = hasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL
)

var (
	avx2 = set{
		name: "avx2", lanes: 8, tiles: tilesAVX2, maps: mapsAVX2, folds: foldsAVX2, hash: hashAVX2, peak: peakAVX2,
	}
	// avx512 folds with AVX2: sixteen lanes are two of its vectors, which take no longer than one that waits for itself.
	avx512 = set{
		name: "avx512", lanes: 16, tiles: tilesAVX512, maps: mapsAVX512, folds: foldsAVX2, hash: hashAVX512, peak: peakAVX512,
	}
)

// sets are what this machine can run, the fastest first.
func sets() []*set {
	var out []*set
	if hasAVX512 {
		out = append(out, &avx512)
	}
	if hasAVX2 {
		out = append(out, &avx2)
	}
	return append(out, &portable)
}
