package audit_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cosmos/cosmos-sdk/codec/address"

	"github.com/suretynetwork/surety/cmd/surety/internal/audit"
)

var addresses = address.NewBech32Codec("surety")

// golden is the report that `make demo` wrote about its sixth story: real records and proofs of a real chain.
func golden(t *testing.T) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "report.json"))
	require.NoError(t, err)
	return raw
}

func document(t *testing.T, raw []byte) audit.Document {
	t.Helper()
	var d audit.Document
	require.NoError(t, json.Unmarshal(raw, &d))
	return d
}

func dossier(t *testing.T, raw []byte) audit.Dossier {
	t.Helper()
	inner, err := base64.StdEncoding.DecodeString(document(t, raw).Results.BackMatter.Resources[0].Base64.Value)
	require.NoError(t, err)
	var d audit.Dossier
	require.NoError(t, json.Unmarshal(inner, &d))
	return d
}

func trusted(t *testing.T) []byte {
	t.Helper()
	for _, prop := range document(t, golden(t)).Results.Metadata.Props {
		if prop.Name == "app-hash" {
			raw, err := hex.DecodeString(prop.Value)
			require.NoError(t, err)
			return raw
		}
	}
	require.Fail(t, "the report names no application hash")
	return nil
}

func verify(t *testing.T, raw []byte) error {
	t.Helper()
	_, err := audit.Verify(context.Background(), addresses, bytes.NewReader(raw), audit.TrustHash(trusted(t)), func(string) {})
	return err
}

func TestAReportOfARealChainVerifies(t *testing.T) {
	var said []string
	report, err := audit.Verify(context.Background(), addresses, bytes.NewReader(golden(t)), audit.TrustHash(trusted(t)),
		func(text string) { said = append(said, text) })
	require.NoError(t, err)
	require.Len(t, said, 4)
	require.Equal(t, "every finding follows from the records: evidence present for 5 controls, absent for 1", said[3])
	again, err := report.JSON()
	require.NoError(t, err)
	require.Equal(t, string(golden(t)), string(again))
	for _, finding := range report.Document.Results.Results[0].Findings {
		if finding.Target.Status.State == "satisfied" {
			require.NotEmpty(t, finding.Related, finding.Title)
		} else {
			require.Contains(t, finding.Description, "nothing on chain says anything of it")
		}
	}
}

// A report is evidence. It claims no more.
func TestAReportNeverSaysCompliant(t *testing.T) {
	report, err := audit.Write(addresses, dossier(t, golden(t)))
	require.NoError(t, err)
	page, err := report.HTML()
	require.NoError(t, err)
	for _, text := range []string{string(page), string(golden(t))} {
		require.NotContains(t, strings.ToLower(text), "complian")
		require.Contains(t, text, audit.Scope)
	}
}

func TestAChangedReportIsNamed(t *testing.T) {
	replace := func(from, to string) func(*testing.T, []byte) []byte {
		return func(t *testing.T, raw []byte) []byte {
			t.Helper()
			require.Contains(t, string(raw), from)
			return []byte(strings.Replace(string(raw), from, to, 1))
		}
	}
	for name, test := range map[string]struct {
		change func(*testing.T, []byte) []byte
		text   string
	}{
		"a finding turned":      {replace(`"state": "not-satisfied"`, `"state": "satisfied"`), `says "state": "satisfied"`},
		"a reason embellished":  {replace("evidence absent: ", "evidence present: "), "from the records follows"},
		"a record retold":       {replace(`VERDICT_VERIFIED`, `VERDICT_DENIED`), "from the records follows"},
		"an observation's text": {replace(`"collected": "`, `"collected": "1`), "from the records follows"},
		"something added":       {replace(`"remarks": "Not assessed`, `"remarks": "All is well. Not assessed`), "from the records follows"},
		"an unknown field":      {replace(`"import-ap": {`, `"approved": true, "import-ap": {`), `unknown field "approved"`},
		"cut short":             {func(_ *testing.T, raw []byte) []byte { return raw[:len(raw)/2] }, "is no document of this kind"},
		"not JSON":              {func(*testing.T, []byte) []byte { return []byte("<html>") }, "is no document of this kind"},
		"no dossier":            {func(*testing.T, []byte) []byte { return []byte(`{"assessment-results":{}}`) }, "has no dossier"},
		"too large":             {func(*testing.T, []byte) []byte { return bytes.Repeat([]byte(" "), audit.MaxDocument+1) }, "is larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			require.ErrorContains(t, verify(t, test.change(t, golden(t))), test.text)
		})
	}
}

// Whoever writes a whole new report around records of its own fails at the proofs.
func TestARecordThatIsNotOnTheChainIsNamed(t *testing.T) {
	find := func(d *audit.Dossier, kind string) *audit.Record {
		for i := range d.Records {
			if d.Records[i].Kind == kind {
				return &d.Records[i]
			}
		}
		return nil
	}
	for name, test := range map[string]struct {
		forge func(*audit.Dossier)
		text  string
	}{
		"a value": {func(d *audit.Dossier) {
			value := find(d, audit.KindArtefact).Value
			value[len(value)-1] ^= 1
		}, "is not in the store as the report says"},
		"a proof":             {func(d *audit.Dossier) { find(d, audit.KindOrder).Proofs[0][40] ^= 1 }, "the proof does not hold"},
		"no proof":            {func(d *audit.Dossier) { find(d, audit.KindOrder).Proofs = nil }, "has 0 proofs, 2 are needed"},
		"another's proof":     {func(d *audit.Dossier) { find(d, audit.KindOrder).Proofs = find(d, audit.KindLease).Proofs }, "the proof does not hold"},
		"another store":       {func(d *audit.Dossier) { find(d, audit.KindOrder).Store = "bank" }, `does not lie in the store "bank"`},
		"another kind":        {func(d *audit.Dossier) { find(d, audit.KindOrder).Kind = audit.KindLease }, "does not decode"},
		"a kind that is none": {func(d *audit.Dossier) { find(d, audit.KindOrder).Kind = "miracle" }, "is no kind of record"},
		"another hash":        {func(d *audit.Dossier) { d.AppHash[0] ^= 1 }, "the application hash of height"},
		"edges left out": {func(d *audit.Dossier) {
			for i, r := range d.Records {
				if r.Kind == audit.KindEdge {
					d.Records = append(d.Records[:i:i], d.Records[i+1:]...)
					return
				}
			}
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := dossier(t, golden(t))
			test.forge(&d)
			report, err := audit.Write(addresses, d)
			if err == nil {
				var raw []byte
				raw, err = report.JSON()
				require.NoError(t, err)
				err = verify(t, raw)
			}
			if test.text != "" {
				require.ErrorContains(t, err, test.text)
				return
			}
			// Every record that is left is true, so the report stands; but it no longer shows that the data was looked at.
			require.NoError(t, err)
			for _, finding := range report.Document.Results.Results[0].Findings {
				if strings.Contains(finding.Title, "ANNEX IV 2(d)") {
					require.Contains(t, finding.Description, "the report leaves out what")
				}
			}
		})
	}
}

func TestWhatIsLeftOutIsNamed(t *testing.T) {
	whole := dossier(t, golden(t))
	require.NoError(t, audit.LeftOut(whole, whole))
	for i, left := range whole.Records {
		part := whole
		part.Records = append(append([]audit.Record{}, whole.Records[:i]...), whole.Records[i+1:]...)
		require.EqualError(t, audit.LeftOut(part, whole), "the report leaves out the "+left.Kind+" "+left.ID)
	}
	more := whole
	more.Truncated = true
	require.ErrorContains(t, audit.LeftOut(whole, more), "there is more on chain")
}

func TestTheNodeMustKnowTheHeight(t *testing.T) {
	_, err := audit.Verify(context.Background(), addresses, bytes.NewReader(golden(t)), audit.TrustHash(make([]byte, 32)), func(string) {})
	require.ErrorContains(t, err, "the application hash of height")
}
