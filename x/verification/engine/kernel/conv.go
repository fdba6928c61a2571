package kernel

// Conv is a convolution with its weights packed and its way through the data planned: y[n, out.., f] from x[n, in.., c].
type Conv struct {
	groups, channels, filters int
	sizeX, sizeY              int
	weights                   []*Weights // by group
	blocks                    []block
	slices                    int // the panels of a block are shared out between so many tasks
}

// block is a range of output positions that one task works through, while what it reads and writes stays near.
type block struct {
	from, to int // positions
	passes   []pass
}

// pass does the same taps for several rows.
type pass struct {
	rows []Row
	taps []Tap
	goOn bool // from what an earlier pass left
	last bool // the tail follows
}

// NewConv packs the filters w[filters, kernel.., channels/groups] and plans the work. Extents are positive, and a tensor has fewer
// than 2^31 elements.
func NewConv(g *Geometry, channels, groups int, w []float32) *Conv {
	depth, taps := channels/groups, volume(g.Kernel)
	filters := len(w) / (taps * depth)
	c := &Conv{
		groups: groups, channels: channels, filters: filters,
		sizeX: g.Batch * volume(g.In) * channels, sizeY: g.Batch * volume(g.Out) * filters,
	}
	perGroup := filters / groups
	for i := range groups {
		c.weights = append(c.weights, Pack(w[i*perGroup*taps*depth:], perGroup, taps*depth))
	}
	c.plan(g.sites(channels, depth, filters))
	return c
}

// Tasks is the number of independent parts of the work.
func (c *Conv) Tasks() int { return len(c.blocks) * c.slices }

// Run does one part. x, y and a tensor in the tail have the sizes that were planned for; y may be none of the others but for that
// tensor.
func (c *Conv) Run(task int, x, y []float32, tail []TailOp) {
	p := &product{x: x[:c.sizeX], y: y[:c.sizeY]}
	b, slice := &c.blocks[task/c.slices], task%c.slices
	panels := len(c.weights[0].panels)
	total := c.groups * panels
	for i := slice * total / c.slices; i < (slice+1)*total/c.slices; i++ {
		c.panel(p, i/panels, i%panels, tail)
		for j := range b.passes {
			p.pass(&b.passes[j])
		}
	}
}

// panel turns to one panel of one group.
func (c *Conv) panel(p *product, group, index int, tail []TailOp) {
	w := c.weights[group]
	p.panel = w.panels[index]
	p.values = w.values[p.panel.at:]
	p.base = group * c.channels / c.groups
	p.column = group*w.n + p.panel.from
	p.tail.set(tail, p.column)
}

func (p *product) pass(s *pass) {
	p.taps, p.goOn, p.last = s.taps, s.goOn, s.last
	p.run(s.rows)
}
