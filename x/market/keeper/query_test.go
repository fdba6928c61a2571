package keeper_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/x/market/types"
)

func TestOrderQueries(t *testing.T) {
	f, w := populated(t)
	one, err := w.query.Order(f.Ctx, &types.QueryOrderRequest{OrderId: id(f, "frank", 1).String()})
	require.NoError(t, err)
	require.Equal(t, int64(5), one.BlocksRemaining)
	require.Equal(t, types.OrderStateOpen, one.Order.State)

	of, err := w.query.OrdersByOwner(f.Ctx, &types.QueryOrdersByOwnerRequest{Owner: f.Bech32(f.Addr("alice"))})
	require.NoError(t, err)
	require.Len(t, of.Orders, 3)
	for state, count := range map[types.OrderState]int{
		types.OrderStateOpen: 2, types.OrderStateRevealing: 1, types.OrderStateChoosing: 1, types.OrderStateLeased: 1,
		types.OrderStateClosed: 3, types.OrderStateCancelled: 1, types.OrderStateExpired: 0,
	} {
		in, err := w.query.OrdersByState(f.Ctx, &types.QueryOrdersByStateRequest{State: state})
		require.NoError(t, err)
		require.Len(t, in.Orders, count, state.String())
		for _, order := range in.Orders {
			require.Equal(t, state, order.State)
		}
	}
	program, err := w.query.OrdersByProgram(f.Ctx, &types.QueryOrdersByProgramRequest{ProgramId: one.Order.Terms.ProgramId})
	require.NoError(t, err)
	require.Equal(t, []types.Order{one.Order}, program.Orders)

	first, err := w.query.Orders(f.Ctx, &types.QueryOrdersRequest{Pagination: &query.PageRequest{Limit: 5}})
	require.NoError(t, err)
	require.Len(t, first.Orders, 5)
	rest, err := w.query.Orders(f.Ctx, &types.QueryOrdersRequest{Pagination: &query.PageRequest{Key: first.Pagination.NextKey}})
	require.NoError(t, err)
	require.Len(t, rest.Orders, 4)
}

func TestBidQueries(t *testing.T) {
	f, w := populated(t)
	on, err := w.query.BidsByOrder(f.Ctx, &types.QueryBidsByOrderRequest{OrderId: id(f, "erin", 5).String()})
	require.NoError(t, err)
	require.Len(t, on.Bids, 2)
	of, err := w.query.BidsByBidder(f.Ctx, &types.QueryBidsByBidderRequest{Bidder: f.Bech32(f.Addr("bob"))})
	require.NoError(t, err)
	require.Len(t, of.Bids, 2)
	one, err := w.query.Bid(f.Ctx, &types.QueryBidRequest{OrderId: id(f, "erin", 5).String(), Bidder: f.Bech32(f.Addr("carol"))})
	require.NoError(t, err)
	require.Equal(t, types.BidStateCommitted, one.Bid.State)
	require.True(t, one.Bid.Price.IsZero())
}

func TestLeaseQueries(t *testing.T) {
	f, w := populated(t)
	lease := types.LeaseID{Order: id(f, "alice", 2), Provider: f.Addr("bob")}.String()
	one, err := w.query.Lease(f.Ctx, &types.QueryLeaseRequest{LeaseId: lease})
	require.NoError(t, err)
	require.Equal(t, int64(5), one.BlocksRemaining)

	all, err := w.query.Leases(f.Ctx, &types.QueryLeasesRequest{})
	require.NoError(t, err)
	require.Len(t, all.Leases, 6)
	of, err := w.query.LeasesByOrder(f.Ctx, &types.QueryLeasesByOrderRequest{OrderId: id(f, "alice", 2).String()})
	require.NoError(t, err)
	require.Len(t, of.Leases, 2)
	by, err := w.query.LeasesByProvider(f.Ctx, &types.QueryLeasesByProviderRequest{Provider: f.Bech32(f.Addr("carol"))})
	require.NoError(t, err)
	require.Len(t, by.Leases, 3)
	faulted, err := w.query.LeasesByProvider(f.Ctx, &types.QueryLeasesByProviderRequest{
		Provider: f.Bech32(f.Addr("carol")), State: types.LeaseStateFaulted,
	})
	require.NoError(t, err)
	require.Len(t, faulted.Leases, 1)
	page, err := w.query.LeasesByProvider(f.Ctx, &types.QueryLeasesByProviderRequest{
		Provider: f.Bech32(f.Addr("carol")), Pagination: &query.PageRequest{Limit: 2},
	})
	require.NoError(t, err)
	next, err := w.query.LeasesByProvider(f.Ctx, &types.QueryLeasesByProviderRequest{
		Provider: f.Bech32(f.Addr("carol")), Pagination: &query.PageRequest{Key: page.Pagination.NextKey},
	})
	require.NoError(t, err)
	require.Equal(t, by.Leases, append(page.Leases, next.Leases...))
	in, err := w.query.LeasesByState(f.Ctx, &types.QueryLeasesByStateRequest{State: types.LeaseStateActive})
	require.NoError(t, err)
	require.Len(t, in.Leases, 2)
}

func TestQueriesForWhatIsNotThere(t *testing.T) {
	f, w := populated(t)
	alice := f.Bech32(f.Addr("alice"))
	for name, ask := range map[string]func() error{
		"code = NotFound desc = " + alice + "/9: order not found": func() error {
			_, err := w.query.Order(f.Ctx, &types.QueryOrderRequest{OrderId: alice + "/9"})
			return err
		},
		"code = NotFound desc = " + alice + "/9/" + alice + ": lease not found": func() error {
			_, err := w.query.Lease(f.Ctx, &types.QueryLeaseRequest{LeaseId: alice + "/9/" + alice})
			return err
		},
		"code = NotFound desc = " + alice + "/9 has none of " + alice + ": bid not found": func() error {
			_, err := w.query.Bid(f.Ctx, &types.QueryBidRequest{OrderId: alice + "/9", Bidder: alice})
			return err
		},
		`code = InvalidArgument desc = order "x"; write <owner>/<number>: invalid id`: func() error {
			_, err := w.query.BidsByOrder(f.Ctx, &types.QueryBidsByOrderRequest{OrderId: "x"})
			return err
		},
		`code = InvalidArgument desc = lease "x"; write <owner>/<number>/<provider>: invalid id`: func() error {
			_, err := w.query.Lease(f.Ctx, &types.QueryLeaseRequest{LeaseId: "x"})
			return err
		},
		`code = InvalidArgument desc = program_id "x" is not 64 lower-case hex digits: invalid terms`: func() error {
			_, err := w.query.OrdersByProgram(f.Ctx, &types.QueryOrdersByProgramRequest{ProgramId: "x"})
			return err
		},
		`code = InvalidArgument desc = provider "x"`: func() error {
			_, err := w.query.LeasesByProvider(f.Ctx, &types.QueryLeasesByProviderRequest{Provider: "x"})
			return err
		},
		"code = InvalidArgument desc = the request is empty": func() error {
			_, err := w.query.LeasesByState(f.Ctx, nil)
			return err
		},
	} {
		require.ErrorContains(t, ask(), name)
	}
}
