package keeper_test

import (
	"encoding/hex"
	"math/big"
	"strings"
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/testutil/fixture"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/keeper"
	"github.com/suretynetwork/surety/x/verification/types"
)

// suite plays the scenarios of ../features over real modules.
type suite struct {
	gocuke.TestingT
	w      *court.World
	err    error
	traces map[string]*exec.Trace
	salts  map[string]string
	order  markettypes.OrderID
}

const (
	outputSecret = "0101010101010101010101010101010101010101010101010101010101010101"
)

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature").
		Step(`^the limits are the defaults$`, func(*suite) {}).
		Step(`^elements may need (\d+) bytes of proof$`, func(s *suite, n int64) { s.params(func(p *types.Params) { p.MaxProofBytes = uint64(n) }) }).
		Step(`^graphs may have (\d+) bytes$`, func(s *suite, n int64) { s.params(func(p *types.Params) { p.MaxProgramBytes = uint64(n) }) }).
		Step(`^outputs may have (\d+) bytes$`, func(s *suite, n int64) {
			s.params(func(p *types.Params) { p.MaxPublishedOutputBytes, p.MaxInlineOutputBytes = uint64(n), uint64(n) })
		}).
		Step(`^"([^"]*)" registers (another|the same) program$`, (*suite).registers).
		Step(`^"([^"]*)" registers the bytes "([^"]*)"$`, func(s *suite, who, raw string) { s.register(who, []byte(raw)) }).
		Step(`^there are (\d+) programs$`, (*suite).countPrograms).
		Step(`^"([^"]*)" says that the program is at "([^"]*)"$`, (*suite).updates).
		Step(`^(?:"([^"]*)"|governance) sets the publish blocks to (\d+)$`, (*suite).setsPublish).
		Step(`^(\d+) blocks pass$`, func(s *suite, n int64) { s.w.Blocks(n) }).
		Step(`^it succeeds$`, func(s *suite) { require.NoError(s, s.err) }).
		Step(`^it fails with "(.*)"$`, func(s *suite, text string) { require.ErrorContains(s, s.err, text) }).
		Step(`^the user was made whole$`, func(s *suite) { require.EqualValues(s, 1_000_000+4_500_000, s.w.Amount("alice")) }).
		Step(`^"([^"]*)" has (\d+) usure$`, func(s *suite, who string, n int64) { require.Equal(s, n, s.w.Amount(who)) })
	outputSteps(receiptSteps(runner)).Run()
}

func receiptSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^"([^"]*)" has a lease of "([^"]*)"$`, func(s *suite, provider, owner string) { s.leased(provider, owner, false) }).
		Step(`^"([^"]*)" has a lease of "([^"]*)" with an output key$`, func(s *suite, provider, owner string) { s.leased(provider, owner, true) }).
		Step(`^"([^"]*)" submits (?:his|bob's) receipt$`, func(s *suite, who string) { s.submits("", nil) }).
		Step(`^"([^"]*)" submits his receipt with (the outputs|false outputs|encrypted outputs|rubbish outputs)$`, (*suite).submitsWith).
		Step(`^"([^"]*)" submits a receipt with (.*)$`, func(s *suite, _, what string) { s.submits(what, nil) }).
		Step(`^the receipt of "([^"]*)" is "([^"]*)"$`, (*suite).receiptIs).
		Step(`^there is no receipt of "([^"]*)"$`, (*suite).noReceipt).
		Step(`^the outputs are on chain$`, (*suite).outputsThere).
		Step(`^the receipt is disputed$`, func(s *suite) { require.NoError(s, s.w.Verification.OpenDispute(s.w.Ctx, s.lease("bob"))) }).
		Step(`^the dispute ends$`, func(s *suite) { require.NoError(s, s.w.Verification.CloseDispute(s.w.Ctx, s.lease("bob"))) }).
		Step(`^a replicated order of "([^"]*)" leased to "([^"]*)" and "([^"]*)"$`, (*suite).replicated).
		Step(`^"([^"]*)" commits to (the honest|a false) receipt$`, (*suite).commits).
		Step(`^"([^"]*)" copies bob's commitment$`, (*suite).copies).
		Step(`^"([^"]*)" reveals$`, (*suite).reveals).
		Step(`^"([^"]*)" reveals without outputs$`, func(s *suite, who string) { s.revealsWith(who, nil) }).
		Step(`^the court faults "([^"]*)"$`, (*suite).faults)
}

func outputSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^"([^"]*)" demands the output$`, (*suite).demands).
		Step(`^"([^"]*)" publishes (the output|something else)$`, (*suite).publishes).
		Step(`^"([^"]*)" contests the output$`, func(s *suite, who string) { s.contests(who, outputSecret) }).
		Step(`^"([^"]*)" contests the output with another key$`, func(s *suite, who string) { s.contests(who, strings.Repeat("02", 32)) }).
		Step(`^"([^"]*)" shows his receipt and (a false one|the same signed later|one that he did not sign)$`, (*suite).shows)
}

// Before gives every scenario a world of its own, with bob and carol as providers.
func (s *suite) Before() {
	s.w = court.New(s)
	s.traces, s.salts, s.err = map[string]*exec.Trace{}, map[string]string{}, nil
	for _, name := range []string{"bob", "carol"} {
		s.w.Register(name, 20_000_000)
	}
}

func (s *suite) msgs() types.MsgServer { return keeper.NewMsgServer(s.w.Verification) }

func (s *suite) text(name string) string { return s.w.Bech32(s.w.Addr(name)) }

func (s *suite) try(act func(ctx sdk.Context) error) { s.err = s.w.Deliver(act) }

func (s *suite) params(change func(*types.Params)) {
	p := types.DefaultParams()
	change(&p)
	require.NoError(s, s.w.Verification.Params.Set(s.w.Ctx, p))
}

func (s *suite) registers(who, which string) {
	c := s.w.Case
	if which == "another" {
		c = graphtest.Digits(fatal{s})
	}
	raw, err := c.Program.Encode()
	require.NoError(s, err)
	s.register(who, raw)
}

// fatal lets graphtest report.
type fatal struct{ fixture.TB }

func (f fatal) Fatalf(format string, args ...any) { f.Errorf(format, args...); f.FailNow() }

func (s *suite) register(who string, raw []byte) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().RegisterProgram(ctx, &types.MsgRegisterProgram{Creator: s.text(who), Name: "digits", Graph: raw})
		return err
	})
}

func (s *suite) countPrograms(n int64) {
	res, err := keeper.NewQueryServer(s.w.Verification).Programs(s.w.Ctx, &types.QueryProgramsRequest{})
	require.NoError(s, err)
	require.Len(s, res.Programs, int(n))
	for _, p := range res.Programs {
		g, err := keeper.NewQueryServer(s.w.Verification).Graph(s.w.Ctx, &types.QueryGraphRequest{ProgramId: p.Id})
		require.NoError(s, err)
		decoded, err := graph.Decode(g.Graph)
		require.NoError(s, err)
		id, err := decoded.ID()
		require.NoError(s, err)
		require.Equal(s, p.Id, graph.FormatID(id), "the nodes give the graph again")
	}
}

func (s *suite) updates(who, place string) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().UpdateProgram(ctx, &types.MsgUpdateProgram{
			Creator: s.text(who), ProgramId: s.w.ProgramID, Name: "digits", Locations: []string{place},
		})
		return err
	})
}

func (s *suite) setsPublish(who string, n int64) {
	p := types.DefaultParams()
	p.PublishBlocks = n
	authority := s.w.Authority
	if who != "" {
		authority = s.text(who)
	}
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().UpdateParams(ctx, &types.MsgUpdateParams{Authority: authority, Params: p})
		return err
	})
}

func (s *suite) leased(provider, owner string, private bool) {
	terms := s.w.Terms()
	if private {
		terms.OutputKey = publicKey(s)
	}
	s.order = s.w.Lease(owner, provider, terms).Order
	s.traces[provider] = s.w.Own
}

func (s *suite) lease(provider string) markettypes.LeaseID {
	return markettypes.LeaseID{Order: s.order, Provider: s.w.Addr(provider)}
}

// mutations are receipts that are for something else, or signed wrongly. Those after the signature change what is signed.
func (s *suite) mutate(what string) (before func(*types.SignedReceipt), key string, after func(*types.SignedReceipt)) {
	other := strings.Repeat("ab", 32)
	nothing := func(*types.SignedReceipt) {}
	switch what {
	case "another program":
		return func(r *types.SignedReceipt) { r.ProgramId = other }, "bob", nothing
	case "another input":
		return func(r *types.SignedReceipt) { r.InputRoots = []string{other} }, "bob", nothing
	case "one output more":
		return func(r *types.SignedReceipt) { r.OutputRoots = append(r.OutputRoots, other) }, "bob", nothing
	case "another provider":
		return func(r *types.SignedReceipt) { r.Provider = s.text("carol") }, "bob", nothing
	case "another version":
		return func(r *types.SignedReceipt) { r.NumericsVersion = 2 }, "bob", nothing
	case "an upper case hash":
		return func(r *types.SignedReceipt) { r.TraceRoot = strings.ToUpper(r.TraceRoot) }, "bob", nothing
	case "a wrong signature":
		return nothing, "bob", func(r *types.SignedReceipt) { r.Signature = strings.Repeat("01", 64) }
	case "the key of carol":
		return nothing, "carol", nothing
	case "a high s":
		return nothing, "bob", func(r *types.SignedReceipt) { r.Signature = highS(s, r.Signature) }
	case "a changed trace":
		return nothing, "bob", func(r *types.SignedReceipt) { r.TraceRoot = other }
	default:
		return nothing, "bob", nothing
	}
}

// highS is the other signature that plain secp256k1 would take for the same bytes: r, n - s.
func highS(t fixture.TB, signature string) string {
	sig, err := hex.DecodeString(signature)
	require.NoError(t, err)
	n, _ := new(big.Int).SetString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16)
	return hex.EncodeToString(append(sig[:32:32], n.Sub(n, new(big.Int).SetBytes(sig[32:])).FillBytes(make([]byte, 32))...))
}

func (s *suite) submits(what string, outputs [][]byte) {
	before, key, after := s.mutate(what)
	r := s.w.Sign(s.lease("bob"), s.w.Own, key, before)
	after(&r)
	msg := &types.MsgSubmitReceipt{Submitter: s.text("bob"), Receipt: r, Outputs: outputs}
	if outputs == nil {
		msg.Submitter = s.text("carol") // anyone may bring it
	}
	if what == "a salt" {
		msg.Salt = strings.Repeat("ab", 32)
	}
	s.submit(msg)
}

func (s *suite) submit(msg *types.MsgSubmitReceipt) {
	s.try(func(ctx sdk.Context) error { _, err := s.msgs().SubmitReceipt(ctx, msg); return err })
}

func (s *suite) submitsWith(_, what string) {
	outputs := s.w.Own.Outputs()
	switch what {
	case "false outputs":
		outputs = [][]byte{make([]byte, len(outputs[0]))}
	case "encrypted outputs":
		outputs = [][]byte{s.sealed(outputs[0])}
	case "rubbish outputs":
		outputs = [][]byte{s.sealed([]byte("rubbish"))}
	}
	s.submits("", outputs)
}

func (s *suite) sealed(plain []byte) []byte {
	blob, err := types.SealOutput(publicKey(s), s.lease("bob").String(), 0, plain, [32]byte{7})
	require.NoError(s, err)
	return blob
}

func (s *suite) receiptIs(who, want string) {
	r, err := s.w.Verification.GetReceipt(s.w.Ctx, s.lease(who))
	require.NoError(s, err)
	require.Equal(s, "RECEIPT_STATE_"+want, r.State.String(), r.Reason)
}

func (s *suite) noReceipt(who string) {
	_, err := s.w.Verification.GetReceipt(s.w.Ctx, s.lease(who))
	require.ErrorIs(s, err, types.ErrReceiptNotFound)
}

func (s *suite) outputsThere() {
	res, err := keeper.NewQueryServer(s.w.Verification).Output(s.w.Ctx, &types.QueryOutputRequest{LeaseId: s.lease("bob").String()})
	require.NoError(s, err)
	require.Equal(s, s.w.Own.Outputs(), res.Output.Outputs)
}
