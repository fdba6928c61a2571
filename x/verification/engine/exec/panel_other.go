//go:build !amd64

package exec

const vectorFMA = false

// fmaPanel is not called where vectorFMA is false.
func fmaPanel(_, _, _ *float32, _ int) {}
