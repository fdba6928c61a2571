package kernel

// Geometry places a window that slides over channels-last data: x[Batch, In.., channels] gives y[Batch, Out.., channels]. Each slice
// has one entry per spatial axis. All is as the operator Conv of NUMERICS.md has it.
type Geometry struct {
	Batch                      int
	In, Out, Kernel            []int
	Strides, Dilations, Before []int
	// Spread is the distance at which the elements of x lie on the padded axis; empty for 1 everywhere.
	Spread []int
}

// axisTap is one kernel index that falls on the operand, and its distance from where the window's position counts from.
type axisTap struct{ k, at int }

// axisClass are output indices of an axis whose windows see the same taps at the same distances.
type axisClass struct{ taps []axisTap }

// axisPlan maps each output index of an axis to its class and to where its taps count from.
type axisPlan struct {
	classes []axisClass
	class   []int
	base    []int
}

func (g *Geometry) axis(a int) axisPlan {
	plan := axisPlan{class: make([]int, g.Out[a]), base: make([]int, g.Out[a])}
	spread := 1
	if len(g.Spread) > 0 {
		spread = g.Spread[a]
	}
	for o := range g.Out[a] {
		start := o*g.Strides[a] - g.Before[a]
		base := floorDiv(start, spread)
		var taps []axisTap
		for k := range g.Kernel[a] {
			at := start + k*g.Dilations[a]
			if at >= 0 && at%spread == 0 && at/spread < g.In[a] {
				taps = append(taps, axisTap{k: k, at: at/spread - base})
			}
		}
		plan.base[o] = base
		plan.class[o] = plan.classOf(taps)
	}
	return plan
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// classOf finds the class with these taps, or makes it. Neighbours are alike, so the search begins at the end.
func (p *axisPlan) classOf(taps []axisTap) int {
	for i := len(p.classes) - 1; i >= 0; i-- {
		if sameTaps(p.classes[i].taps, taps) {
			return i
		}
	}
	p.classes = append(p.classes, axisClass{taps: taps})
	return len(p.classes) - 1
}

func sameTaps(a, b []axisTap) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
