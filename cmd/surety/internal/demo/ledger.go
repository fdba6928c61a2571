package demo

import (
	"context"
	"fmt"
	"strings"

	"cosmossdk.io/math"

	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// holding is what a party has, in usure.
type holding struct{ account, bond math.Int }

// ledger is what every party has at one height.
type ledger map[string]holding

// take reads what every party has.
func (s *stage) take(ctx context.Context) (ledger, error) {
	l := ledger{}
	for _, p := range s.parties {
		h := holding{bond: math.ZeroInt()}
		coin, err := p.chain.Balance(ctx, p.address, denom)
		if err != nil {
			return nil, err
		}
		h.account = coin.Amount
		if p.provider {
			res, err := p.chain.Provider.Provider(ctx, &providertypes.QueryProviderRequest{Provider: p.address})
			if err != nil {
				return nil, err
			}
			b := res.Provider.Bond
			h.bond = b.Free.Add(b.Allocated).Add(b.Unbonding)
		}
		l[p.name] = h
	}
	return l, nil
}

// change is what a story should move.
type change struct{ account, bond int64 }

// traceFees adds what was paid for traces, and for outputs, on chain. A watcher asks for one there when a provider's own server does not answer, as when it
// has just been killed.
func (s *stage) traceFees(ctx context.Context, want map[string]change) error {
	for _, lease := range s.scribe.published {
		res, err := s.party("user").chain.Challenge.Trace(ctx, &challengetypes.QueryTraceRequest{LeaseId: lease})
		if err != nil {
			return err
		}
		fee := res.Trace.Fee.Amount.Int64()
		for _, p := range s.parties {
			c := want[p.name]
			if p.address == res.Trace.Demander {
				c.account -= fee
			}
			if strings.HasSuffix(lease, "/"+p.address) {
				c.account += fee
			}
			want[p.name] = c
		}
	}
	return s.outputFees(ctx, want)
}

// outputFees adds what was paid for outputs on chain. A user asks for one there, and pays, when the provider's own server does not answer.
func (s *stage) outputFees(ctx context.Context, want map[string]change) error {
	if len(s.scribe.outputs) == 0 {
		return nil
	}
	res, err := s.party("user").chain.Verification.Params(ctx, &verificationtypes.QueryParamsRequest{})
	if err != nil {
		return err
	}
	fee := res.Params.DemandFee.Amount.Int64()
	for _, lease := range s.scribe.outputs {
		for _, p := range s.parties {
			c := want[p.name]
			if strings.HasPrefix(lease, p.address+"/") {
				c.account -= fee
			}
			if strings.HasSuffix(lease, "/"+p.address) {
				c.account += fee
			}
			want[p.name] = c
		}
	}
	return nil
}

// compare prints the table of a story and says whether every change is as expected.
func (s *stage) compare(before, after ledger, want map[string]change) bool {
	s.say("  %-8s %14s %14s %10s   %12s %12s %11s", "party", "coins before", "after", "change", "bond before", "after", "change")
	good := true
	for _, p := range s.parties {
		b, a, w := before[p.name], after[p.name], want[p.name]
		dc, db := a.account.Sub(b.account), a.bond.Sub(b.bond)
		mark := ""
		if !dc.Equal(math.NewInt(w.account)) || !db.Equal(math.NewInt(w.bond)) {
			good = false
			mark = fmt.Sprintf("  UNEXPECTED: wanted %+d and %+d", w.account, w.bond)
		}
		s.say("  %-8s %14s %14s %10s   %12s %12s %11s%s", p.name, b.account, a.account, signed(dc), b.bond, a.bond, signed(db), mark)
	}
	return good
}

func signed(i math.Int) string {
	if i.IsPositive() {
		return "+" + i.String()
	}
	return i.String()
}
