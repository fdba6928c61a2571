package docs

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

// Entry is an artefact with what is above it.
type Entry struct {
	Artefact artefacttypes.Artefact
	Owner    string
	ChainID  string
	Parents  []artefacttypes.Edge
	ByID     map[string]artefacttypes.Artefact
	At       time.Time
}

func (e Entry) uri(id string) string { return "surety:" + e.ChainID + "/artefact/" + id }

func (e Entry) licence() string {
	l := e.Artefact.Core.Licence
	if l.Spdx != "" {
		return l.Spdx
	}
	return l.CustomUri
}

func (e Entry) author() []string {
	if len(e.Artefact.Core.Creators) > 0 {
		return e.Artefact.Core.Creators
	}
	return []string{e.Owner}
}

// contentURL is where the content is; where nobody says, the registry's own name for it.
func (e Entry) contentURL() string {
	if len(e.Artefact.Core.Uris) > 0 {
		return e.Artefact.Core.Uris[0]
	}
	return e.uri(e.Artefact.Id)
}

func indent(value any) ([]byte, error) {
	raw, err := json.MarshalIndent(value, "", "  ")
	return append(raw, '\n'), err
}

// ToCroissant describes a dataset as Croissant 1.1 does.
func ToCroissant(e Entry) ([]byte, error) {
	c := e.Artefact.Core
	if c.Kind != artefacttypes.KindDataset {
		return nil, fmt.Errorf("croissant: %s is a %s; Croissant describes datasets", e.Artefact.Name, kindName(c.Kind))
	}
	var creators, derived []any
	for _, name := range e.author() {
		creators = append(creators, map[string]any{"@type": "sc:Organization", "name": name})
	}
	for _, edge := range e.Parents {
		derived = append(derived, map[string]any{"@id": e.uri(edge.Parent.ParentId)})
	}
	document := map[string]any{
		"@context": map[string]any{
			"@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
			"dct": "http://purl.org/dc/terms/", "prov": "http://www.w3.org/ns/prov#", "conformsTo": "dct:conformsTo",
		},
		"@type": "sc:Dataset", "@id": e.uri(e.Artefact.Id), "conformsTo": "http://mlcommons.org/croissant/1.1",
		"name": e.Artefact.Name, "description": first(c.Description, e.Artefact.Name), "version": c.Version, "license": e.licence(),
		"url": e.contentURL(), "creator": creators, "datePublished": e.At.UTC().Format(time.DateOnly),
		"distribution": []any{map[string]any{
			"@type": "cr:FileObject", "@id": "content", "name": "content", "contentUrl": e.contentURL(), "contentSize": fmt.Sprintf("%d B", c.Size_),
			"encodingFormat": first(c.MediaType, "application/octet-stream"), "sha256": c.Digests.Sha256,
		}},
	}
	if len(derived) > 0 {
		document["prov:wasDerivedFrom"] = derived
	}
	return indent(document)
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func kindName(kind artefacttypes.Kind) string { return strings.TrimPrefix(kind.String(), "KIND_") }

// componentTypes are CycloneDX's names of kinds; what it has no name for is a file.
var componentTypes = map[artefacttypes.Kind]string{
	artefacttypes.KindModel: "machine-learning-model", artefacttypes.KindAdapter: "machine-learning-model",
	artefacttypes.KindCheckpoint: "machine-learning-model", artefacttypes.KindDataset: "data", artefacttypes.KindPrompt: "data",
	artefacttypes.KindOutput: "data", artefacttypes.KindEvaluation: "data", artefacttypes.KindCode: "application",
}

func (e Entry) component(a artefacttypes.Artefact) map[string]any {
	c := a.Core
	group, name := "", a.Name
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		group, name = name[:i], name[i+1:]
	}
	one := map[string]any{
		"type": first(componentTypes[c.Kind], "file"), "bom-ref": e.uri(a.Id), "name": name, "version": c.Version,
		"hashes": []any{
			map[string]any{"alg": "SHA-256", "content": c.Digests.Sha256}, map[string]any{"alg": "BLAKE3", "content": c.Digests.Blake3},
		},
	}
	if group != "" {
		one["group"] = group
	}
	if c.Description != "" {
		one["description"] = c.Description
	}
	if c.Licence.Spdx != "" {
		one["licenses"] = []any{map[string]any{"expression": c.Licence.Spdx}}
	} else {
		one["licenses"] = []any{map[string]any{"license": map[string]any{"name": c.Licence.CustomName, "url": c.Licence.CustomUri}}}
	}
	var references []any
	for _, uri := range c.Uris {
		references = append(references, map[string]any{"type": "distribution", "url": uri})
	}
	if len(references) > 0 {
		one["externalReferences"] = references
	}
	return one
}

// ToCycloneDX describes an artefact and what it was made from as a bill of materials.
func ToCycloneDX(e Entry) ([]byte, error) {
	main := e.component(e.Artefact)
	var components, needs, datasets []any
	for _, edge := range e.Parents {
		parent, known := e.ByID[edge.Parent.ParentId]
		if !known {
			continue
		}
		components, needs = append(components, e.component(parent)), append(needs, e.uri(parent.Id))
		if edge.Parent.Relation == artefacttypes.RelationTrainedOn {
			datasets = append(datasets, map[string]any{"ref": e.uri(parent.Id)})
		}
	}
	if main["type"] == "machine-learning-model" {
		parameters := map[string]any{}
		if e.Artefact.Core.Traits.Architecture != "" {
			parameters["architectureFamily"] = e.Artefact.Core.Traits.Architecture
		}
		if len(datasets) > 0 {
			parameters["datasets"] = datasets
		}
		if len(parameters) > 0 {
			main["modelCard"] = map[string]any{"modelParameters": parameters}
		}
	}
	id := e.Artefact.Id
	document := map[string]any{
		"bomFormat": "CycloneDX", "specVersion": "1.7", "version": 1,
		"serialNumber": fmt.Sprintf("urn:uuid:%s-%s-5%s-8%s-%s", id[:8], id[8:12], id[13:16], id[17:20], id[20:32]),
		"metadata":     map[string]any{"timestamp": e.At.UTC().Format(time.RFC3339), "component": main},
		"dependencies": []any{map[string]any{"ref": e.uri(e.Artefact.Id), "dependsOn": append([]any{}, needs...)}},
	}
	if len(components) > 0 {
		document["components"] = components
	}
	return indent(document)
}

// spdxClasses are SPDX 3's profiles of kinds.
var spdxClasses = map[artefacttypes.Kind]string{
	artefacttypes.KindModel: "ai_AIPackage", artefacttypes.KindAdapter: "ai_AIPackage", artefacttypes.KindCheckpoint: "ai_AIPackage",
	artefacttypes.KindDataset: "dataset_DatasetPackage",
}

var spdxRelations = map[artefacttypes.Relation]string{
	artefacttypes.RelationTrainedOn: "trainedOn", artefacttypes.RelationEvaluatedOn: "testedOn", artefacttypes.RelationGeneratedBy: "generates",
}

// noAssertion is SPDX's own licence for what nobody looked into.
const noAssertion = "expandedlicensing_NoAssertionLicense"

// spdxGraph is an SPDX document in the making.
type spdxGraph struct {
	Entry
	made     string
	elements []any
	ids      []any
	known    map[string]bool
}

// add puts an element in once.
func (g *spdxGraph) add(kind, id string, fields map[string]any) {
	if g.known[id] {
		return
	}
	g.known[id] = true
	fields["type"], fields["spdxId"], fields["creationInfo"] = kind, id, "_:creation"
	g.elements, g.ids = append(g.elements, fields), append(g.ids, id)
}

func (g *spdxGraph) relate(id, from, to, kind string) {
	g.add("Relationship", id, map[string]any{"from": from, "to": []any{to}, "relationshipType": kind})
}

func (g *spdxGraph) agent(account string) string {
	id := g.uri("owner/" + account)
	g.add("Agent", id, map[string]any{"name": account})
	return id
}

// artefact puts in an artefact with who supplies it and its licence: what its owner declares. Nobody concluded one.
func (g *spdxGraph) artefact(a artefacttypes.Artefact, supplier string) {
	one := g.spdxPackage(a, g.agent(supplier), g.made)
	g.add(first(spdxClasses[a.Core.Kind], "software_Package"), g.uri(a.Id), one)
	licence := g.uri(a.Id) + "/licence"
	g.add("simplelicensing_LicenseExpression", licence, map[string]any{"simplelicensing_licenseExpression": spdxLicence(a.Core.Licence)})
	g.relate(licence+"/declared", g.uri(a.Id), licence, "hasDeclaredLicense")
	g.relate(licence+"/concluded", g.uri(a.Id), noAssertion, "hasConcludedLicense")
}

// spdxLicence is the expression, or a reference of the characters that SPDX allows.
func spdxLicence(l artefacttypes.Licence) string {
	if l.Spdx != "" {
		return l.Spdx
	}
	return "LicenseRef-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' {
			return r
		}
		return '-'
	}, l.CustomName)
}

// profiles are those whose elements the document has.
func (g *spdxGraph) profiles() []any {
	named := []any{"core", "software", "simpleLicensing"}
	for _, profile := range []string{"ai", "dataset"} {
		if slices.ContainsFunc(g.elements, func(element any) bool {
			fields, is := element.(map[string]any)
			kind, text := fields["type"].(string)
			return is && text && strings.HasPrefix(kind, profile+"_")
		}) {
			named = append(named, profile)
		}
	}
	return named
}

// ToSPDX describes an artefact and its lineage as SPDX 3.0.1 in JSON-LD.
func ToSPDX(e Entry) ([]byte, error) {
	g := &spdxGraph{Entry: e, made: e.At.UTC().Format(time.RFC3339), known: map[string]bool{}}
	owner := g.agent(e.Owner)
	g.artefact(e.Artefact, e.Owner)
	for i, edge := range e.Parents {
		parent, known := e.ByID[edge.Parent.ParentId]
		if !known {
			continue
		}
		g.artefact(parent, parent.Registrant)
		from, to, kind := e.uri(e.Artefact.Id), e.uri(parent.Id), first(spdxRelations[edge.Parent.Relation], "descendantOf")
		if kind == "generates" {
			from, to = to, from
		}
		g.relate(fmt.Sprintf("%s/relationship/%d", e.uri(e.Artefact.Id), i), from, to, kind)
	}
	creation := map[string]any{"type": "CreationInfo", "@id": "_:creation", "specVersion": "3.0.1", "created": g.made, "createdBy": []any{owner}}
	elements, profiles := slices.Clone(g.ids), g.profiles()
	g.add("SpdxDocument", e.uri(e.Artefact.Id)+"/document", map[string]any{
		"rootElement": []any{e.uri(e.Artefact.Id)}, "element": elements, "profileConformance": profiles,
	})
	return indent(map[string]any{
		"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": append([]any{creation}, g.elements...),
	})
}

func (e Entry) spdxPackage(a artefacttypes.Artefact, owner, made string) map[string]any {
	c := a.Core
	hash := func(algorithm, value string) any {
		return map[string]any{"type": "Hash", "algorithm": algorithm, "hashValue": value}
	}
	one := map[string]any{
		"name": a.Name, "software_packageVersion": c.Version, "suppliedBy": owner, "releaseTime": made, "software_primaryPurpose": purposes[c.Kind],
		"software_downloadLocation": e.uri(a.Id), "verifiedUsing": []any{hash("sha256", c.Digests.Sha256), hash("blake3", c.Digests.Blake3)},
	}
	if len(c.Uris) > 0 {
		one["software_downloadLocation"] = c.Uris[0]
	}
	if c.Description != "" {
		one["description"] = c.Description
	}
	if c.Kind == artefacttypes.KindDataset {
		one["dataset_datasetType"] = []any{"noAssertion"}
		one["dataset_datasetSize"] = c.Size_
	}
	if c.Traits.Architecture != "" && spdxClasses[c.Kind] == "ai_AIPackage" {
		one["ai_typeOfModel"] = []any{c.Traits.Architecture}
	}
	return one
}

var purposes = map[artefacttypes.Kind]string{
	artefacttypes.KindModel: "model", artefacttypes.KindAdapter: "model", artefacttypes.KindCheckpoint: "model", artefacttypes.KindDataset: "data",
	artefacttypes.KindPrompt: "data", artefacttypes.KindOutput: "data", artefacttypes.KindEvaluation: "evidence", artefacttypes.KindCode: "source",
}
