package exec

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
)

// work is about how many scalar operations one task is worth: enough to hide its start, few enough to notice a cancelled ctx.
const work = 1 << 15

// job is work that threads share: tasks are taken in order, each by whoever is free.
type job struct {
	ctx   context.Context
	tasks int
	task  func(i int)
	next  atomic.Int64
	busy  atomic.Int32 // helpers that may hold a task
	fault atomic.Value // the first panic of a task
}

// take does tasks until none is left.
func (j *job) take() {
	defer func() {
		if r := recover(); r != nil {
			j.fault.CompareAndSwap(nil, fmt.Sprint(r))
		}
	}()
	for j.ctx.Err() == nil && j.fault.Load() == nil {
		i := int(j.next.Add(1)) - 1
		if i >= j.tasks {
			return
		}
		j.task(i)
	}
	j.next.Store(int64(j.tasks)) // nobody begins another
}

// parallel calls task on consecutive ranges that cover [0, count), where one index costs about cost operations, on the threads of the
// crew in ctx. Tasks write to different elements, so their order does not show. What a task panics with, the caller does.
func parallel(ctx context.Context, count, cost int, task func(from, to int)) error {
	size := max(1, work/max(1, cost))
	j := &job{ctx: ctx, tasks: (count + size - 1) / size, task: func(i int) { task(i*size, min(count, (i+1)*size)) }}
	c, _ := ctx.Value(crewKey{}).(*crew)
	if c == nil && j.tasks > 1 {
		c = newCrew()
		defer c.leave()
	}
	if c != nil && j.tasks > 1 {
		c.help(j)
	} else {
		j.take()
	}
	if r := j.fault.Load(); r != nil {
		panic(r)
	}
	return ctx.Err()
}

// each calls task for every index below tasks, as parallel does.
func each(ctx context.Context, tasks int, task func(i int)) error {
	return parallel(ctx, tasks, work, func(from, to int) {
		for i := from; i < to; i++ {
			task(i)
		}
	})
}

// crew is the helpers of one run. Between jobs they wait awake: waking a thread takes as long as a small node.
type crew struct {
	job  atomic.Pointer[job]
	over atomic.Bool
}

type crewKey struct{}

// newCrew starts a helper for every thread of the program but the caller's.
func newCrew() *crew {
	c := &crew{}
	for range runtime.GOMAXPROCS(0) - 1 {
		go c.serve()
	}
	return c
}

// leave sends the helpers away.
func (c *crew) leave() { c.over.Store(true) }

// serve takes part in job after job.
func (c *crew) serve() {
	const patience = 1 << 10 // looks, before others that wait for a thread get it
	var last *job
	for idle := 0; !c.over.Load(); idle++ {
		j := c.job.Load()
		if j == nil || j == last {
			if idle > patience {
				runtime.Gosched()
			}
			continue
		}
		j.busy.Add(1)
		j.take()
		j.busy.Add(-1)
		last, idle = j, 0
	}
}

// help does a job with the helpers. Whoever joins late finds no task left.
func (c *crew) help(j *job) {
	c.job.Store(j)
	j.take()
	for looks := 0; j.busy.Load() > 0; looks++ {
		if looks > 1<<10 {
			runtime.Gosched()
		}
	}
	c.job.Store(nil)
}
