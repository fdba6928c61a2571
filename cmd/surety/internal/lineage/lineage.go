// Package lineage draws what an artefact was made from.
package lineage

import (
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strings"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

// Graph is what is drawn: artefacts, the one asked for first, and the edges between them.
type Graph struct {
	Artefacts []artefacttypes.Artefact `json:"artefacts"`
	Edges     []artefacttypes.Edge     `json:"edges"`
	Truncated bool                     `json:"truncated"`
}

// Draw returns the picture in a format: dot, svg or json.
func (g Graph) Draw(format string) ([]byte, error) {
	switch format {
	case "dot":
		return []byte(g.dot()), nil
	case "svg":
		return []byte(g.svg()), nil
	case "json":
		raw, err := json.MarshalIndent(g, "", "  ")
		return append(raw, '\n'), err
	default:
		return nil, fmt.Errorf("lineage: no format %q; there are dot, svg and json", format)
	}
}

func relation(e artefacttypes.Edge) string {
	text := strings.TrimPrefix(e.Parent.Relation.String(), "RELATION_")
	if e.Parent.WeightBps > 0 {
		text += fmt.Sprintf(" %d.%02d%%", e.Parent.WeightBps/100, e.Parent.WeightBps%100)
	}
	if e.State == artefacttypes.EdgeStatePending || e.State == artefacttypes.EdgeStateRefused {
		text += " (" + strings.ToLower(strings.TrimPrefix(e.State.String(), "EDGE_STATE_")) + ")"
	}
	return text
}

func lines(a artefacttypes.Artefact) [3]string {
	licence := a.Core.Licence.Spdx
	if licence == "" {
		licence = a.Core.Licence.CustomName
	}
	state := strings.ToLower(strings.TrimPrefix(a.Status.String(), "STATUS_"))
	return [3]string{
		a.Name + " " + a.Core.Version, strings.ToLower(strings.TrimPrefix(a.Core.Kind.String(), "KIND_")) + ", " + licence, state + ", " + a.Id[:min(12, len(a.Id))],
	}
}

func (g Graph) dot() string {
	var b strings.Builder
	b.WriteString("digraph lineage {\n  rankdir=BT;\n  node [shape=box, fontname=\"sans-serif\"];\n")
	for _, a := range g.Artefacts {
		text := lines(a)
		fmt.Fprintf(&b, "  %q [label=%q];\n", a.Id, strings.Join(text[:], "\n"))
	}
	for _, e := range g.Edges {
		style := ""
		if !e.Counts() {
			style = ", style=dashed"
		}
		fmt.Fprintf(&b, "  %q -> %q [label=%q%s];\n", e.ChildId, e.Parent.ParentId, relation(e), style)
	}
	b.WriteString("}\n")
	return b.String()
}

const (
	boxWidth, boxHeight = 260, 66
	gapX, gapY, margin  = 40, 70, 20
)

// svg puts every artefact into the row of its depth, the oldest on top.
func (g Graph) svg() string {
	at, width, height := g.places()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n",
		width, height, width, height)
	for _, e := range g.Edges {
		from, ok1 := at[e.ChildId]
		to, ok2 := at[e.Parent.ParentId]
		if !ok1 || !ok2 {
			continue
		}
		x1, y1, x2, y2 := from[0]+boxWidth/2, from[1], to[0]+boxWidth/2, to[1]+boxHeight
		dash := ""
		if !e.Counts() {
			dash = ` stroke-dasharray="5,4"`
		}
		fmt.Fprintf(&b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#888"%s/>`+"\n", x1, y1, x2, y2, dash)
		fmt.Fprintf(&b, `<text x="%d" y="%d" fill="#555" text-anchor="middle">%s</text>`+"\n", (x1+x2)/2, (y1+y2)/2, html.EscapeString(relation(e)))
	}
	for _, a := range g.Artefacts {
		box, fill := at[a.Id], "#eef4ff"
		if a.Status == artefacttypes.StatusRevoked || a.Status == artefacttypes.StatusDisputed {
			fill = "#ffe9e6"
		}
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s" stroke="#456"/>`+"\n", box[0], box[1], boxWidth, boxHeight, fill)
		for i, line := range lines(a) {
			fmt.Fprintf(&b, `<text x="%d" y="%d">%s</text>`+"\n", box[0]+10, box[1]+19+i*18, html.EscapeString(shorten(line)))
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// places is where the corner of each artefact's box lies, and how large the picture is.
func (g Graph) places() (at map[string][2]int, width, height int) {
	rows := map[uint32][]artefacttypes.Artefact{}
	var depths []uint32
	for _, a := range g.Artefacts {
		if rows[a.Depth] == nil {
			depths = append(depths, a.Depth)
		}
		rows[a.Depth] = append(rows[a.Depth], a)
	}
	slices.Sort(depths)
	widest := 1
	for _, row := range rows {
		widest = max(widest, len(row))
	}
	width = 2*margin + widest*boxWidth + (widest-1)*gapX
	height = 2*margin + len(depths)*boxHeight + max(0, len(depths)-1)*gapY
	at = map[string][2]int{}
	for y, depth := range depths {
		row := rows[depth]
		left := (width - len(row)*boxWidth - (len(row)-1)*gapX) / 2
		for x, a := range row {
			at[a.Id] = [2]int{left + x*(boxWidth+gapX), margin + y*(boxHeight+gapY)}
		}
	}
	return at, width, height
}

func shorten(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
