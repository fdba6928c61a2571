package exec

import "golang.org/x/sys/cpu"

// vectorFMA says that the processor has 8-wide fused multiply-adds.
var vectorFMA = cpu.X86.HasFMA && cpu.X86.HasAVX

// fmaPanel goes on with acc[j] = fma(x[i], w[i*width+j], acc[j]) for i from 0 to n-1 and every j below width.
//
//go:noescape
func fmaPanel(acc, x, w *float32, n int)
