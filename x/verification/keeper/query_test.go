package keeper_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/testutil/court"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/keeper"
	"github.com/suretynetwork/surety/x/verification/types"
)

// asked is a world to ask about: two programs, a final receipt with its output, a pending one whose output is demanded, one of carol's.
type asked struct {
	*court.World
	query                 types.QueryServer
	final, pending, carol markettypes.LeaseID
	other                 string
	bob, alice            string
}

func ask(t *testing.T) *asked {
	t.Helper()
	w := court.New(t)
	a := &asked{World: w, query: keeper.NewQueryServer(w.Verification)}
	a.bob, a.alice = w.Bech32(w.Addr("bob")), w.Bech32(w.Addr("alice"))
	w.Register("bob", 40_000_000)
	w.Register("carol", 40_000_000)
	raw, err := graphtest.Digits(t).Program.Encode()
	require.NoError(t, err)
	a.other, err = w.Verification.RegisterProgram(w.Ctx, a.alice, types.Program{Name: "others"}, raw)
	require.NoError(t, err)
	a.final = w.Lease("alice", "bob", w.Terms())
	require.NoError(t, w.Verification.SubmitReceipt(w.Ctx, keeper.Submission{Receipt: w.Sign(a.final, w.Own, "bob", nil), Outputs: w.Own.Outputs()}))
	w.Blocks(12)
	a.pending, a.carol = w.Lease("alice", "bob", w.Terms()), w.Lease("alice", "carol", w.Terms())
	w.Submit(a.pending, w.Own, "bob")
	w.Submit(a.carol, w.Own, "carol")
	_, err = w.Verification.DemandOutput(w.Ctx, w.Addr("alice"), a.pending)
	require.NoError(t, err)
	return a
}

func TestProgramQueries(t *testing.T) {
	a := ask(t)
	one, err := a.query.Program(a.Ctx, &types.QueryProgramRequest{ProgramId: a.ProgramID})
	require.NoError(t, err)
	require.Equal(t, "digits", one.Program.Name)
	all, err := a.query.Programs(a.Ctx, &types.QueryProgramsRequest{})
	require.NoError(t, err)
	require.Len(t, all.Programs, 2)
	first, err := a.query.Programs(a.Ctx, &types.QueryProgramsRequest{Pagination: &query.PageRequest{Limit: 1}})
	require.NoError(t, err)
	rest, err := a.query.Programs(a.Ctx, &types.QueryProgramsRequest{Pagination: &query.PageRequest{Key: first.Pagination.NextKey}})
	require.NoError(t, err)
	require.Equal(t, all.Programs, append(first.Programs, rest.Programs...))
	of, err := a.query.Programs(a.Ctx, &types.QueryProgramsRequest{Creator: a.alice})
	require.NoError(t, err)
	require.Len(t, of.Programs, 1)
	require.Equal(t, a.other, of.Programs[0].Id)
	node, err := a.query.ProgramNode(a.Ctx, &types.QueryProgramNodeRequest{ProgramId: a.ProgramID, Index: 6})
	require.NoError(t, err)
	require.Equal(t, "dense", node.Node.Name)
	graph, err := a.query.Graph(a.Ctx, &types.QueryGraphRequest{ProgramId: a.ProgramID})
	require.NoError(t, err)
	raw, err := a.Case.Program.Encode()
	require.NoError(t, err)
	require.Equal(t, raw, graph.Graph)
	params, err := a.query.Params(a.Ctx, &types.QueryParamsRequest{})
	require.NoError(t, err)
	require.Equal(t, types.DefaultParams(), params.Params)
}

func TestReceiptQueries(t *testing.T) {
	a := ask(t)
	one, err := a.query.Receipt(a.Ctx, &types.QueryReceiptRequest{LeaseId: a.final.String()})
	require.NoError(t, err)
	require.Equal(t, types.ReceiptStateFinal, one.Receipt.State)
	ids := func(receipts []types.Receipt) (out []string) {
		for _, r := range receipts {
			out = append(out, r.Signed.LeaseId)
		}
		return out
	}
	all, err := a.query.Receipts(a.Ctx, &types.QueryReceiptsRequest{})
	require.NoError(t, err)
	require.ElementsMatch(t, []string{a.final.String(), a.pending.String(), a.carol.String()}, ids(all.Receipts))
	pending, err := a.query.Receipts(a.Ctx, &types.QueryReceiptsRequest{State: types.ReceiptStatePending})
	require.NoError(t, err)
	require.ElementsMatch(t, []string{a.pending.String(), a.carol.String()}, ids(pending.Receipts))
	faulted, err := a.query.Receipts(a.Ctx, &types.QueryReceiptsRequest{State: types.ReceiptStateFaulted})
	require.NoError(t, err)
	require.Empty(t, faulted.Receipts)
	by, err := a.query.ReceiptsByProvider(a.Ctx, &types.QueryReceiptsByProviderRequest{Provider: a.bob})
	require.NoError(t, err)
	require.ElementsMatch(t, []string{a.final.String(), a.pending.String()}, ids(by.Receipts))
	page, err := a.query.ReceiptsByProgram(a.Ctx, &types.QueryReceiptsByProgramRequest{ProgramId: a.ProgramID, Pagination: &query.PageRequest{Limit: 2}})
	require.NoError(t, err)
	require.Len(t, page.Receipts, 2)
	next, err := a.query.ReceiptsByProgram(a.Ctx, &types.QueryReceiptsByProgramRequest{
		ProgramId: a.ProgramID, Pagination: &query.PageRequest{Key: page.Pagination.NextKey},
	})
	require.NoError(t, err)
	require.Len(t, next.Receipts, 1)
	none, err := a.query.ReceiptsByProgram(a.Ctx, &types.QueryReceiptsByProgramRequest{ProgramId: a.other})
	require.NoError(t, err)
	require.Empty(t, none.Receipts)
}

func TestOutputQueries(t *testing.T) {
	a := ask(t)
	out, err := a.query.Output(a.Ctx, &types.QueryOutputRequest{LeaseId: a.final.String()})
	require.NoError(t, err)
	require.Equal(t, a.Own.Outputs(), out.Output.Outputs)
	demand, err := a.query.OutputDemand(a.Ctx, &types.QueryOutputDemandRequest{LeaseId: a.pending.String()})
	require.NoError(t, err)
	require.Equal(t, a.Ctx.BlockHeight()+30, demand.Demand.DeadlineHeight)
}

func TestRoundQueries(t *testing.T) {
	w := court.New(t)
	w.Register("bob", 40_000_000)
	s := replicatedSuite(t, w)
	q := keeper.NewQueryServer(w.Verification)
	_, err := q.Round(w.Ctx, &types.QueryRoundRequest{OrderId: s.order.String()})
	require.ErrorContains(t, err, "code = NotFound desc = order "+s.order.String()+" has no round: nobody has committed to a receipt of it")
	sum := strings.Repeat("ab", 32)
	require.NoError(t, w.Verification.CommitReceipt(w.Ctx, w.Addr("bob"), s.lease("bob"), sum))
	round, err := q.Round(w.Ctx, &types.QueryRoundRequest{OrderId: s.order.String()})
	require.NoError(t, err)
	require.Len(t, round.Commitments, 1)
	require.Equal(t, sum, round.Commitments[0].Commitment)
}

func TestQueriesForWhatIsNotThere(t *testing.T) {
	a := ask(t)
	nothing := a.alice + "/9/" + a.bob
	for text, try := range map[string]func() error{
		"code = NotFound desc = lease " + nothing + " has none: receipt not found": func() error {
			_, err := a.query.Receipt(a.Ctx, &types.QueryReceiptRequest{LeaseId: nothing})
			return err
		},
		"code = NotFound desc = x; register it with MsgRegisterProgram: program not found": func() error {
			_, err := a.query.Program(a.Ctx, &types.QueryProgramRequest{ProgramId: "x"})
			return err
		},
		"code = NotFound desc = " + a.carol.String(): func() error {
			_, err := a.query.Output(a.Ctx, &types.QueryOutputRequest{LeaseId: a.carol.String()})
			return err
		},
		"code = NotFound desc = " + nothing: func() error {
			_, err := a.query.OutputDemand(a.Ctx, &types.QueryOutputDemandRequest{LeaseId: nothing})
			return err
		},
		`code = InvalidArgument desc = lease "x"; write <owner>/<number>/<provider>`: func() error {
			_, err := a.query.Receipt(a.Ctx, &types.QueryReceiptRequest{LeaseId: "x"})
			return err
		},
		`code = InvalidArgument desc = order "x"; write <owner>/<number>`: func() error {
			_, err := a.query.Round(a.Ctx, &types.QueryRoundRequest{OrderId: "x"})
			return err
		},
		`code = InvalidArgument desc = provider "x"`: func() error {
			_, err := a.query.ReceiptsByProvider(a.Ctx, &types.QueryReceiptsByProviderRequest{Provider: "x"})
			return err
		},
		"node 99": func() error {
			_, err := a.query.ProgramNode(a.Ctx, &types.QueryProgramNodeRequest{ProgramId: a.ProgramID, Index: 99})
			return err
		},
		"code = NotFound desc = y; register it with MsgRegisterProgram: program not found": func() error {
			_, err := a.query.Graph(a.Ctx, &types.QueryGraphRequest{ProgramId: "y"})
			return err
		},
	} {
		require.ErrorContains(t, try(), text)
	}
}
