package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	marketkeeper "github.com/suretynetwork/surety/x/market/keeper"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

const reviewSchema = "string report"

// registry is a stage whose program is a registered model, trained on a registered dataset, under a policy of user0's that watcher0 must
// have reviewed the model and vouch for the provider's region, in the European Union.
type registry struct {
	*stage
	model, policy, schema string
}

func (r *registry) must(name string, msg sdk.Msg) *abci.ExecTxResult {
	r.t.Helper()
	res := r.Deliver(name, msg)
	require.Zero(r.t, res.Code, res.Log)
	return res
}

func (r *registry) refused(name string, msg sdk.Msg, text string) {
	r.t.Helper()
	res := r.Deliver(name, msg)
	require.Equal(r.t, policytypes.ModuleName, res.Codespace, res.Log)
	require.Contains(r.t, res.Log, text)
}

func newRegistry(t *testing.T) *registry {
	t.Helper()
	r := &registry{stage: newStage(t, 1)}
	owner, seller0 := r.address(user(0)), seller(0)
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	core := func(kind artefacttypes.Kind, name string) artefacttypes.Core {
		return artefacttypes.Core{
			Kind: kind, Version: "1.0.0", Size_: 1, FileCount: 1, Licence: artefacttypes.Licence{Spdx: "MIT"},
			Digests: artefacttypes.Digests{Blake3: hash(name), Sha256: hash(name + "!")},
		}
	}
	r.must(user(0), &artefacttypes.MsgRegisterArtefact{Owner: owner, Name: "ada/data", Core: core(artefacttypes.KindDataset, "data")})
	data, err := r.App.ArtefactKeeper.GetName(r.Ctx(), "ada/data")
	require.NoError(t, err)
	r.must(user(0), &artefacttypes.MsgRegisterArtefact{
		Owner: owner, Name: "ada/model", Core: core(artefacttypes.KindModel, "model"),
		Parents: []artefacttypes.Parent{{ParentId: data.LatestId, Relation: artefacttypes.RelationTrainedOn}},
	})
	model, err := r.App.ArtefactKeeper.GetName(r.Ctx(), "ada/model")
	require.NoError(t, err)
	r.model, r.schema = model.LatestId, eas.SchemaUID(reviewSchema, eas.Address{}, true).String()
	r.must(user(0), &artefacttypes.MsgLinkProgram{Owner: owner, ArtefactId: r.model, ProgramId: r.world.ProgramID})
	r.must(user(0), &attestationtypes.MsgRegisterSchema{Registrar: owner, Schema: reviewSchema, Revocable: true})
	r.policy = owner + "/ours"
	r.publish(5)
	p := r.profile(seller0)
	r.must(seller0, &providertypes.MsgRegisterProvider{
		Provider: r.address(seller0), Moniker: p.Moniker, Endpoint: p.Endpoint, ReceiptKey: p.ReceiptKey,
		Attributes: []string{"region=eu"}, Bond: r.usure(200_000_000),
	})
	return r
}

func (r *registry) publish(window int64) {
	none := math.ZeroInt()
	watcher0 := []string{r.address(watcher(0))}
	r.must(user(0), &policytypes.MsgPublishPolicy{Owner: r.address(user(0)), Name: "ours", Content: policytypes.Content{
		Title: "What we run",
		Rules: []policytypes.Rule{
			{Id: "reviewed", Kind: policytypes.RuleAttested, Target: policytypes.TargetModel, Schema: r.schema, AllOf: watcher0, MinBond: none},
			{
				Id: "region", Kind: policytypes.RuleAttribute, Target: policytypes.TargetProvider, Attribute: "region", Values: []string{"eu"},
				AnyOf: watcher0, MinBond: none, AtReceipt: true,
			},
			{Id: "window", Kind: policytypes.RuleVerification, MinWindowBlocks: window, MinBond: none},
		},
	}})
}

func (r *registry) attest(verdict attestationtypes.Verdict) {
	r.must(watcher(0), &attestationtypes.MsgAttest{
		Attester: r.address(watcher(0)), Schema: r.schema, Subject: "artefact:" + r.model, Data: abiString("sound"), Revocable: true,
		Verdict: verdict, Value: math.ZeroInt(),
	})
}

// abiString is the encoding of one short string.
func abiString(text string) []byte {
	raw := make([]byte, 96)
	raw[31], raw[63] = 32, byte(len(text))
	copy(raw[64:], text)
	return raw
}

func (r *registry) endorse() {
	r.must(watcher(0), &providertypes.MsgEndorseAttribute{
		Attester: r.address(watcher(0)), Provider: r.address(seller(0)), Key: "region", Value: "eu",
	})
}

func (r *registry) order(change func(*markettypes.Terms)) sdk.Msg {
	terms := r.world.Terms()
	terms.PolicyIds = []string{r.policy}
	if change != nil {
		change(&terms)
	}
	return markettypes.NewMsgPlaceOrder(r.address(user(0)), terms)
}

func (r *registry) bid(order uint64) sdk.Msg {
	return &markettypes.MsgPlaceBid{Bidder: r.address(seller(0)), OrderId: r.orderID(0, order).String(), Price: r.price()}
}

func (r *registry) says(region string) {
	p := r.profile(seller(0))
	r.must(seller(0), &providertypes.MsgUpdateProvider{
		Provider: r.address(seller(0)), Moniker: p.Moniker, Endpoint: p.Endpoint, ReceiptKey: p.ReceiptKey, Attributes: []string{"region=" + region},
	})
}

func (r *registry) submit(order uint64) sdk.Msg { return r.submits(order, r.world.Own)(0) }

func TestOrdersBidsAndReceiptsKeepToPolicies(t *testing.T) {
	r := newRegistry(t)
	before := r.App.BankKeeper.GetBalance(r.Ctx(), r.Addr(user(0)), r.usure(1).Denom)
	r.refused(user(0), r.order(nil), "reviewed of "+r.policy+"@1: "+r.address(watcher(0))+" attests nothing of artefact:"+r.model)
	after := r.App.BankKeeper.GetBalance(r.Ctx(), r.Addr(user(0)), r.usure(1).Denom)
	require.Equal(t, before, after, "a refused order takes nothing")
	r.attest(attestationtypes.VerdictVerified)
	r.must(user(0), r.order(nil))
	placed, err := r.App.MarketKeeper.GetOrder(r.Ctx(), r.orderID(0, 1))
	require.NoError(t, err)
	require.Equal(t, []string{r.policy + "@1"}, placed.Terms.PolicyIds, "the order keeps the version that was the newest")

	r.publish(1_000)
	r.refused(user(0), r.order(nil), "window of "+r.policy+"@2: the challenge window has 10 blocks, at least 1000 are wanted")
	r.refused(seller(0), r.bid(1), "region of "+r.policy+"@1: "+r.address(watcher(0))+" does not vouch for region=eu of "+r.address(seller(0)))
	r.endorse()
	r.must(seller(0), r.bid(1))

	findings, err := marketkeeper.NewQueryServer(r.App.MarketKeeper).PolicyFindings(r.Ctx(), &markettypes.QueryPolicyFindingsRequest{
		OrderId: placed.Id, Provider: r.address(seller(0)),
	})
	require.NoError(t, err)
	require.Len(t, findings.Findings, 3)
	for _, finding := range findings.Findings {
		require.True(t, finding.Holds, finding.Reason)
		require.NotEmpty(t, finding.Evidence)
	}

	// What others take back makes no difference to a lease; what the provider itself changes does.
	r.attest(attestationtypes.VerdictDenied)
	r.must(watcher(0), &providertypes.MsgRevokeEndorsement{Attester: r.address(watcher(0)), Provider: r.address(seller(0)), Key: "region"})
	r.says("us")
	r.refused(seller(0), r.submit(1), "region of "+r.policy+"@1: the region of "+r.address(seller(0))+" is us, not eu")
	r.says("eu")
	r.must(seller(0), r.submit(1))
	require.NoError(t, r.App.Invariants(r.Ctx()))
}

func TestASealedBidThatAPolicyStopsKeepsItsDeposit(t *testing.T) {
	r := newRegistry(t)
	r.attest(attestationtypes.VerdictVerified)
	r.endorse()
	sealedOrder := func(t *markettypes.Terms) {
		t.Trade, t.Award, t.CommitBlocks, t.RevealBlocks, t.TtlBlocks = markettypes.TradeSealed, markettypes.AwardLowestPrice, 5, 5, 20
	}
	for number, stop := range []func(){
		func() { // a rule on the provider
			r.must(watcher(0), &providertypes.MsgRevokeEndorsement{Attester: r.address(watcher(0)), Provider: r.address(seller(0)), Key: "region"})
		},
		func() { r.attest(attestationtypes.VerdictDenied) }, // a rule on the order
	} {
		order := uint64(number + 1)
		r.must(user(0), r.order(sealedOrder))
		free := r.App.BankKeeper.GetBalance(r.Ctx(), r.Addr(seller(0)), r.usure(1).Denom)
		r.must(seller(0), r.commits(order, seller)(0))
		for range 5 {
			r.NextBlock()
		}
		r.must(seller(0), r.reveals(order, seller)(0))
		stop()
		broken := false
		for range 10 {
			broken = broken || hasEvent(r.NextBlock().Events, "surety.market.v1.EventPolicyBroken")
		}
		require.True(t, broken, "the chain says which policy kept the bid from the lease")
		placed, err := r.App.MarketKeeper.GetOrder(r.Ctx(), r.orderID(0, order))
		require.NoError(t, err)
		require.Equal(t, markettypes.OrderStateExpired, placed.State)
		back := r.App.BankKeeper.GetBalance(r.Ctx(), r.Addr(seller(0)), r.usure(1).Denom)
		require.Equal(t, free, back, "nobody loses a deposit because somebody else took a word back")
		require.NoError(t, r.App.Invariants(r.Ctx()))
		if number == 0 {
			r.endorse()
		}
	}
}

func hasEvent(events []abci.Event, name string) bool {
	for _, event := range events {
		if event.Type == name {
			return true
		}
	}
	return false
}
