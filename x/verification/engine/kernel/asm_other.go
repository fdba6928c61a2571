//go:build !amd64 || purego

package kernel

// hasAVX2 is false for good: nothing that it guards is called.
var hasAVX2 = false

func peakAVX2(*int) {}

var tilesAVX2 [][][]func(*tileArgs)

var mapsAVX2 [opCount]func(*mapArgs)

func turnAVX2(*turnArgs) {}

func weaveAVX2(*weaveArgs) {}

var foldsAVX2 [foldCount]func(*foldArgs)

func hashAVX2(*hashArgs) {}
