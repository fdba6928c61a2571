package audit

// The part of OSCAL's Assessment Results (https://pages.nist.gov/OSCAL, version 1.1.3) that a report needs.

// OSCALVersion is the version of the format.
const OSCALVersion = "1.1.3"

// Namespace is that of the properties which OSCAL has no name for.
const Namespace = "https://surety.network/ns/oscal"

// Document is a report as a file.
type Document struct {
	Results AssessmentResults `json:"assessment-results"`
}

// AssessmentResults is OSCAL's assessment-results.
type AssessmentResults struct {
	UUID       string      `json:"uuid"`
	Metadata   Metadata    `json:"metadata"`
	ImportAP   Link        `json:"import-ap"`
	Results    []Result    `json:"results"`
	BackMatter *BackMatter `json:"back-matter,omitempty"`
}

// Metadata is OSCAL's metadata.
type Metadata struct {
	Title        string `json:"title"`
	LastModified string `json:"last-modified"`
	Version      string `json:"version"`
	OSCALVersion string `json:"oscal-version"`
	Props        []Prop `json:"props,omitempty"`
	Remarks      string `json:"remarks,omitempty"`
}

// Link is a reference to a resource of the document, or elsewhere.
type Link struct {
	Href string `json:"href"`
}

// Prop is OSCAL's property.
type Prop struct {
	Name  string `json:"name"`
	NS    string `json:"ns,omitempty"`
	Value string `json:"value"`
}

// Result is OSCAL's result.
type Result struct {
	UUID             string           `json:"uuid"`
	Title            string           `json:"title"`
	Description      string           `json:"description"`
	Start            string           `json:"start"`
	End              string           `json:"end"`
	ReviewedControls ReviewedControls `json:"reviewed-controls"`
	Observations     []Observation    `json:"observations,omitempty"`
	Findings         []Finding        `json:"findings,omitempty"`
	Remarks          string           `json:"remarks,omitempty"`
}

// ReviewedControls is OSCAL's reviewed-controls.
type ReviewedControls struct {
	Selections []ControlSelection `json:"control-selections"`
}

// ControlSelection is OSCAL's control-selection.
type ControlSelection struct {
	Description string      `json:"description,omitempty"`
	Include     []ControlID `json:"include-controls,omitempty"`
}

// ControlID names a control.
type ControlID struct {
	ID string `json:"control-id"`
}

// Observation is OSCAL's observation: here, one record of the chain.
type Observation struct {
	UUID        string     `json:"uuid"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Props       []Prop     `json:"props,omitempty"`
	Methods     []string   `json:"methods"`
	Evidence    []Evidence `json:"relevant-evidence"`
	Collected   string     `json:"collected"`
}

// Evidence is OSCAL's relevant-evidence.
type Evidence struct {
	Href        string `json:"href"`
	Description string `json:"description"`
}

// Finding is OSCAL's finding: here, one control.
type Finding struct {
	UUID        string               `json:"uuid"`
	Title       string               `json:"title"`
	Description string               `json:"description"`
	Props       []Prop               `json:"props,omitempty"`
	Target      Target               `json:"target"`
	Related     []RelatedObservation `json:"related-observations,omitempty"`
}

// Target is what a finding is about, and how it stands.
type Target struct {
	Type   string `json:"type"`
	ID     string `json:"target-id"`
	Status Status `json:"status"`
}

// Status is OSCAL's objective status.
type Status struct {
	State   string `json:"state"`
	Reason  string `json:"reason,omitempty"`
	Remarks string `json:"remarks,omitempty"`
}

// RelatedObservation names an observation of the same result.
type RelatedObservation struct {
	UUID string `json:"observation-uuid"`
}

// BackMatter is OSCAL's back-matter: here, the dossier.
type BackMatter struct {
	Resources []Resource `json:"resources"`
}

// Resource is OSCAL's resource.
type Resource struct {
	UUID        string  `json:"uuid"`
	Title       string  `json:"title"`
	Description string  `json:"description,omitempty"`
	Base64      *Base64 `json:"base64,omitempty"`
	RLinks      []RLink `json:"rlinks,omitempty"`
}

// RLink says where a resource is.
type RLink struct {
	Href string `json:"href"`
}

// Base64 is a resource's content.
type Base64 struct {
	Filename  string `json:"filename"`
	MediaType string `json:"media-type"`
	Value     string `json:"value"`
}
