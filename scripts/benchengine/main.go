// Command benchengine measures this engine beside onnxruntime on the same machine: the same models, the same inputs, the same number of
// threads, their runs taken in turns. `make bench-engine` builds and runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == workerArgument {
		serve(os.Stdin, os.Stdout)
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	only := flag.String("models", "", "measure only the models whose names contain this")
	threads := flag.String("threads", "1,2", "numbers of threads, separated by commas")
	rounds := flag.Int("rounds", 15, "how many times each is run, in turns")
	flag.Parse()
	t := table{peak: map[int]float64{}}
	t.note("Load averages of one and five minutes before: %s; what others run at the same time shows in every column.", load())
	for _, s := range strings.Split(*threads, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return fmt.Errorf("-threads %q: want numbers from 1 on, separated by commas", *threads)
		}
		if n > runtime.NumCPU() {
			t.note("%d threads: this machine has %d", n, runtime.NumCPU())
			continue
		}
		for _, c := range cases() {
			if !strings.Contains(c.name, *only) {
				continue
			}
			fmt.Fprintf(os.Stderr, "%s, %d threads\n", c.name, n)
			r, err := c.measure(ctx, n, *rounds)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			t.add(r, err)
			t.peak[n] = max(t.peak[n], peak(n)) // other work on the machine comes and goes
		}
	}
	return t.print(os.Stdout)
}
