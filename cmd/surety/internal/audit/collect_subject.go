package audit

import (
	"context"
	"fmt"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// order adds an order with its leases, receipts and verdicts, its providers, its model and inputs with their lineage.
func (c *Collector) order(ctx context.Context, id string) error {
	orderID, err := markettypes.ParseOrderID(id)
	if err != nil {
		return err
	}
	res, err := c.Chain.Market.Order(ctx, &markettypes.QueryOrderRequest{OrderId: id})
	if err != nil {
		return fmt.Errorf("audit: order %s: %w", id, err)
	}
	k, err := key(KindOrder, orderCodec, collections.Join(orderID.Owner, orderID.Sequence))
	if found, err := c.add(ctx, KindOrder, id, k, err); err != nil || !found {
		return orMissing(err, "order "+id)
	}
	terms := res.Order.Terms
	c.d.Policies = terms.PolicyIds
	leases, err := c.Chain.Market.LeasesByOrder(ctx, &markettypes.QueryLeasesByOrderRequest{OrderId: id})
	if err != nil {
		return err
	}
	for _, lease := range leases.Leases {
		if err := c.lease(ctx, orderID, lease); err != nil {
			return err
		}
	}
	if err := c.programOf(ctx, terms.ProgramId); err != nil {
		return err
	}
	for _, root := range terms.InputRoots {
		with, err := c.Chain.Artefact.ArtefactsByDigest(ctx, &artefacttypes.QueryArtefactsByDigestRequest{
			Digest: root, Pagination: &query.PageRequest{Limit: 4},
		})
		if err != nil {
			return err
		}
		for _, artefact := range with.Artefacts {
			if err := c.oneArtefact(ctx, artefact.Id); err != nil {
				return err
			}
		}
	}
	return nil
}

func orMissing(err error, what string) error {
	if err == nil {
		err = fmt.Errorf("audit: %s is not in the state at the report's height; try again in a block", what)
	}
	return err
}

func (c *Collector) lease(ctx context.Context, id markettypes.OrderID, lease markettypes.Lease) error {
	provider, err := c.Addresses.StringToBytes(lease.Provider)
	if err != nil {
		return err
	}
	at := collections.Join3(id.Owner, id.Sequence, sdk.AccAddress(provider))
	for _, kind := range []string{KindLease, KindReceipt} {
		k, err := key(kind, leaseCodec, at)
		if _, err := c.add(ctx, kind, lease.Id, k, err); err != nil {
			return err
		}
	}
	k, err := textKey(KindVerdict, lease.Id)
	if _, err := c.add(ctx, KindVerdict, lease.Id, k, err); err != nil {
		return err
	}
	return c.provider(ctx, lease.Provider)
}

// programOf adds a program, the link to its model, and the model's lineage.
func (c *Collector) programOf(ctx context.Context, program string) error {
	k, err := textKey(KindProgram, program)
	if _, err := c.add(ctx, KindProgram, program, k, err); err != nil {
		return err
	}
	k, err = textKey(KindLink, program)
	linked, err := c.add(ctx, KindLink, program, k, err)
	if err != nil || !linked {
		return err
	}
	res, err := c.Chain.Artefact.ProgramArtefact(ctx, &artefacttypes.QueryProgramArtefactRequest{ProgramId: program})
	if err != nil {
		return err
	}
	return c.artefact(ctx, res.Link.ArtefactId)
}

// artefact adds an artefact, what it was made from, the edges between, what measures it, and what is attested of them.
func (c *Collector) artefact(ctx context.Context, id string) error {
	res, err := c.Chain.Artefact.Lineage(ctx, &artefacttypes.QueryLineageRequest{ArtefactId: id})
	if err != nil {
		return fmt.Errorf("audit: artefact %s: %w", id, err)
	}
	c.d.Truncated = c.d.Truncated || res.Truncated
	for _, artefact := range res.Artefacts {
		if err := c.oneArtefact(ctx, artefact.Id); err != nil {
			return err
		}
	}
	edges := res.Edges
	children, err := c.Chain.Artefact.Children(ctx, &artefacttypes.QueryChildrenRequest{
		ArtefactId: id, Pagination: &query.PageRequest{Limit: maxListed},
	})
	if err != nil {
		return err
	}
	for _, edge := range children.Edges {
		if edge.Parent.Relation == artefacttypes.RelationEvaluatedOn {
			edges = append(edges, edge)
			if err := c.oneArtefact(ctx, edge.ChildId); err != nil {
				return err
			}
		}
	}
	for _, edge := range edges {
		k, err := key(KindEdge, edgeCodec, collections.Join(edge.ChildId, edge.Parent.ParentId))
		if _, err := c.add(ctx, KindEdge, edge.ChildId+" -> "+edge.Parent.ParentId, k, err); err != nil {
			return err
		}
	}
	return nil
}

func (c *Collector) oneArtefact(ctx context.Context, id string) error {
	k, err := textKey(KindArtefact, id)
	if found, err := c.add(ctx, KindArtefact, id, k, err); err != nil || !found {
		return err
	}
	return c.attestations(ctx, "artefact:"+id)
}

// provider adds a provider, who vouches for it, and what is attested of it.
func (c *Collector) provider(ctx context.Context, text string) error {
	account, err := c.Addresses.StringToBytes(text)
	if err != nil {
		return fmt.Errorf("audit: provider %q: %w", text, err)
	}
	k, err := key(KindProvider, sdk.AccAddressKey, sdk.AccAddress(account))
	if found, err := c.add(ctx, KindProvider, text, k, err); err != nil || !found {
		if c.d.About.Kind != KindProvider {
			return err // it has left since
		}
		return orMissing(err, "provider "+text)
	}
	res, err := c.Chain.Provider.Endorsements(ctx, &providertypes.QueryEndorsementsRequest{
		Provider: text, Pagination: &query.PageRequest{Limit: maxListed},
	})
	if err != nil {
		return err
	}
	for _, e := range res.Endorsements {
		attester, err := c.Addresses.StringToBytes(e.Attester)
		if err != nil {
			return err
		}
		k, err := key(KindEndorsement, collections.TripleKeyCodec(sdk.AccAddressKey, sdk.AccAddressKey, collections.StringKey),
			collections.Join3(sdk.AccAddress(account), sdk.AccAddress(attester), e.Key))
		if _, err := c.add(ctx, KindEndorsement, endorsementID(e), k, err); err != nil {
			return err
		}
	}
	return c.attestations(ctx, text)
}
