package demo

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/surety/internal/modelcmd"
	"github.com/suretynetwork/surety/cmd/surety/internal/submit"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const (
	// reviewSchema is what the auditor says of what it looked at: the SHA-256 of its report.
	reviewSchema = "bytes32 reportSha256"
	royaltyBps   = 1_000
	// nameFee is what the first name of the maker's and the first policy of the auditor's cost.
	nameFee = 1_000_000
)

// registered is what the maker put into the registry.
type registered struct {
	job                     submit.Job
	data, model, evaluation string
}

// governed is story (f).
func (s *stage) governed(ctx context.Context) (map[string]change, bool, error) {
	r, err := s.registerWork(ctx)
	if err != nil {
		return nil, false, err
	}
	schema, policy, err := s.writePolicy(ctx)
	if err != nil {
		return nil, false, err
	}
	r.job.Terms.PolicyIds = []string{policy}
	refused, err := s.refusedOrder(ctx, r.job)
	if err != nil {
		return nil, false, err
	}
	if err := s.vouch(ctx, schema, "artefact:"+r.data, "artefact:"+r.model, "artefact:"+r.evaluation, s.party("alice").address); err != nil {
		return nil, false, err
	}
	placed, err := s.user().Place(ctx, r.job)
	if err != nil {
		return nil, false, err
	}
	results, err := s.user().Follow(ctx, placed)
	if err != nil {
		return nil, false, err
	}
	// bob and carol asked for nothing: the policy wants a provider that the auditor knows.
	known := len(results) == 1 && results[0].Lease.Provider == s.party("alice").address
	s.say("  Of 1000 for the job, 100 went to the maker of the model.")
	if err := s.audit(ctx, placed.OrderID); err != nil {
		return nil, false, err
	}
	return map[string]change{
		"user": {account: -1000}, "alice": {account: 900}, "maker": {account: 100 - nameFee}, "auditor": {account: -nameFee},
	}, refused && known, nil
}

// registerWork registers data, a model that is the digit network under the maker's name, and a measurement of it.
func (s *stage) registerWork(ctx context.Context) (r registered, err error) {
	m, err := modelcmd.Load(s.model)
	if err != nil {
		return r, err
	}
	inputs, err := modelcmd.LoadInputs(m.Program, s.input)
	if err != nil {
		return r, err
	}
	program := *m.Program
	program.Nodes = append(program.Nodes[:0:0], program.Nodes...)
	program.Nodes[0].Name = "the maker's digits"
	r.job = submit.Job{Program: &program, Weights: m.Weights, Name: "maker-digits", Inputs: inputs, Terms: terms()}
	for _, add := range []struct {
		id                  *string
		name, kind, licence string
		content             []byte
		more                []string
	}{
		{&r.data, "maker/pictures", "dataset", "CC-BY-4.0", inputs[0], []string{"--personal-data", "no"}},
		{&r.model, "maker/digits", "model", "Apache-2.0", m.Weights, []string{"--parent", "trained_on:maker/pictures", "--personal-data", "no"}},
		{
			&r.evaluation, "maker/measured", "evaluation", "CC0-1.0", []byte(`{"metric":"accuracy","of":1,"right":1}` + "\n"),
			[]string{"--parent", "evaluated_on:maker/digits", "--parent", "evaluated_on:maker/pictures"},
		},
	} {
		if *add.id, err = s.addArtefact(ctx, add.name, add.content, append([]string{"--kind", add.kind, "--licence", add.licence}, add.more...)); err != nil {
			return r, err
		}
	}
	return r, s.linkProgram(ctx, r)
}

func (s *stage) addArtefact(ctx context.Context, name string, content []byte, args []string) (string, error) {
	path := filepath.Join(s.dir, strings.ReplaceAll(name, "/", "-"))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return "", err
	}
	maker := s.party("maker")
	if err := command(ctx, s.self, append(append([]string{"artefact", "add", path, "--name", name}, args...), s.writer(maker)...)...); err != nil {
		return "", err
	}
	res, err := maker.chain.Artefact.ArtefactByName(ctx, &artefacttypes.QueryArtefactByNameRequest{Name: name})
	if err != nil {
		return "", err
	}
	return res.Artefact.Id, nil
}

// writer are the flags of a command that sends a transaction.
func (s *stage) writer(p *party) []string {
	return []string{"--home", p.home, "--keyring-backend", "test", "--node", s.grpc, "--gas-price", "0usure"}
}

// linkProgram says that the program is the model, and what it costs to run.
func (s *stage) linkProgram(ctx context.Context, r registered) error {
	maker := s.party("maker")
	raw, err := r.job.Program.Encode()
	if err != nil {
		return err
	}
	id, err := r.job.Program.ID()
	if err != nil {
		return err
	}
	none := sdk.NewCoin(denom, math.ZeroInt())
	_, err = maker.chain.Send(ctx, &verificationtypes.MsgRegisterProgram{Creator: maker.address, Name: r.job.Name, Graph: raw})
	if err != nil {
		return err
	}
	_, err = maker.chain.Send(ctx,
		&artefacttypes.MsgLinkProgram{Owner: maker.address, ArtefactId: r.model, ProgramId: hex.EncodeToString(id[:])},
		&artefacttypes.MsgSetRoyalty{Owner: maker.address, ArtefactId: r.model, PerLease: none, ShareBps: royaltyBps})
	return err
}

// writePolicy has the auditor say what it wants of a job.
func (s *stage) writePolicy(ctx context.Context) (schema, policy string, err error) {
	auditor := s.party("auditor")
	schema = eas.SchemaUID(reviewSchema, eas.Address{}, true).String()
	trusted, none := []string{auditor.address}, math.ZeroInt()
	reviewed := func(id string, target policytypes.Target) policytypes.Rule {
		return policytypes.Rule{Id: id, Kind: policytypes.RuleAttested, Target: target, Schema: schema, AllOf: trusted, MinBond: none}
	}
	content := policytypes.Content{
		Title: "Digits that the auditor has looked at",
		Rules: []policytypes.Rule{
			reviewed("model-reviewed", policytypes.TargetModel),
			reviewed("data-reviewed", policytypes.TargetData),
			reviewed("provider-known", policytypes.TargetProvider),
			{Id: "no-personal-data", Kind: policytypes.RulePersonalData, Target: policytypes.TargetData, MinBond: none},
			{
				Id: "commercial-use", Kind: policytypes.RuleLicence, Target: policytypes.TargetModel, Uses: policytypes.Uses{Commercial: true}, MinBond: none,
			},
			{Id: "time-to-object", Kind: policytypes.RuleVerification, MinWindowBlocks: window, MinBond: math.NewInt(leaseBond)},
		},
		Controls: []policytypes.Mapping{
			{Framework: policytypes.AIRMF, ControlId: "MEASURE 2.1", RuleIds: []string{"model-reviewed"}, Note: "the report's SHA-256 is attested"},
			{Framework: policytypes.AIRMF, ControlId: "MEASURE 2.10", RuleIds: []string{"no-personal-data", "data-reviewed"}},
			{Framework: policytypes.AIRMF, ControlId: "MANAGE 3.1", RuleIds: []string{"provider-known"}},
			{Framework: policytypes.AIRMF, ControlId: "GOVERN 3.2", Note: "who decides is not written on this chain"},
			{Framework: policytypes.EUAIAct, ControlId: "ANNEX IV 2(d)", RuleIds: []string{"data-reviewed"}},
			{Framework: policytypes.EUAIAct, ControlId: "ART 12", RuleIds: []string{"time-to-object"}},
		},
	}
	_, err = auditor.chain.Send(ctx,
		&attestationtypes.MsgRegisterSchema{Registrar: auditor.address, Schema: reviewSchema, Revocable: true, Name: "review"},
		&policytypes.MsgPublishPolicy{Owner: auditor.address, Name: "digits", Content: content})
	return schema, auditor.address + "/digits", err
}

// refusedOrder places an order before anything is attested, and says why the chain refuses it.
func (s *stage) refusedOrder(ctx context.Context, job submit.Job) (bool, error) {
	_, err := s.user().Place(ctx, job)
	if err == nil {
		return false, errors.New("an order was accepted though nobody vouches for its model")
	}
	text := err.Error()
	at, end := strings.Index(text, "model-reviewed of "), strings.Index(text, ": "+policytypes.ErrRuleBroken.Error())
	if at < 0 || end < at {
		return false, err
	}
	s.say("  The order is refused: %s.", s.scribe.plain(text[at:end]))
	return true, nil
}

// vouch has the auditor attest subjects, in one message.
func (s *stage) vouch(ctx context.Context, schema string, subjects ...string) error {
	auditor := s.party("auditor")
	group := attestationtypes.StatementGroup{Schema: schema}
	for i, subject := range subjects {
		report := eas.Keccak(binary.BigEndian.AppendUint64(nil, uint64(i))) // stands for a report that would be published
		group.Statements = append(group.Statements, attestationtypes.Statement{
			Subject: subject, Data: report[:], Revocable: true, Value: math.ZeroInt(),
		})
	}
	_, err := auditor.chain.Send(ctx, &attestationtypes.MsgMultiAttest{
		Attester: auditor.address, Groups: []attestationtypes.StatementGroup{group},
	})
	return err
}

// audit writes the report on an order, and verifies it against the node.
func (s *stage) audit(ctx context.Context, order string) error {
	if err := os.MkdirAll(s.opts.pictures, 0o755); err != nil {
		return err
	}
	report, page := filepath.Join(s.opts.pictures, "audit.json"), filepath.Join(s.opts.pictures, "audit.html")
	for _, old := range []string{report, page} {
		if err := os.Remove(old); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	err := command(ctx, s.self, "audit", "export", "--order", order, "--out", report, "--html", page, "--node", s.grpc, "--rpc", "tcp://"+s.rpc)
	if err != nil {
		return err
	}
	if err := command(ctx, s.self, "audit", "verify", report, "--rpc", "tcp://"+s.rpc, "--node", s.grpc); err != nil {
		return err
	}
	raw, err := os.ReadFile(report)
	if err != nil {
		return err
	}
	if !json.Valid(raw) {
		return fmt.Errorf("%s is no JSON", report)
	}
	s.say("  The audit report is in %s, for people in %s; every proof in it was checked against the chain.", report, page)
	return nil
}
