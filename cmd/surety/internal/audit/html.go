package audit

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"html/template"
	"strings"
	"time"

	"github.com/suretynetwork/surety/cmd/surety/internal/lineage"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

//go:embed report.html
var page string

var pageTemplate = template.Must(template.New("report").Parse(page))

type pageControl struct {
	Framework, ID, Title, Reason string
	Present                      bool
	Evidence                     []string
}

type pageRecord struct {
	Kind, ID, Text, Tx string
	TxHeight           int64
	Proof              int
}

type pageUnmapped struct {
	Framework string
	Controls  []policytypes.Control
}

type pageData struct {
	Title, Scope, ChainID, AppHash, Time string
	Height                               int64
	Policies                             []string
	Present, Absent, Unmapped            int
	Controls                             []pageControl
	NotAssessed                          []pageUnmapped
	Records                              []pageRecord
	Truncated                            bool
	Lineage                              template.HTML
}

// HTML is the report as one page for people, without scripts and without anything from elsewhere. What others wrote is escaped.
func (r *Report) HTML() ([]byte, error) {
	d := r.Dossier
	data := pageData{
		Title: r.title(), Scope: Scope, ChainID: d.ChainID, AppHash: strings.ToUpper(hex.EncodeToString(d.AppHash)),
		Time: time.Unix(d.Time, 0).UTC().Format("2 January 2006, 15:04:05 MST"), Height: d.Height, Policies: d.Policies, Truncated: d.Truncated,
	}
	for _, c := range r.controls {
		one := pageControl{Framework: c.framework, ID: c.id, Title: c.title, Reason: c.reason, Present: c.state == Present}
		for _, j := range c.judgements {
			one.Evidence = append(one.Evidence, j.Evidence...)
		}
		if one.Present {
			data.Present++
		} else {
			data.Absent++
		}
		data.Controls = append(data.Controls, one)
	}
	for _, framework := range []string{policytypes.AIRMF, policytypes.EUAIAct} {
		data.Unmapped += len(r.unmapped[framework])
		data.NotAssessed = append(data.NotAssessed, pageUnmapped{framework, r.unmapped[framework]})
	}
	for _, record := range d.Records {
		one := pageRecord{Kind: record.Kind, ID: record.ID, Text: r.texts[record.Kind+" "+record.ID], Tx: record.TxHash, TxHeight: record.TxHeight}
		for _, proof := range record.Proofs {
			one.Proof += len(proof)
		}
		data.Records = append(data.Records, one)
	}
	picture, err := r.picture()
	if err != nil {
		return nil, err
	}
	data.Lineage = picture
	var b bytes.Buffer
	err = pageTemplate.Execute(&b, data)
	return b.Bytes(), err
}

// picture draws the lineage of the report's artefacts; empty where there are none.
func (r *Report) picture() (template.HTML, error) {
	graph := lineage.Graph{Edges: r.file.edges, Truncated: r.Dossier.Truncated}
	for _, record := range r.Dossier.Records {
		if artefact, is := r.file.artefacts[record.ID]; record.Kind == KindArtefact && is {
			graph.Artefacts = append(graph.Artefacts, artefact)
		}
	}
	if len(graph.Artefacts) == 0 {
		return "", nil
	}
	svg, err := graph.Draw("svg")
	return template.HTML(svg), err //nolint:gosec // lineage escapes every text in the picture, and a test shows it
}
