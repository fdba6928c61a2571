package keeper_test

import (
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
)

// leaseID reads alice/1/bob.
func (s *suite) leaseID(text string) string {
	cut := strings.LastIndexByte(text, '/')
	require.Positive(s, cut, text)
	return s.orderID(text[:cut]) + "/" + s.Bech32(s.Who(text[cut+1:]))
}

func (s *suite) parsedLease(text string) types.LeaseID {
	id, err := types.ParseLeaseID(s.leaseID(text))
	require.NoError(s, err)
	return id
}

func (s *suite) closes(sender, lease string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.CloseLease(ctx, &types.MsgCloseLease{Sender: s.Bech32(s.Who(sender)), LeaseId: s.leaseID(lease)})
		return err
	})
}

func (s *suite) lease(text string) types.Lease {
	response, err := s.query.Lease(s.Ctx, &types.QueryLeaseRequest{LeaseId: s.leaseID(text)})
	require.NoError(s, err)
	return response.Lease
}

func (s *suite) leaseIs(text, state string) {
	require.Equal(s, "LEASE_STATE_"+strings.ToUpper(state), s.lease(text).State.String())
}

func (s *suite) leaseIsBecause(text, state, reason string) {
	s.leaseIs(text, state)
	require.Equal(s, reason, s.lease(text).Reason)
	require.Equal(s, s.Ctx.BlockHeight(), s.lease(text).ClosedHeight)
}

func (s *suite) leaseCosts(text, price string, height int64) {
	lease := s.lease(text)
	require.Equal(s, price, lease.Price.String())
	require.Equal(s, height, lease.DeadlineHeight)
}

func (s *suite) noLease(text string) {
	_, err := s.market.GetLease(s.Ctx, s.parsedLease(text))
	require.ErrorIs(s, err, types.ErrLeaseNotFound)
}

func (s *suite) receiptComes(lease string) {
	s.Try(func(ctx sdk.Context) error { return s.market.SubmitLease(ctx, s.parsedLease(lease)) })
}

func (s *suite) receiptFinal(lease string) {
	s.Try(func(ctx sdk.Context) error { return s.market.SettleLease(ctx, s.parsedLease(lease)) })
}

func (s *suite) verdict(lease, challenger string) {
	var winner sdk.AccAddress
	if challenger != "nobody" {
		winner = s.Who(challenger)
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.market.FaultLease(ctx, s.parsedLease(lease), winner, "verdict_element")
		return err
	})
}

func (s *suite) disagreement(lease string) {
	s.Try(func(ctx sdk.Context) error { return s.market.RefundLease(ctx, s.parsedLease(lease), "unresolved") })
}

func (s *suite) movesDeadline(lease string, height int64) {
	s.Try(func(ctx sdk.Context) error { return s.market.SetLeaseDeadline(ctx, s.parsedLease(lease), height) })
}

func (s *suite) bondIs(name string, free, allocated int64) {
	provider, err := s.provider.GetProvider(s.Ctx, s.Who(name))
	require.NoError(s, err)
	require.Equal(s, fmt.Sprintf("%d free, %d allocated", free, allocated),
		fmt.Sprintf("%s free, %s allocated", provider.Bond.Free, provider.Bond.Allocated))
}

func (s *suite) recordIs(name, text string) {
	provider, err := s.provider.GetProvider(s.Ctx, s.Who(name))
	require.NoError(s, err)
	var parts []string
	r := provider.Reputation
	for _, counter := range []struct {
		name  string
		count uint64
	}{
		{"leased", r.Leases},
		{"completed", r.Completed},
		{"missed", r.Missed},
		{"faulted", r.Faulted},
		{"closed", r.Closed},
		{"unresolved", r.Unresolved},
	} {
		if counter.count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counter.count, counter.name))
		}
	}
	require.Equal(s, text, strings.Join(parts, ", "))
}

func (s *suite) hooksTold(states string) {
	require.Equal(s, states, strings.ToLower(strings.ReplaceAll(strings.Join(s.hooks.ended, ", "), "LEASE_STATE_", "")))
}
