package kernel

// sites are the output positions of a window, in row-major order, with the taps that each sees.
type sites struct {
	rows  []Row
	class []int32
	taps  [][]Tap // by class
}

// sites lists the output positions of windows whose taps are runs of depth channels, out of channels, and whose outputs lie outputs
// apart.
func (g *Geometry) sites(channels, depth, outputs int) *sites {
	axes := make([]axisPlan, len(g.In))
	for a := range axes {
		axes[a] = g.axis(a)
	}
	s := &sites{}
	known := map[int]int32{}
	position := make([]int, len(axes))
	count := g.Batch * volume(g.Out)
	s.rows, s.class = make([]Row, 0, count), make([]int32, 0, count)
	for batch := range g.Batch {
		for clear(position); ; {
			x, key := batch, 0
			for a := range axes {
				x = x*g.In[a] + axes[a].base[position[a]]
				key = key*len(axes[a].classes) + axes[a].class[position[a]]
			}
			class, seen := known[key]
			if !seen {
				class = int32(len(s.taps))
				known[key] = class
				s.taps = append(s.taps, g.taps(axes, position, channels, depth))
			}
			s.rows = append(s.rows, Row{X: int32(x * channels), Y: int32(len(s.rows) * outputs)})
			s.class = append(s.class, class)
			if !advance(position, g.Out) {
				break
			}
		}
	}
	return s
}

// taps lists the taps seen at a position, in row-major order of the kernel, those that follow on one another as one.
func (g *Geometry) taps(axes []axisPlan, position []int, channels, depth int) []Tap {
	list := []Tap{{}}
	for a := range axes {
		var next []Tap
		for _, t := range list {
			for _, tap := range axes[a].classes[axes[a].class[position[a]]].taps {
				next = append(next, Tap{X: t.X*g.In[a] + tap.at, K: t.K*g.Kernel[a] + tap.k})
			}
		}
		list = next
	}
	var out []Tap
	for _, t := range list {
		t = Tap{X: t.X * channels, K: t.K * depth, N: depth}
		if last := len(out) - 1; last >= 0 && out[last].X+out[last].N == t.X && out[last].K+out[last].N == t.K {
			out[last].N += depth
			continue
		}
		out = append(out, t)
	}
	return out
}

// advance counts a position up, the last axis fastest, and says whether there was a next one.
func advance(position, shape []int) bool {
	for a := len(position) - 1; a >= 0; a-- {
		if position[a]++; position[a] < shape[a] {
			return true
		}
		position[a] = 0
	}
	return false
}

func volume(shape []int) int {
	n := 1
	for _, v := range shape {
		n *= v
	}
	return n
}
