package demo

import (
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/surety/internal/modelcmd"
	"github.com/suretynetwork/surety/cmd/surety/internal/submit"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const (
	leaseBond    = 10_000_000
	declaredLoss = 5_000_000
	window       = 12
)

// terms are those of every story's order; the stories change what they are about.
func terms() markettypes.Terms {
	return markettypes.Terms{
		MaxPrice: sdk.NewInt64Coin(denom, 2000), Bond: math.NewInt(leaseBond), DeclaredLoss: math.NewInt(declaredLoss),
		DeadlineBlocks: 60, WindowBlocks: window, Redundancy: 1, Method: markettypes.MethodOptimistic,
		Trade: markettypes.TradeSealed, Award: markettypes.AwardLowestPrice, CommitBlocks: 6, RevealBlocks: 5, TtlBlocks: 60,
	}
}

// order places the digit under terms and follows it to its end.
func (s *stage) order(ctx context.Context, t markettypes.Terms) ([]submit.Result, error) {
	p, err := s.place(ctx, t)
	if err != nil {
		return nil, err
	}
	return s.user().Follow(ctx, p)
}

func (s *stage) place(ctx context.Context, t markettypes.Terms) (submit.Placed, error) {
	m, err := modelcmd.Load(s.model)
	if err != nil {
		return submit.Placed{}, err
	}
	inputs, err := modelcmd.LoadInputs(m.Program, s.input)
	if err != nil {
		return submit.Placed{}, err
	}
	return s.user().Place(ctx, submit.Job{Program: m.Program, Weights: m.Weights, Name: "mnist", Inputs: inputs, Terms: t})
}

// honest is story (a).
func (s *stage) honest(ctx context.Context) (map[string]change, bool, error) {
	results, err := s.order(ctx, terms())
	if err != nil {
		return nil, false, err
	}
	digit, err := modelcmd.Argmax(results[0].Outputs[0])
	if err != nil {
		return nil, false, err
	}
	s.say("  The picture shows a %d.", digit)
	r, err := s.party("user").chain.Verification.Receipt(ctx, &verificationtypes.QueryReceiptRequest{LeaseId: results[0].Lease.Id})
	if err != nil {
		return nil, false, err
	}
	waited := r.Receipt.ConcludedHeight > r.Receipt.WindowEnd
	return map[string]change{"user": {account: -1000}, "alice": {account: 1000}}, waited && (s.opts.digit != "" || digit == 2), nil
}

// replicated is story (b).
func (s *stage) replicated(ctx context.Context) (map[string]change, bool, error) {
	t := terms()
	t.Method, t.Redundancy = markettypes.MethodReplicated, 2
	results, err := s.order(ctx, t)
	if err != nil {
		return nil, false, err
	}
	early := len(results) == 2
	for _, r := range results {
		rec, err := s.party("user").chain.Verification.Receipt(ctx, &verificationtypes.QueryReceiptRequest{LeaseId: r.Lease.Id})
		if err != nil {
			return nil, false, err
		}
		early = early && rec.Receipt.ConcludedHeight < rec.Receipt.SubmittedHeight+window
	}
	s.say("  %d receipts agree; final early: %t.", len(results), early)
	return map[string]change{"user": {account: -2200}, "alice": {account: 1000}, "bob": {account: 1200}}, early, nil
}

// cheated is story (c): carol asks least and falsifies one number of the second convolution.
func (s *stage) cheated(ctx context.Context) (map[string]change, bool, error) {
	node, element, err := s.deep()
	if err != nil {
		return nil, false, err
	}
	if err := s.startProvider("carol", 500, fmt.Sprintf("%d:%d", node, element)); err != nil {
		return nil, false, err
	}
	t := terms()
	t.WindowBlocks = 40
	results, err := s.order(ctx, t)
	if err == nil {
		return nil, false, fmt.Errorf("the false result was paid for: %d leases settled", len(results))
	}
	if !errors.Is(err, submit.ErrNoResult) {
		return nil, false, err
	}
	res, err := s.party("user").chain.Challenge.Verdicts(ctx, &challengetypes.QueryVerdictsRequest{})
	if err != nil || len(res.Verdicts) != 1 {
		return nil, false, fmt.Errorf("wanted one verdict, the chain has %d (%w)", len(res.Verdicts), err)
	}
	v := res.Verdicts[0]
	if len(s.scribe.published) == 0 {
		s.say("  carol's own server is off: the watcher got the trace from where the receipt says, on Celestia.")
	}
	s.say("  Verdict %s: node %d element %d, carol claimed %s, the chain computed %s.", v.Kind, v.Node, v.Element, v.Claimed, v.Computed)
	s.say("  Of a bond of %d: %s to the user, %s to the watcher, %s burned.", leaseBond, v.ToUser, v.Reward, v.Burned)
	fair := v.Kind == challengetypes.VerdictKindElement && v.Node == node && v.Element == element && v.ToUser.Equal(math.NewInt(declaredLoss)) &&
		v.Burned.MulRaw(3).GTE(math.NewInt(leaseBond)) && v.ToUser.Add(v.Reward).Add(v.Burned).Equal(math.NewInt(leaseBond)) && v.Reward.IsPositive()
	return map[string]change{
		"user": {account: declaredLoss}, "carol": {bond: -leaseBond}, "watcher": {account: v.Reward.Int64()},
	}, fair, nil
}

// slandered is story (d): mallory plays a whole game against an honest receipt, and ends with a proof that shows it is right.
func (s *stage) slandered(ctx context.Context) (map[string]change, bool, error) {
	s.party("carol").proc.stop()
	t := terms()
	t.WindowBlocks = 30
	p, err := s.place(ctx, t)
	if err != nil {
		return nil, false, err
	}
	lost, err := s.slander(ctx, p.OrderID)
	if err != nil {
		return nil, false, err
	}
	if _, err := s.user().Follow(ctx, p); err != nil {
		return nil, false, err
	}
	return map[string]change{
		"user": {account: -1000}, "alice": {account: 1000 + lost}, "mallory": {account: -lost},
	}, lost > 0, nil
}
