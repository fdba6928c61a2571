//go:build amd64 && !purego

package kernel

import "golang.org/x/sys/cpu"

// hasAVX2 says that the processor has 8-wide fused multiply-adds and integer vectors.
var hasAVX2 = cpu.X86.HasAVX2 && cpu.X86.HasFMA

//go:noescape
func peakAVX2(a *int)

// mapsAVX2 has the kernels of the scalar functions.
var mapsAVX2 = [opCount]func(a *mapArgs){
	OpAdd:       mapAddAVX2,
	OpSub:       mapSubAVX2,
	OpMul:       mapMulAVX2,
	OpDiv:       mapDivAVX2,
	OpMax:       mapMaxAVX2,
	OpMin:       mapMinAVX2,
	OpEqual:     mapEqualAVX2,
	OpLess:      mapLessAVX2,
	OpLessEqual: mapLessEqualAVX2,
	OpRelu:      mapReluAVX2,
	OpNeg:       mapNegAVX2,
	OpAbs:       mapAbsAVX2,
	OpSqrt:      mapSqrtAVX2,
	OpFloor:     mapFloorAVX2,
	OpCeil:      mapCeilAVX2,
	OpRound:     mapRoundAVX2,
	OpTrunc:     mapTruncAVX2,
	OpExp:       mapExpAVX2,
	OpLog:       mapLogAVX2,
	OpTanh:      mapTanhAVX2,
	OpSigmoid:   mapSigmoidAVX2,
	OpErf:       mapErfAVX2,
	OpFMA:       mapFMAAVX2,
	OpWhere:     mapWhereAVX2,
}

// tilesAVX2 has the kernels by kind, vectors in a panel and rows in a tile.
var tilesAVX2 = [...][][]func(a *tileArgs){
	dense: {
		1: {1: tile1x1AVX2, 2: tile2x1AVX2, 3: tile3x1AVX2, 4: tile4x1AVX2, 5: tile5x1AVX2, 6: tile6x1AVX2, 7: tile7x1AVX2, 8: tile8x1AVX2},
		2: {1: tile1x2AVX2, 2: tile2x2AVX2, 3: tile3x2AVX2, 4: tile4x2AVX2, 5: tile5x2AVX2, 6: tile6x2AVX2},
		3: {1: tile1x3AVX2, 2: tile2x3AVX2, 3: tile3x3AVX2, 4: tile4x3AVX2},
	},
	channelwise: {
		1: {1: depth1x1AVX2, 2: depth2x1AVX2, 3: depth3x1AVX2, 4: depth4x1AVX2, 5: depth5x1AVX2, 6: depth6x1AVX2, 7: depth7x1AVX2, 8: depth8x1AVX2},
		2: {1: depth1x2AVX2, 2: depth2x2AVX2, 3: depth3x2AVX2, 4: depth4x2AVX2, 5: depth5x2AVX2, 6: depth6x2AVX2},
		3: {1: depth1x3AVX2, 2: depth2x3AVX2, 3: depth3x3AVX2, 4: depth4x3AVX2},
	},
	sums: {
		1: {1: sum1x1AVX2, 2: sum2x1AVX2, 3: sum3x1AVX2, 4: sum4x1AVX2},
	},
	largest: {
		1: {1: max1x1AVX2, 2: max2x1AVX2, 3: max3x1AVX2, 4: max4x1AVX2},
	},
	pairs: {
		1: {1: pairs1x1AVX2, 2: pairs2x1AVX2, 3: pairs3x1AVX2, 4: pairs4x1AVX2, 5: pairs5x1AVX2, 6: pairs6x1AVX2, 7: pairs7x1AVX2, 8: pairs8x1AVX2},
		2: {1: pairs1x2AVX2, 2: pairs2x2AVX2, 3: pairs3x2AVX2, 4: pairs4x2AVX2, 5: pairs5x2AVX2, 6: pairs6x2AVX2},
		3: {1: pairs1x3AVX2, 2: pairs2x3AVX2, 3: pairs3x3AVX2},
	},
	words: {
		1: {1: words1x1AVX2, 2: words2x1AVX2, 3: words3x1AVX2, 4: words4x1AVX2},
	},
	channelWords: {
		1: {1: depthWords1x1AVX2, 2: depthWords2x1AVX2, 3: depthWords3x1AVX2, 4: depthWords4x1AVX2},
	},
}

//go:noescape
func mapAddAVX2(a *mapArgs)

//go:noescape
func mapSubAVX2(a *mapArgs)

//go:noescape
func mapMulAVX2(a *mapArgs)

//go:noescape
func mapDivAVX2(a *mapArgs)

//go:noescape
func mapMaxAVX2(a *mapArgs)

//go:noescape
func mapMinAVX2(a *mapArgs)

//go:noescape
func mapEqualAVX2(a *mapArgs)

//go:noescape
func mapLessAVX2(a *mapArgs)

//go:noescape
func mapLessEqualAVX2(a *mapArgs)

//go:noescape
func mapReluAVX2(a *mapArgs)

//go:noescape
func mapNegAVX2(a *mapArgs)

//go:noescape
func mapAbsAVX2(a *mapArgs)

//go:noescape
func mapSqrtAVX2(a *mapArgs)

//go:noescape
func mapFloorAVX2(a *mapArgs)

//go:noescape
func mapCeilAVX2(a *mapArgs)

//go:noescape
func mapRoundAVX2(a *mapArgs)

//go:noescape
func mapTruncAVX2(a *mapArgs)

//go:noescape
func mapExpAVX2(a *mapArgs)

//go:noescape
func mapLogAVX2(a *mapArgs)

//go:noescape
func mapTanhAVX2(a *mapArgs)

//go:noescape
func mapSigmoidAVX2(a *mapArgs)

//go:noescape
func mapErfAVX2(a *mapArgs)

//go:noescape
func mapFMAAVX2(a *mapArgs)

//go:noescape
func mapWhereAVX2(a *mapArgs)

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
func tile7x1AVX2(a *tileArgs)

//go:noescape
func tile8x1AVX2(a *tileArgs)

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
func depth1x1AVX2(a *tileArgs)

//go:noescape
func depth2x1AVX2(a *tileArgs)

//go:noescape
func depth3x1AVX2(a *tileArgs)

//go:noescape
func depth4x1AVX2(a *tileArgs)

//go:noescape
func depth5x1AVX2(a *tileArgs)

//go:noescape
func depth6x1AVX2(a *tileArgs)

//go:noescape
func depth7x1AVX2(a *tileArgs)

//go:noescape
func depth8x1AVX2(a *tileArgs)

//go:noescape
func depth1x2AVX2(a *tileArgs)

//go:noescape
func depth2x2AVX2(a *tileArgs)

//go:noescape
func depth3x2AVX2(a *tileArgs)

//go:noescape
func depth4x2AVX2(a *tileArgs)

//go:noescape
func depth5x2AVX2(a *tileArgs)

//go:noescape
func depth6x2AVX2(a *tileArgs)

//go:noescape
func depth1x3AVX2(a *tileArgs)

//go:noescape
func depth2x3AVX2(a *tileArgs)

//go:noescape
func depth3x3AVX2(a *tileArgs)

//go:noescape
func depth4x3AVX2(a *tileArgs)

//go:noescape
func sum1x1AVX2(a *tileArgs)

//go:noescape
func sum2x1AVX2(a *tileArgs)

//go:noescape
func sum3x1AVX2(a *tileArgs)

//go:noescape
func sum4x1AVX2(a *tileArgs)

//go:noescape
func max1x1AVX2(a *tileArgs)

//go:noescape
func max2x1AVX2(a *tileArgs)

//go:noescape
func max3x1AVX2(a *tileArgs)

//go:noescape
func max4x1AVX2(a *tileArgs)

//go:noescape
func turnAVX2(a *turnArgs)

//go:noescape
func weaveAVX2(a *weaveArgs)

var foldsAVX2 = [foldCount]func(a *foldArgs){
	FoldSum: foldSumAVX2, FoldProduct: foldProductAVX2, FoldMax: foldMaxAVX2, FoldMin: foldMinAVX2,
}

//go:noescape
func foldSumAVX2(a *foldArgs)

//go:noescape
func foldProductAVX2(a *foldArgs)

//go:noescape
func foldMaxAVX2(a *foldArgs)

//go:noescape
func foldMinAVX2(a *foldArgs)

//go:noescape
func hashAVX2(a *hashArgs)

//go:noescape
func pairs1x1AVX2(a *tileArgs)

//go:noescape
func pairs2x1AVX2(a *tileArgs)

//go:noescape
func pairs3x1AVX2(a *tileArgs)

//go:noescape
func pairs4x1AVX2(a *tileArgs)

//go:noescape
func pairs5x1AVX2(a *tileArgs)

//go:noescape
func pairs6x1AVX2(a *tileArgs)

//go:noescape
func pairs7x1AVX2(a *tileArgs)

//go:noescape
func pairs8x1AVX2(a *tileArgs)

//go:noescape
func pairs1x2AVX2(a *tileArgs)

//go:noescape
func pairs2x2AVX2(a *tileArgs)

//go:noescape
func pairs3x2AVX2(a *tileArgs)

//go:noescape
func pairs4x2AVX2(a *tileArgs)

//go:noescape
func pairs5x2AVX2(a *tileArgs)

//go:noescape
func pairs6x2AVX2(a *tileArgs)

//go:noescape
func pairs1x3AVX2(a *tileArgs)

//go:noescape
func pairs2x3AVX2(a *tileArgs)

//go:noescape
func pairs3x3AVX2(a *tileArgs)

//go:noescape
func words1x1AVX2(a *tileArgs)

//go:noescape
func words2x1AVX2(a *tileArgs)

//go:noescape
func words3x1AVX2(a *tileArgs)

//go:noescape
func words4x1AVX2(a *tileArgs)

//go:noescape
func depthWords1x1AVX2(a *tileArgs)

//go:noescape
func depthWords2x1AVX2(a *tileArgs)

//go:noescape
func depthWords3x1AVX2(a *tileArgs)

//go:noescape
func depthWords4x1AVX2(a *tileArgs)
