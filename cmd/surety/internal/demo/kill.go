package demo

import (
	"bytes"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"time"
)

// killer ends providers and watcher the hard way after each thing that they say they did, once for each, and starts them again: what a
// role has promised must survive it.
type killer struct {
	stage *stage
	mu    sync.Mutex
	seen  map[string]bool
	count int
}

func newKiller(s *stage) *killer { return &killer{stage: s, seen: map[string]bool{}} }

var (
	deed   = regexp.MustCompile(`level=INFO msg="?([^"]*)"? (.*)`)
	height = regexp.MustCompile(` height=\d+`)
)

// heard kills the process that said something new, now or within half a second, in the middle of what it does next.
func (k *killer) heard(p *process, line string) {
	found := deed.FindStringSubmatch(line)
	if found == nil || strings.HasSuffix(found[1], "started") {
		return
	}
	key := p.name + found[1] + height.ReplaceAllString(found[2], "")
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.seen[key] {
		return
	}
	k.seen[key] = true
	k.count++
	pause := time.Duration(rand.IntN(500)) * time.Millisecond //nolint:gosec // when a process is killed is no secret
	go func() {
		time.Sleep(pause)
		k.stage.say("  kill -9 of %s %d ms after %q", p.name, pause.Milliseconds(), found[1])
		if err := p.killAndRestart(); err != nil {
			k.stage.say("  %s", err)
		}
	}()
}

// lines passes bytes on and tells of each whole line.
type lines struct {
	to    io.Writer
	heard func(string)
	rest  []byte
}

// Write implements io.Writer.
func (l *lines) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		end := bytes.IndexByte(l.rest, '\n')
		if end < 0 {
			return l.to.Write(p)
		}
		l.heard(string(l.rest[:end]))
		l.rest = l.rest[end+1:]
	}
}
