package exec

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// work is about how many scalar operations one task is worth: enough to hide its start, few enough to notice a cancelled ctx.
const work = 1 << 15

// parallel calls task on consecutive ranges that cover [0, count), where one index costs about cost operations, on as many threads as
// the program has. Tasks write to different elements, so their order does not show. What a task panics with, the caller does.
func parallel(ctx context.Context, count, cost int, task func(from, to int)) error {
	size := max(1, work/max(1, cost))
	tasks := (count + size - 1) / size
	workers := min(tasks, runtime.GOMAXPROCS(0))
	var next atomic.Int64
	var fault atomic.Value
	loop := func() {
		defer func() {
			if r := recover(); r != nil {
				fault.CompareAndSwap(nil, fmt.Sprint(r))
			}
		}()
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= tasks {
				return
			}
			task(i*size, min(count, (i+1)*size))
		}
	}
	var wg sync.WaitGroup
	for range workers - 1 {
		wg.Go(loop)
	}
	loop()
	wg.Wait()
	if r := fault.Load(); r != nil {
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
