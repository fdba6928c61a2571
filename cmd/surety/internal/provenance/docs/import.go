package docs

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

// Croissant reads a Croissant file (ML Commons, 1.0 and 1.1) of a dataset.
func Croissant(raw []byte) (*Draft, error) {
	o, err := parseObject(raw, "croissant")
	if err != nil {
		return nil, err
	}
	conforms := o.str("conformsTo", "dct:conformsTo")
	if !strings.Contains(conforms, "mlcommons.org/croissant") {
		return nil, fmt.Errorf("croissant: the document conforms to %.100q, not to Croissant", conforms)
	}
	d := &Draft{Name: o.str("name"), DocumentKind: "croissant", MediaType: "application/ld+json"}
	if d.Name == "" {
		return nil, errors.New("croissant: the dataset has no name")
	}
	d.Core = artefacttypes.Core{
		Kind: artefacttypes.KindDataset, Version: d.version(o.str("version")), Description: clean(o.str("description"), 512),
		Licence: d.licence(o.str("license", "sdLicense")), Uris: location(o.str("url")),
	}
	d.creators(o.strs("creator"))
	if said := o.str("rai:personalSensitiveInformation"); said != "" {
		d.Core.Traits.PersonalData = artefacttypes.AssertionYes
	}
	for _, one := range o.objects("distribution") {
		if !strings.HasSuffix(one.str("@type"), "FileObject") {
			continue
		}
		name := one.str("name", "@id")
		f := File{Name: name, URL: one.str("contentUrl"), Sha256: d.sha256(name, one.str("sha256"))}
		if f.Sha256 == "" && one.str("sha256") == "" {
			d.warn("digest absent: %.80q has no sha256", name)
		}
		d.Files = append(d.Files, f)
	}
	for _, from := range o.strs("prov:wasDerivedFrom") {
		d.Parents = append(d.Parents, NamedParent{Name: from, Relation: "DERIVED_FROM"})
	}
	return d, nil
}

// CycloneDX reads a bill of materials (1.5 and later) and takes its first model or dataset.
func CycloneDX(raw []byte) (*Draft, error) {
	o, err := parseObject(raw, "cyclonedx")
	if err != nil {
		return nil, err
	}
	if o.str("bomFormat") != "CycloneDX" {
		return nil, fmt.Errorf("cyclonedx: the document's bomFormat is %.40q", o.str("bomFormat"))
	}
	components := o.objects("components")
	if metadata := o.objects("metadata"); len(metadata) == 1 {
		components = append(metadata[0].objects("component"), components...)
	}
	for _, c := range components {
		switch c.str("type") {
		case "machine-learning-model":
			return component(c, artefacttypes.KindModel), nil
		case "data":
			return component(c, artefacttypes.KindDataset), nil
		}
	}
	return nil, fmt.Errorf("cyclonedx: none of %d components is a machine-learning-model or data", len(components))
}

func component(c object, kind artefacttypes.Kind) *Draft {
	d := &Draft{Name: c.str("name"), DocumentKind: "cyclonedx", MediaType: "application/vnd.cyclonedx+json"}
	if group := c.str("group"); group != "" {
		d.Name = group + "/" + d.Name
	}
	d.Core = artefacttypes.Core{Kind: kind, Version: d.version(c.str("version")), Description: clean(c.str("description"), 512)}
	for _, choice := range c.objects("licenses") {
		text := choice.str("expression")
		for _, one := range choice.objects("license") {
			text = one.str("id", "name", "url")
		}
		d.Core.Licence = d.licence(text)
	}
	d.creators(append(c.strs("authors"), c.strs("supplier")...))
	for _, h := range c.objects("hashes") {
		if h.str("alg") == "SHA-256" {
			d.Files = append(d.Files, File{Name: c.str("name"), Sha256: d.sha256(c.str("name"), h.str("content"))})
		}
	}
	for _, card := range c.objects("modelCard") {
		for _, p := range card.objects("modelParameters") {
			d.Core.Traits.Architecture = clean(p.str("architectureFamily"), 64)
			for _, set := range p.objects("datasets") {
				if name := set.str("name", "ref"); name != "" {
					d.Parents = append(d.Parents, NamedParent{Name: name, Relation: "TRAINED_ON"})
				}
			}
		}
		for _, considered := range card.objects("considerations") {
			d.Core.Traits.IntendedUse = clean(strings.Join(considered.strs("useCases"), "; "), 512)
		}
	}
	return d
}

// relations are what Hugging Face calls them.
var relations = map[string]string{"adapter": "ADAPTER", "merge": "MERGE", "quantized": "QUANTISED", "finetune": "FINETUNE"}

// HuggingFace reads the head of a model's or dataset's card.
func HuggingFace(raw []byte) (*Draft, error) {
	if len(raw) > MaxDocument {
		return nil, fmt.Errorf("hf: the card has %d bytes, at most %d are read", len(raw), MaxDocument)
	}
	text := bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	head, found := bytes.CutPrefix(text, []byte("---\n"))
	head, body, ends := bytes.Cut(head, []byte("\n---"))
	if !found || !ends {
		return nil, errors.New("hf: the card does not begin with a head between two lines of ---")
	}
	var o object
	if err := yaml.Unmarshal(head, (*map[string]any)(&o)); err != nil {
		return nil, fmt.Errorf("hf: the card's head: %w", err)
	}
	d := &Draft{Name: o.str("model_name", "pretty_name"), DocumentKind: "card", MediaType: "text/markdown"}
	kind := artefacttypes.KindModel
	if o["dataset_info"] != nil || o["task_categories"] != nil || o["size_categories"] != nil {
		kind = artefacttypes.KindDataset
	}
	for _, line := range strings.Split(string(body), "\n") {
		if title, is := strings.CutPrefix(line, "# "); is && d.Name == "" {
			d.Name = strings.TrimSpace(title)
		}
	}
	licence := o.str("license")
	if licence == "other" {
		licence = o.str("license_name", "license_link")
	}
	d.Core = artefacttypes.Core{
		Kind: kind, Version: d.version(o.str("version")), Licence: d.licence(licence),
		Traits: artefacttypes.Traits{Format: clean(o.str("library_name"), 64), IntendedUse: clean(o.str("pipeline_tag"), 512)},
	}
	relation := relations[o.str("base_model_relation")]
	if relation == "" {
		relation = "FINETUNE"
	}
	for _, base := range o.strs("base_model") {
		d.Parents = append(d.Parents, NamedParent{Name: base, Relation: relation})
	}
	for _, set := range o.strs("datasets") {
		d.Parents = append(d.Parents, NamedParent{Name: set, Relation: "TRAINED_ON"})
	}
	return d, nil
}
