// Command testsum runs `go test -json` with its own arguments and prints one line per package, the output of what
// failed, and a closing line with the totals. It exits as go test does.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// event is one line of go test -json, see `go doc test2json`.
type event struct {
	Action  string
	Package string
	Test    string
	Output  string
	Elapsed float64
	// ImportPath names the package in a build's output.
	ImportPath string
}

type key struct{ pkg, test string }

type summary struct {
	out     io.Writer
	output  map[key][]string
	passed  int
	failed  []key
	skipped map[string][]string
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			os.Exit(exit.ExitCode())
		}
		fmt.Fprintln(os.Stderr, "testsum:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...) //nolint:gosec // passing arguments on is its purpose
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	s := &summary{out: os.Stdout, output: map[key][]string{}, skipped: map[string][]string{}}
	lines := bufio.NewScanner(stdout)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(s.out, lines.Text())
			continue
		}
		s.add(e)
	}
	err = errors.Join(lines.Err(), cmd.Wait())
	s.close()
	return err
}

func (s *summary) add(e event) {
	k := key{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(s.out, e.Output)
	case "output":
		s.output[k] = append(s.output[k], e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			s.endPackage(e)
		} else {
			s.endTest(k, e)
		}
	}
}

func (s *summary) endTest(k key, e event) {
	switch e.Action {
	case "pass":
		s.passed++
		delete(s.output, k)
	case "skip":
		s.skipped[k.pkg] = append(s.skipped[k.pkg], k.test+": "+reason(s.output[k]))
	case "fail":
		s.failed = append(s.failed, k)
		fmt.Fprintf(s.out, "FAIL %s %s (%.1fs)\n%s", k.pkg, k.test, e.Elapsed, strings.Join(s.output[k], ""))
	}
}

func (s *summary) endPackage(e event) {
	switch e.Action {
	case "fail":
		own := s.output[key{e.Package, ""}]
		if !slices.ContainsFunc(s.failed, func(k key) bool { return k.pkg == e.Package }) {
			// No test failed, so the package itself did: it did not build, panicked, or ran out of time.
			s.failed = append(s.failed, key{pkg: e.Package, test: "(package)"})
			fmt.Fprint(s.out, strings.Join(own, ""))
		}
		fmt.Fprintf(s.out, "FAIL %s (%.1fs)\n", e.Package, e.Elapsed)
	case "pass":
		fmt.Fprintf(s.out, "ok   %s (%.1fs)\n", e.Package, e.Elapsed)
	}
	for _, line := range s.skipped[e.Package] {
		fmt.Fprintf(s.out, "     skipped %s\n", line)
	}
}

// reason is what a skipped test said, without the file and line before it.
func reason(output []string) string {
	for _, line := range output {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "===") || strings.HasPrefix(line, "---") {
			continue
		}
		if _, said, found := strings.Cut(line, ": "); found {
			return said
		}
		return line
	}
	return "no reason given"
}

func (s *summary) close() {
	skipped := 0
	for _, tests := range s.skipped {
		skipped += len(tests)
	}
	for _, k := range s.failed {
		fmt.Fprintf(s.out, "failed: %s %s\n", k.pkg, k.test)
	}
	fmt.Fprintf(s.out, "%d passed, %d failed, %d skipped\n", s.passed, len(s.failed), skipped)
}
