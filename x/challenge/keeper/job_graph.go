package keeper

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"cosmossdk.io/collections"

	"github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const (
	// maxJobNodes bounds one answer.
	maxJobNodes = 512
	// sameContent is how many artefacts with the same content are shown, the earliest.
	sameContent = 4
	// maxLineage is how many artefacts one model's lineage shows.
	maxLineage = 64
	// maxShown is how many challenges of one receipt are shown.
	maxShown = 64
)

// jobGraph is built node by node; one over the limit is left out, with the edges to it.
type jobGraph struct {
	types.QueryJobGraphResponse
	seen map[string]bool
}

func (g *jobGraph) node(n types.JobNode) {
	switch {
	case g.seen[n.Id]:
	case len(g.Nodes) >= maxJobNodes:
		g.Truncated = true
	default:
		g.seen[n.Id] = true
		g.Nodes = append(g.Nodes, n)
	}
}

func (g *jobGraph) edge(from, to, label string) {
	if g.seen[from] && g.seen[to] {
		g.Edges = append(g.Edges, types.JobEdge{From: from, To: to, Label: label})
	}
}

func (s queryServer) JobGraph(ctx context.Context, r *types.QueryJobGraphRequest) (*types.QueryJobGraphResponse, error) {
	id, err := markettypes.ParseOrderID(r.OrderId)
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	order, err := s.keeper.market.GetOrder(ctx, id)
	if errors.Is(err, markettypes.ErrOrderNotFound) {
		return nil, status.Error(codes.NotFound, err.Error())
	}
	if err != nil {
		return nil, err
	}
	g := &jobGraph{seen: map[string]bool{}}
	g.node(types.JobNode{Id: order.Id, Kind: "order", State: order.State.String(), Height: order.PlacedHeight})
	if err := s.drawProgram(ctx, g, order); err != nil {
		return nil, err
	}
	if err := s.drawContents(ctx, g, order.Id, "input", order.Terms.InputRoots); err != nil {
		return nil, err
	}
	leases, err := s.keeper.market.LeasesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, lease := range leases {
		if err := s.drawReceipt(ctx, g, order.Id, lease); err != nil {
			return nil, err
		}
	}
	return &g.QueryJobGraphResponse, nil
}

// drawProgram shows the program, the model that it is, and what that was made from.
func (s queryServer) drawProgram(ctx context.Context, g *jobGraph, order markettypes.Order) error {
	program, err := s.keeper.verification.GetProgram(ctx, order.Terms.ProgramId)
	if err != nil {
		return err
	}
	g.node(types.JobNode{Id: program.Id, Kind: "program", Label: program.Name, Height: program.Height})
	g.edge(order.Id, program.Id, "runs")
	model, err := s.keeper.artefact.ArtefactOfProgram(ctx, program.Id)
	if err != nil || model == "" {
		return err
	}
	return s.drawLineage(ctx, g, program.Id, model, "is")
}

func (s queryServer) drawLineage(ctx context.Context, g *jobGraph, from, artefact, label string) error {
	artefacts, edges, err := s.keeper.artefact.LineageOf(ctx, artefact, maxLineage)
	if err != nil {
		return err
	}
	for _, a := range artefacts {
		g.node(types.JobNode{Id: a.Id, Kind: "artefact", Label: a.Name + " " + a.Core.Version, State: a.Status.String(), Height: a.Height})
	}
	g.edge(from, artefact, label)
	for _, e := range edges {
		g.edge(e.ChildId, e.Parent.ParentId, e.Parent.Relation.String())
	}
	return nil
}

// drawContents shows inputs or outputs by their roots, and the artefacts that have them, earliest first.
func (s queryServer) drawContents(ctx context.Context, g *jobGraph, from, what string, roots []string) error {
	for i, root := range roots {
		g.node(types.JobNode{Id: root, Kind: "content"})
		g.edge(from, root, fmt.Sprintf("%s %d", what, i))
		same, err := s.keeper.artefact.ArtefactsWith(ctx, root, sameContent)
		if err != nil {
			return err
		}
		for _, a := range same {
			if err := s.drawLineage(ctx, g, root, a.Id, "is"); err != nil {
				return err
			}
		}
	}
	return nil
}

// drawReceipt shows a lease's receipt, what it gave, and who contests it.
func (s queryServer) drawReceipt(ctx context.Context, g *jobGraph, order string, lease markettypes.Lease) error {
	id, err := markettypes.ParseLeaseID(lease.Id)
	if err != nil {
		return err
	}
	receipt, err := s.keeper.verification.GetReceipt(ctx, id)
	if errors.Is(err, verificationtypes.ErrReceiptNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	g.node(types.JobNode{
		Id: lease.Id, Kind: "receipt", Label: receipt.Reason, State: receipt.State.String(), Height: receipt.SubmittedHeight,
	})
	g.edge(order, lease.Id, "receipt")
	if err := s.drawContents(ctx, g, lease.Id, "output", receipt.Signed.OutputRoots); err != nil {
		return err
	}
	shown := 0
	return s.keeper.Challenges.Walk(ctx, collections.NewPrefixedPairRange[string, uint64](lease.Id),
		func(_ ChallengeKey, c types.Challenge) (bool, error) {
			if shown++; shown > maxShown {
				g.Truncated = true
				return true, nil
			}
			c, err := s.keeper.synced(ctx, c)
			if err != nil {
				return true, err
			}
			g.node(types.JobNode{Id: c.Id, Kind: "challenge", State: c.State.String(), Height: c.OpenedHeight})
			g.edge(c.Id, lease.Id, "contests")
			return false, nil
		})
}
