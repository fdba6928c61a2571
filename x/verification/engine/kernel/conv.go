package kernel

// Conv is a convolution with its weights packed and its way through the data planned: y[n, out.., f] from x[n, in.., c].
type Conv struct {
	schedule
	kind             kind
	groups, channels int
	weights          []*weights // by group
}

// NewConv packs the filters w[filters, kernel.., channels/groups] and plans the work. Extents are positive, and a tensor has fewer
// than 2^31 elements.
func NewConv(g *Geometry, channels, groups int, w []float32) *Conv {
	return newConv(g, dense, channels, groups, w)
}

func newConv(g *Geometry, kind kind, channels, groups int, w []float32) *Conv {
	depth, taps := channels/groups, volume(g.Kernel)
	filters := len(w) / (taps * depth)
	c := &Conv{kind: kind, groups: groups, channels: channels}
	perGroup := filters / groups
	for i := range groups {
		c.weights = append(c.weights, pack(kind, w[i*perGroup*taps*depth:], perGroup, taps*depth))
	}
	c.schedule = g.schedule(g.sites(channels, depth, filters), channels, filters, true)
	c.share(groups*len(c.weights[0].panels), taps*depth)
	return c
}

// Run does one part. x, y and a tensor in the tail have the sizes that were planned for; y may be none of the others but for that
// tensor.
func (c *Conv) Run(task int, x, y []float32, tail []TailOp) {
	p := &product{kind: c.kind}
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
