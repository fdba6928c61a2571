//go:build !amd64 || purego

package kernel

func sets() []*set { return []*set{&portable} }

// Nothing calls these: the portable set has no vectors.
func turnAVX2(*turnArgs)   {}
func weaveAVX2(*weaveArgs) {}
