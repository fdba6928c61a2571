package kernel

// Channelwise is a window on each channel by itself: a convolution with as many groups as input and output channels, or a pool.
type Channelwise struct {
	schedule
	kind    kind
	weights *weights // for a pool only its panels
}

// NewDepthwise packs the filters w[channels, kernel..].
func NewDepthwise(g *Geometry, channels int, w []float32) *Channelwise {
	return g.channelwise(channelwise, channels, w)
}

// NewMaxPool finds the largest number in each window: y[n, out.., c] from x[n, in.., c]. A window without a tap gives -infinity.
func NewMaxPool(g *Geometry, channels int) *Channelwise {
	return g.channelwise(largest, channels, nil)
}

// NewSumPool adds the numbers in each window, from +0 on.
func NewSumPool(g *Geometry, channels int) *Channelwise {
	return g.channelwise(sums, channels, nil)
}

func (g *Geometry) channelwise(kind kind, channels int, w []float32) *Channelwise {
	c := &Channelwise{kind: kind}
	if w != nil {
		c.weights = pack(kind, w, channels, volume(g.Kernel))
	} else {
		c.weights = &weights{panels: panelsOf(kind, channels)}
	}
	c.schedule = g.schedule(g.sites(channels, 1, channels), channels, channels, false)
	c.share(len(c.weights.panels), volume(g.Kernel))
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
