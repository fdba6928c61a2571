package audit

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"cosmossdk.io/core/address"

	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

// What a control comes to. A report says what evidence there is and never that something complies.
const (
	Present = "evidence present"
	Absent  = "evidence absent"
)

// control is one control that the policies map, with what the records say of its rules.
type control struct {
	framework, id, title string
	state, reason        string
	notes                []string
	judgements           []Judgement
}

// Report is what a dossier comes to.
type Report struct {
	Dossier  Dossier
	Document Document
	controls []control
	// unmapped are controls, by framework, that no policy maps.
	unmapped map[string][]policytypes.Control
	texts    map[string]string
	file     *file
}

// space makes identifiers that follow from what they identify, so that the same dossier gives the same report.
var space = uuid.NewSHA1(uuid.NameSpaceURL, []byte(Namespace))

func identify(parts ...string) string {
	return uuid.NewSHA1(space, []byte(strings.Join(parts, "\x00"))).String()
}

// controlToken is a control's id as OSCAL writes one: letters, digits, '.', '-' and '_'.
func controlToken(framework, id string) string {
	functions := strings.NewReplacer("govern ", "gv-", "map ", "mp-", "measure ", "ms-", "manage ", "mg-")
	text := strings.ToLower(id)
	if framework == policytypes.AIRMF {
		return "ai-rmf-" + functions.Replace(text)
	}
	return framework + "-" + strings.Trim(strings.NewReplacer(" ", "-", "(", "-", ")", "").Replace(text), "-")
}

// Write makes the report of a dossier. The same dossier gives the same bytes.
func Write(addresses address.Codec, d Dossier) (*Report, error) {
	f, err := read(addresses, d)
	if err != nil {
		return nil, err
	}
	r := &Report{Dossier: d, file: f, texts: map[string]string{}, unmapped: map[string][]policytypes.Control{}}
	for _, record := range d.Records {
		text, err := record.Text()
		if err != nil {
			return nil, err
		}
		r.texts[record.Kind+" "+record.ID] = text
	}
	for _, a := range f.attestations { // the record alone says neither who nor under which schema
		if r.texts[KindAttestation+" "+a.Uid], err = textOf(&a); err != nil {
			return nil, err
		}
	}
	if err := r.weigh(); err != nil {
		return nil, err
	}
	return r, r.compose()
}

// weigh judges every rule of every policy, and from that every control.
func (r *Report) weigh() error {
	at := map[string]int{}
	for _, id := range r.Dossier.Policies {
		policy, found := r.file.policies[id]
		if !found {
			return fmt.Errorf("audit: the policy %s is not in the report", id)
		}
		judged := map[string]Judgement{}
		for _, rule := range policy.Content.Rules {
			judged[rule.Id] = r.file.judge(id, rule)
		}
		for _, mapping := range policy.Content.Controls {
			name := mapping.Framework + " " + mapping.ControlId
			if _, known := at[name]; !known {
				at[name] = len(r.controls)
				r.controls = append(r.controls, control{framework: mapping.Framework, id: mapping.ControlId, title: titleOf(mapping)})
			}
			c := &r.controls[at[name]]
			if mapping.Note != "" {
				c.notes = append(c.notes, mapping.Note)
			}
			for _, rule := range mapping.RuleIds {
				c.judgements = append(c.judgements, judged[rule])
			}
		}
	}
	for i := range r.controls {
		r.controls[i].conclude()
	}
	return r.listUnmapped(at)
}

func titleOf(mapping policytypes.Mapping) string {
	controls, err := policytypes.Controls(mapping.Framework)
	if err != nil {
		return ""
	}
	for _, c := range controls {
		if c.Id == mapping.ControlId {
			return c.Title
		}
	}
	return ""
}

func (r *Report) listUnmapped(mapped map[string]int) error {
	for _, framework := range []string{policytypes.AIRMF, policytypes.EUAIAct} {
		controls, err := policytypes.Controls(framework)
		if err != nil {
			return err
		}
		r.unmapped[framework] = slices.DeleteFunc(controls, func(c policytypes.Control) bool {
			_, is := mapped[framework+" "+c.Id]
			return is
		})
	}
	return nil
}

// conclude says whether there is evidence for a control: every rule that bears on it is kept, and by records in this report.
func (c *control) conclude() {
	var broken, held []string
	for _, j := range c.judgements {
		switch {
		case j.Open:
			broken = append(broken, fmt.Sprintf("rule %s: %s", j.Rule.Id, j.Reason))
		case !j.Holds:
			broken = append(broken, fmt.Sprintf("rule %s is not kept: %s", j.Rule.Id, j.Reason))
		default:
			held = append(held, j.Rule.Id)
		}
	}
	switch {
	case len(c.judgements) == 0:
		c.state, c.reason = Absent, "no rule of the policies bears on it: nothing on chain says anything of it"
	case len(broken) > 0:
		c.state, c.reason = Absent, strings.Join(broken, "; ")
	default:
		c.state, c.reason = Present, "rules kept: "+strings.Join(held, ", ")
	}
	if len(c.notes) > 0 {
		c.reason += ". The policy notes: " + strings.Join(c.notes, "; ")
	}
}

func (r *Report) title() string {
	return fmt.Sprintf("What %s knows of the %s %s", r.Dossier.ChainID, r.Dossier.About.Kind, r.Dossier.About.ID)
}

// Scope is said in every report.
const Scope = "This is a list of evidence on one chain at one height. It is no statement of conformity: whether a control is met is for people to judge."

func (r *Report) compose() error {
	d := r.Dossier
	when := time.Unix(d.Time, 0).UTC().Format(time.RFC3339)
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	root := identify("report", string(raw))
	dossier := identify(root, "dossier")
	result := Result{
		UUID: identify(root, "result"), Title: r.title(), Description: Scope, Start: when, End: when,
		ReviewedControls: ReviewedControls{Selections: []ControlSelection{{Description: "The controls that the named policies map."}}},
		Remarks:          r.remarks(),
	}
	for _, c := range r.controls {
		result.ReviewedControls.Selections[0].Include = append(result.ReviewedControls.Selections[0].Include, ControlID{controlToken(c.framework, c.id)})
		result.Findings = append(result.Findings, r.finding(root, c))
	}
	for _, record := range d.Records {
		result.Observations = append(result.Observations, r.observation(root, dossier, record))
	}
	r.Document = Document{AssessmentResults{
		UUID: root,
		Metadata: Metadata{
			Title: r.title(), LastModified: when, Version: "1", OSCALVersion: OSCALVersion, Remarks: Scope,
			Props: []Prop{
				{"chain-id", Namespace, d.ChainID},
				{"height", Namespace, fmt.Sprint(d.Height)},
				{"app-hash", Namespace, strings.ToUpper(hex.EncodeToString(d.AppHash))},
			},
		},
		ImportAP: Link{"#" + dossier}, Results: []Result{result},
		BackMatter: &BackMatter{Resources: []Resource{{
			UUID: dossier, Title: "Dossier", Description: "Every record with its ICS-23 proofs, and the policies that the report is measured by.",
			Base64: &Base64{"dossier.json", "application/json", base64.StdEncoding.EncodeToString(raw)},
		}}},
	}}
	return nil
}

func (r *Report) remarks() string {
	var parts []string
	for _, framework := range []string{policytypes.AIRMF, policytypes.EUAIAct} {
		var ids []string
		for _, c := range r.unmapped[framework] {
			ids = append(ids, c.Id)
		}
		parts = append(parts, fmt.Sprintf("Not assessed, of %s (%d): %s.", framework, len(ids), strings.Join(ids, ", ")))
	}
	if r.Dossier.Truncated {
		parts = append(parts, "There is more on chain than this report holds.")
	}
	return strings.Join(parts, " ")
}

func (r *Report) finding(root string, c control) Finding {
	f := Finding{
		UUID: identify(root, "finding", c.framework, c.id), Title: c.framework + " " + c.id + ": " + c.title, Description: c.state + ": " + c.reason,
		Target: Target{"objective-id", controlToken(c.framework, c.id), Status{State: "not-satisfied", Reason: "other", Remarks: c.state}},
	}
	if c.state == Present {
		f.Target.Status = Status{State: "satisfied", Reason: "pass", Remarks: c.state}
	}
	seen := map[string]bool{}
	for _, j := range c.judgements {
		for _, id := range j.Evidence {
			for _, record := range r.Dossier.Records {
				if record.ID == id && record.Kind != KindBatch && !seen[record.Kind+id] {
					seen[record.Kind+id] = true
					f.Related = append(f.Related, RelatedObservation{identify(root, "observation", record.Kind, record.ID)})
				}
			}
		}
	}
	return f
}

func (r *Report) observation(root, dossier string, record Record) Observation {
	href := fmt.Sprintf("chain://%s/%d/%s/%s", r.Dossier.ChainID, r.Dossier.Height, record.Store, hex.EncodeToString(record.Key))
	tx := "transaction not found in the node's index"
	if record.TxHash != "" {
		tx = fmt.Sprintf("transaction %s at height %d", record.TxHash, record.TxHeight)
	}
	return Observation{
		UUID: identify(root, "observation", record.Kind, record.ID), Title: record.Kind + " " + record.ID,
		Description: r.texts[record.Kind+" "+record.ID], Methods: []string{"EXAMINE"},
		Collected: time.Unix(r.Dossier.Time, 0).UTC().Format(time.RFC3339),
		Evidence: []Evidence{
			{href, fmt.Sprintf("proved under the application hash of height %d; %s", r.Dossier.Height, tx)},
			{"#" + dossier, "the value and its proofs"},
		},
	}
}

// JSON is the document, indented, with a line feed at its end.
func (r *Report) JSON() ([]byte, error) {
	raw, err := json.MarshalIndent(r.Document, "", "  ")
	return append(raw, '\n'), err
}
