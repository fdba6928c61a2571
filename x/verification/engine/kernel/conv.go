package kernel

// Conv is a convolution with its weights packed and its way through the data planned: y[n, out.., f] from x[n, in.., c].
type Conv struct {
	schedule
	groups, channels int
	weights          []*Weights // by group
}

// NewConv packs the filters w[filters, kernel.., channels/groups] and plans the work. Extents are positive, and a tensor has fewer
// than 2^31 elements.
func NewConv(g *Geometry, channels, groups int, w []float32) *Conv {
	depth, taps := channels/groups, volume(g.Kernel)
	filters := len(w) / (taps * depth)
	c := &Conv{groups: groups, channels: channels}
	perGroup := filters / groups
	for i := range groups {
		c.weights = append(c.weights, Pack(w[i*perGroup*taps*depth:], perGroup, taps*depth))
	}
	c.schedule = g.schedule(g.sites(channels, depth, filters), channels, filters, true)
	c.share(groups*len(c.weights[0].panels), taps*depth)
	return c
}

// Run does one part. x, y and a tensor in the tail have the sizes that were planned for; y may be none of the others but for that
// tensor.
func (c *Conv) Run(task int, x, y []float32, tail []TailOp) {
	p := &product{kind: dense}
	panels := len(c.weights[0].panels)
	c.run(task, p, x, y, func(i int) {
		group := i / panels
		w := c.weights[group]
		p.panel = w.panels[i%panels]
		p.values = w.values[p.panel.at:]
		p.base = group * c.channels / c.groups
		p.column = group*w.n + p.panel.from
		p.tail.set(tail, p.column, 0)
	})
}

// Channelwise is a window on each channel by itself: a convolution with as many groups as input and output channels, or a pool.
type Channelwise struct {
	schedule
	kind    kind
	weights *Weights // for a pool only its panels
}

// NewDepthwise packs the filters w[channels, kernel..].
func NewDepthwise(g *Geometry, channels int, w []float32) *Channelwise {
	taps := volume(g.Kernel)
	return g.channelwise(channelwise, Pack(w, channels, taps))
}

// NewMaxPool finds the largest number in each window: y[n, out.., c] from x[n, in.., c]. A window without a tap gives -infinity.
func NewMaxPool(g *Geometry, channels int) *Channelwise {
	return g.channelwise(largest, narrow(channels))
}

// NewSumPool adds the numbers in each window, from +0 on.
func NewSumPool(g *Geometry, channels int) *Channelwise {
	return g.channelwise(sums, narrow(channels))
}

// narrow has panels of one vector.
func narrow(channels int) *Weights {
	w := &Weights{n: channels}
	for from := 0; from < channels; from += lanes {
		w.panels = append(w.panels, panel{from: from, cols: min(lanes, channels-from), vecs: 1})
	}
	return w
}

func (g *Geometry) channelwise(kind kind, w *Weights) *Channelwise {
	c := &Channelwise{kind: kind, weights: w}
	c.schedule = g.schedule(g.sites(w.n, 1, w.n), w.n, w.n, false)
	c.share(len(w.panels), volume(g.Kernel))
	return c
}

// Run does one part, as Conv's does.
func (c *Channelwise) Run(task int, x, y []float32, tail []TailOp) {
	p := &product{kind: c.kind}
	c.run(task, p, x, y, func(i int) {
		p.panel = c.weights.panels[i]
		p.values = nil
		if c.weights.values != nil {
			p.values = c.weights.values[p.panel.at:]
		}
		p.base, p.column = p.panel.from, p.panel.from
		p.tail.set(tail, p.column, 0)
	})
}
