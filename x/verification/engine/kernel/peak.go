package kernel

// PeakSteps does multiply-adds that wait for nothing, steps times, and returns how many single ones that were: divided by the time
// it took, the most that one core can do. It is 0 where there are no vector kernels.
func PeakSteps(steps int) (multiplyAdds int) {
	s := inUse()
	if !s.hasVectors() || steps <= 0 {
		return 0
	}
	s.peak(&steps)
	const chains = 12
	return steps * chains * s.lanes
}
