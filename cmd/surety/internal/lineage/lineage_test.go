package lineage

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

func sample() Graph {
	a := func(id, name string, depth uint32) artefacttypes.Artefact {
		return artefacttypes.Artefact{
			Id: id, Name: name, Depth: depth, Status: artefacttypes.StatusActive,
			Core: artefacttypes.Core{Kind: artefacttypes.KindModel, Version: "1.0.0", Licence: artefacttypes.Licence{CustomName: `<b>"&`}},
		}
	}
	return Graph{
		Artefacts: []artefacttypes.Artefact{a("c", "ada/child", 1), a("p", "bob/parent", 0), a("q", "carl/other", 0)},
		Edges: []artefacttypes.Edge{
			{ChildId: "c", Parent: artefacttypes.Parent{ParentId: "p", Relation: artefacttypes.RelationFinetune, WeightBps: 7_550}, State: artefacttypes.EdgeStateDeclared},
			{ChildId: "c", Parent: artefacttypes.Parent{ParentId: "q", Relation: artefacttypes.RelationMerge}, State: artefacttypes.EdgeStateRefused},
		},
	}
}

func TestPicturesAreWellFormedWhateverTheNames(t *testing.T) {
	svg, err := sample().Draw("svg")
	require.NoError(t, err)
	decoder := xml.NewDecoder(strings.NewReader(string(svg)))
	boxes, lines := 0, 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if start, is := token.(xml.StartElement); is {
			switch start.Name.Local {
			case "rect":
				boxes++
			case "line":
				lines++
			}
		}
	}
	require.Equal(t, []int{3, 2}, []int{boxes, lines})
	dot, err := sample().Draw("dot")
	require.NoError(t, err)
	require.Contains(t, string(dot), `"c" -> "p" [label="FINETUNE 75.50%"];`)
	require.Contains(t, string(dot), `"c" -> "q" [label="MERGE (refused)", style=dashed];`)
	raw, err := sample().Draw("json")
	require.NoError(t, err)
	require.True(t, json.Valid(raw))
	_, err = sample().Draw("gif")
	require.ErrorContains(t, err, "there are dot, svg and json")
}
