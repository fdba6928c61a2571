package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// table is what is printed.
type table struct {
	results []result
	notes   []string
	// peak is the most floating point operations per second by number of threads; 0 where there are no vector kernels.
	peak map[int]float64
}

func (t *table) note(format string, args ...any) {
	t.notes = append(t.notes, fmt.Sprintf(format, args...))
}

func (t *table) add(r result, err error) {
	if err == nil {
		err = r.oursFailed
	}
	if err != nil {
		reason, _, _ := strings.Cut(err.Error(), "; supported: ")
		t.note("%s, %d threads: %s", r.name, r.threads, reason)
	}
	if len(r.theirs) > 0 {
		t.results = append(t.results, r)
	}
}

func (t *table) print(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "model\tthreads\tonnxruntime ms\tours ms\tratio\tof best\tcommitted ms\tratio\tof best\t")
	fmt.Fprint(w, "commit ms\tMMAC\tGFLOP/s\tof peak\tMiB\tonnxruntime MiB\t\n")
	for _, r := range t.results {
		fmt.Fprintf(w, "%s\t%d\t%s\t", r.name, r.threads, milliseconds(median(r.theirs)))
		if r.oursFailed == nil {
			fmt.Fprint(w, t.ours(r))
		} else {
			fmt.Fprint(w, "-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t-\t")
		}
		fmt.Fprintf(w, "%d\t\n", r.theirMemory>>20)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(to, "\nTimes are medians; the ratio is ours over onnxruntime's, of the medians and of the shortest. Memory is the process's peak,")
	fmt.Fprintln(to, "onnxruntime's with Node.js in it. MMAC counts windows at an edge as whole. The peak is what multiply-adds alone reach:")
	for _, threads := range slices.Sorted(maps.Keys(t.peak)) {
		fmt.Fprintf(to, "%.0f GFLOP/s on %d threads.\n", t.peak[threads]/1e9, threads)
	}
	for _, note := range t.notes {
		fmt.Fprintln(to, note)
	}
	return nil
}

// ours are the columns of this engine.
func (t *table) ours(r result) string {
	plain, committed := median(r.plain), median(r.committed)
	flops := 2 * float64(r.multiplyAdds) / plain.Seconds()
	share := "-"
	if peak := t.peak[r.threads]; peak > 0 {
		share = fmt.Sprintf("%.0f%%", 100*flops/peak)
	}
	return fmt.Sprintf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%.1f\t%s\t%d\t", milliseconds(plain),
		ratio(plain, median(r.theirs)), ratio(slices.Min(r.plain), slices.Min(r.theirs)), milliseconds(committed),
		ratio(committed, median(r.theirs)), ratio(slices.Min(r.committed), slices.Min(r.theirs)), milliseconds(committed-plain),
		r.multiplyAdds/1e6, flops/1e9, share, r.memory>>20)
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.2f", float64(d)/float64(time.Millisecond))
}

func ratio(a, b time.Duration) string { return fmt.Sprintf("%.2f", float64(a)/float64(b)) }
