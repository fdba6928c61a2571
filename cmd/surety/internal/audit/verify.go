package audit

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"cosmossdk.io/core/address"
)

// MaxDocument is the largest report that is read.
const MaxDocument = 64 << 20

// Trust is where the application hash of a height comes from.
type Trust func(ctx context.Context, chainID string, height int64) (appHash []byte, err error)

// TrustNode takes it from a node's header of the next height.
func TrustNode(node Node) Trust {
	return func(ctx context.Context, chainID string, height int64) ([]byte, error) {
		next := height + 1
		res, err := node.Header(ctx, &next)
		if err != nil {
			return nil, fmt.Errorf("the node has no header of height %d: %w", next, err)
		}
		if res.Header == nil {
			return nil, fmt.Errorf("the node has no header of height %d", next)
		}
		if res.Header.ChainID != chainID {
			return nil, fmt.Errorf("the node is on %s, the report is about %s", res.Header.ChainID, chainID)
		}
		return res.Header.AppHash, nil
	}
}

// TrustHash takes it from the user.
func TrustHash(appHash []byte) Trust {
	return func(context.Context, string, int64) ([]byte, error) { return appHash, nil }
}

// Verify checks a report: that every record lies in the state with an application hash that is trusted, that everything that the report
// says follows from its records, and nothing else is in it. It tells say each check as it passes. The error names the first that does not.
func Verify(ctx context.Context, addresses address.Codec, from io.Reader, trust Trust, say func(string)) (*Report, error) {
	raw, err := io.ReadAll(io.LimitReader(from, MaxDocument+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > MaxDocument {
		return nil, fmt.Errorf("the report is larger than %d bytes", MaxDocument)
	}
	d, err := dossierOf(raw)
	if err != nil {
		return nil, err
	}
	say(fmt.Sprintf("the document is OSCAL Assessment Results with a dossier of %d records", len(d.Records)))
	appHash, err := trust(ctx, d.ChainID, d.Height)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(appHash, d.AppHash) {
		return nil, fmt.Errorf("the application hash of height %d is %X, the report says %X", d.Height, appHash, d.AppHash)
	}
	say(fmt.Sprintf("the application hash of height %d of %s is trusted", d.Height, d.ChainID))
	for _, record := range d.Records {
		if err := record.Verify(appHash); err != nil {
			return nil, err
		}
	}
	say(fmt.Sprintf("%d proofs hold", len(d.Records)))
	report, err := Write(addresses, d)
	if err != nil {
		return nil, err
	}
	if err := report.compare(raw); err != nil {
		return nil, err
	}
	present := 0
	for _, c := range report.controls {
		if c.state == Present {
			present++
		}
	}
	say(fmt.Sprintf("every finding follows from the records: evidence present for %d controls, absent for %d", present, len(report.controls)-present))
	return report, nil
}

// dossierOf finds the dossier of a document.
func dossierOf(raw []byte) (d Dossier, err error) {
	var document Document
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&document); err != nil {
		return d, fmt.Errorf("the report is no document of this kind: %w", err)
	}
	back := document.Results.BackMatter
	if back == nil || len(back.Resources) != 1 || back.Resources[0].Base64 == nil {
		return d, errors.New("the report has no dossier: write it with `surety audit export`")
	}
	inner, err := base64.StdEncoding.DecodeString(back.Resources[0].Base64.Value)
	if err != nil {
		return d, fmt.Errorf("the dossier is no base64: %w", err)
	}
	if err := json.Unmarshal(inner, &d); err != nil {
		return d, fmt.Errorf("the dossier: %w", err)
	}
	return d, nil
}

// compare requires that a document says what its dossier comes to, and names the first line that does not.
func (r *Report) compare(raw []byte) error {
	want, err := r.JSON()
	if err != nil {
		return err
	}
	if bytes.Equal(raw, want) {
		return nil
	}
	got, wanted := strings.Split(string(raw), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(got), len(wanted)) {
		if got[i] != wanted[i] {
			return fmt.Errorf("line %d says %s, from the records follows %s", i+1, shorten(got[i]), shorten(wanted[i]))
		}
	}
	return fmt.Errorf("the report has %d lines, from the records follow %d", len(got), len(wanted))
}

func shorten(line string) string {
	const most = 160
	line = strings.TrimSpace(line)
	if len(line) > most {
		line = line[:most] + "…"
	}
	return line
}

// VerifyComplete checks that a report leaves nothing out: what is collected again, at the same height, is in it. Only a node that keeps that
// height can say.
func (r *Report) VerifyComplete(ctx context.Context, c *Collector, say func(string)) error {
	c.Height = r.Dossier.Height
	again, err := c.Collect(ctx, r.Dossier.About, r.Dossier.Policies)
	if err != nil {
		return err
	}
	if err := LeftOut(r.Dossier, again); err != nil {
		return err
	}
	say(fmt.Sprintf("nothing is left out of what the chain had at height %d", c.Height))
	return nil
}

// LeftOut names a record that a dossier of the same height and subject has and a report's has not.
func LeftOut(report, again Dossier) error {
	have := make(map[string]bool, len(report.Records))
	for _, record := range report.Records {
		have[record.Kind+string(record.Key)] = true
	}
	for _, record := range again.Records {
		if !have[record.Kind+string(record.Key)] {
			return fmt.Errorf("the report leaves out the %s %s", record.Kind, record.ID)
		}
	}
	if again.Truncated && !report.Truncated {
		return errors.New("the report does not say that there is more on chain than it holds")
	}
	return nil
}

// VerifyTransactions checks that the transactions which the report names are on the node's chain, at the heights that it says. They are not
// part of the state, so only a node can say.
func (r *Report) VerifyTransactions(ctx context.Context, node Node, say func(string)) error {
	named := 0
	for _, record := range r.Dossier.Records {
		if record.TxHash == "" {
			continue
		}
		hash, err := hex.DecodeString(record.TxHash)
		if err != nil {
			return fmt.Errorf("%s %s: %q is no transaction's hash", record.Kind, record.ID, record.TxHash)
		}
		res, err := node.Tx(ctx, hash, false)
		if err != nil {
			return fmt.Errorf("%s %s: transaction %s: %w", record.Kind, record.ID, record.TxHash, err)
		}
		if res.Height != record.TxHeight {
			return fmt.Errorf("%s %s: transaction %s is at height %d, the report says %d", record.Kind, record.ID, record.TxHash, res.Height, record.TxHeight)
		}
		named++
	}
	say(fmt.Sprintf("%d transactions are where the report says", named))
	return nil
}
