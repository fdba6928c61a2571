package restore

import (
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	barWidth = 30
	// oftenOnTerminal and oftenElsewhere are how long nothing new is shown.
	oftenOnTerminal = 100 * time.Millisecond
	oftenElsewhere  = 5 * time.Second
)

// Progress shows how far a long reading is. A nil one shows nothing.
type Progress struct {
	out      io.Writer
	terminal bool
	begun    time.Time
	first    int64
	shown    time.Time
	line     string
}

// NewProgress shows a bar on a terminal, and a line now and then elsewhere.
func NewProgress(out io.Writer, terminal bool) *Progress {
	return &Progress{out: out, terminal: terminal, begun: time.Now(), first: -1}
}

// At is called with the last block, and where on Celestia it reads.
func (p *Progress) At(block, celestia, head int64) {
	if p == nil {
		return
	}
	if p.first < 0 {
		p.first = block
	}
	now := time.Now()
	speed := float64(block-p.first) / max(now.Sub(p.begun).Seconds(), 0.001)
	part := min(float64(celestia)/float64(max(head, 1)), 1)
	full := int(part * barWidth)
	p.line = fmt.Sprintf("[%s%s] %3.0f %% of Celestia's heights, block %d, %.0f blocks/s",
		strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), 100*part, block, speed)
	often := oftenElsewhere
	if p.terminal {
		often = oftenOnTerminal
	}
	if now.Sub(p.shown) >= often {
		p.shown = now
		p.show()
	}
}

func (p *Progress) show() {
	if p.terminal {
		fmt.Fprintf(p.out, "\r\x1b[K%s", p.line)
	} else {
		fmt.Fprintln(p.out, p.line)
	}
}

// Done shows the last state and ends the line.
func (p *Progress) Done() {
	if p == nil || p.line == "" {
		return
	}
	p.show()
	if p.terminal {
		fmt.Fprintln(p.out)
	}
}
