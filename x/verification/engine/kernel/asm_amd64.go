//go:build amd64 && !purego

package kernel

import "golang.org/x/sys/cpu"

// hasAVX2 says that the processor has 8-wide fused multiply-adds and integer vectors.
var hasAVX2 = cpu.X86.HasAVX2 && cpu.X86.HasFMA

//go:noescape
func peakAVX2(a *int)

// tilesAVX2 has the kernels by vectors in a panel and rows in a tile.
var tilesAVX2 = [][]func(a *tileArgs){
	1: {1: tile1x1AVX2, 2: tile2x1AVX2, 3: tile3x1AVX2, 4: tile4x1AVX2, 5: tile5x1AVX2, 6: tile6x1AVX2, 7: tile7x1AVX2, 8: tile8x1AVX2},
	2: {1: tile1x2AVX2, 2: tile2x2AVX2, 3: tile3x2AVX2, 4: tile4x2AVX2, 5: tile5x2AVX2, 6: tile6x2AVX2},
	3: {1: tile1x3AVX2, 2: tile2x3AVX2, 3: tile3x3AVX2, 4: tile4x3AVX2},
}

//go:noescape
func tile1x1AVX2(a *tileArgs)

//go:noescape
func tile2x1AVX2(a *tileArgs)

//go:noescape
func tile3x1AVX2(a *tileArgs)

//go:noescape
func tile4x1AVX2(a *tileArgs)

//go:noescape
func tile5x1AVX2(a *tileArgs)

//go:noescape
func tile6x1AVX2(a *tileArgs)

//go:noescape
func tile1x2AVX2(a *tileArgs)

//go:noescape
func tile2x2AVX2(a *tileArgs)

//go:noescape
func tile3x2AVX2(a *tileArgs)

//go:noescape
func tile4x2AVX2(a *tileArgs)

//go:noescape
func tile5x2AVX2(a *tileArgs)

//go:noescape
func tile6x2AVX2(a *tileArgs)

//go:noescape
func tile1x3AVX2(a *tileArgs)

//go:noescape
func tile2x3AVX2(a *tileArgs)

//go:noescape
func tile3x3AVX2(a *tileArgs)

//go:noescape
func tile4x3AVX2(a *tileArgs)

//go:noescape
func tile7x1AVX2(a *tileArgs)

//go:noescape
func tile8x1AVX2(a *tileArgs)
