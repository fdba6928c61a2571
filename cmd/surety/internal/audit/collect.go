package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	rpcclient "github.com/cometbft/cometbft/rpc/client"
	coretypes "github.com/cometbft/cometbft/rpc/core/types"
	"google.golang.org/grpc/metadata"

	"cosmossdk.io/collections"
	"cosmossdk.io/core/address"

	sdk "github.com/cosmos/cosmos-sdk/types"
	grpctypes "github.com/cosmos/cosmos-sdk/types/grpc"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

// maxRecords bounds a report; maxListed bounds one list that goes into it.
const (
	maxRecords = 512
	maxListed  = 100
)

// Node is what the report needs of a node's RPC.
type Node interface {
	rpcclient.ABCIClient
	rpcclient.SignClient
	Tx(ctx context.Context, hash []byte, prove bool) (*coretypes.ResultTx, error)
	TxSearch(ctx context.Context, query string, prove bool, page, perPage *int, orderBy string) (*coretypes.ResultTxSearch, error)
}

// Collector reads one height of a chain.
type Collector struct {
	Chain     *chain.Client
	Node      Node
	Addresses address.Codec
	// Height is the height to read; 0 for the newest that can be proved.
	Height int64

	d    Dossier
	seen map[string]bool
}

// Collect gathers what the chain knows of a subject. Policies are those that it is measured by; an order's own come first.
func (c *Collector) Collect(ctx context.Context, about Subject, policies []string) (Dossier, error) {
	c.d, c.seen = Dossier{ChainID: c.Chain.ChainID(), About: about}, map[string]bool{}
	// The root of a height's state is in the header of the next.
	var next *int64
	if c.Height > 0 {
		after := c.Height + 1
		next = &after
	}
	latest, err := c.Node.Header(ctx, next)
	if err != nil {
		return c.d, err
	}
	if latest.Header == nil || latest.Header.Height < 3 {
		return c.d, errors.New("audit: the chain has just begun; try again in a few blocks")
	}
	c.d.Height, c.d.AppHash = latest.Header.Height-1, latest.Header.AppHash
	state, err := c.Node.Header(ctx, &c.d.Height)
	if err != nil {
		return c.d, err
	}
	c.d.Time = state.Header.Time.Unix()
	ctx = metadata.AppendToOutgoingContext(ctx, grpctypes.GRPCBlockHeightHeader, strconv.FormatInt(c.d.Height, 10))
	switch about.Kind {
	case KindOrder:
		err = c.order(ctx, about.ID)
	case KindArtefact:
		err = c.artefact(ctx, about.ID)
	case KindProvider:
		err = c.provider(ctx, about.ID)
	default:
		err = fmt.Errorf("audit: a report is about an order, an artefact or a provider, not about %q", about.Kind)
	}
	if err != nil {
		return c.d, err
	}
	return c.d, c.policies(ctx, policies)
}

// add proves a record and keeps it. What is not there is no error: found says so.
func (c *Collector) add(ctx context.Context, kind, id string, key []byte, keyErr error) (found bool, err error) {
	if keyErr != nil {
		return false, keyErr
	}
	if c.seen[kind+" "+string(key)] {
		return true, nil
	}
	if len(c.d.Records) >= maxRecords {
		c.d.Truncated = true
		return false, nil
	}
	r := Record{Kind: kind, ID: id, Store: kinds[kind].store, Key: key}
	res, err := c.Node.ABCIQueryWithOptions(ctx, "/store/"+r.Store+"/key", key, rpcclient.ABCIQueryOptions{Height: c.d.Height, Prove: true})
	if err != nil {
		return false, fmt.Errorf("audit: %s %s: %w", kind, id, err)
	}
	if res.Response.Code != 0 {
		return false, fmt.Errorf("audit: %s %s: the node says %q", kind, id, res.Response.Log)
	}
	if len(res.Response.Value) == 0 {
		return false, nil
	}
	r.Value = res.Response.Value
	if err := r.takeProofs(res.Response.ProofOps); err != nil {
		return false, err
	}
	if err := r.Verify(c.d.AppHash); err != nil {
		return false, fmt.Errorf("audit: the node's own answer does not hold: %w", err)
	}
	c.findTx(ctx, &r)
	c.seen[kind+" "+string(key)] = true
	c.d.Records = append(c.d.Records, r)
	return true, nil
}

// policies adds the policies that the report is measured by.
func (c *Collector) policies(ctx context.Context, named []string) error {
	for _, id := range append(slices.Clone(c.d.Policies), named...) {
		res, err := c.Chain.Policy.Policy(ctx, &policytypes.QueryPolicyRequest{PolicyId: id})
		if err != nil {
			return fmt.Errorf("audit: policy %s: %w", id, err)
		}
		if _, err := c.add(ctx, KindPolicy, res.Policy.Id, res.Key, nil); err != nil {
			return err
		}
		if !slices.Contains(c.d.Policies, res.Policy.Id) {
			c.d.Policies = append(c.d.Policies, res.Policy.Id)
		}
		if err := c.approvals(ctx, res.Policy); err != nil {
			return err
		}
	}
	return nil
}

// approvals adds who approved the order, of those whom a policy asks.
func (c *Collector) approvals(ctx context.Context, policy policytypes.Policy) error {
	if c.d.About.Kind != KindOrder {
		return nil
	}
	for _, rule := range policy.Content.Rules {
		if rule.Kind != policytypes.RuleApproval {
			continue
		}
		for _, approver := range slices.Concat(rule.AllOf, rule.AnyOf) {
			account, err := c.Addresses.StringToBytes(approver)
			if err != nil {
				return err
			}
			k, err := key(KindApproval, collections.PairKeyCodec(collections.StringKey, sdk.AccAddressKey), collections.Join(c.d.About.ID, sdk.AccAddress(account)))
			if _, err := c.add(ctx, KindApproval, c.d.About.ID+"/"+approver, k, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// attestations adds what is attested of a subject, with the batches that hold what is common to several.
func (c *Collector) attestations(ctx context.Context, subject string) error {
	res, err := c.Chain.Attestation.AttestationsBySubject(ctx, &attestationtypes.QueryAttestationsBySubjectRequest{
		Subject: subject, Pagination: &query.PageRequest{Limit: maxListed},
	})
	if err != nil {
		return fmt.Errorf("audit: attestations of %s: %w", subject, err)
	}
	if res.Pagination != nil && len(res.Pagination.NextKey) > 0 {
		c.d.Truncated = true
	}
	for _, a := range res.Attestations {
		uid, err := eas.ParseHash(a.Uid)
		if err != nil {
			return err
		}
		found, err := c.add(ctx, KindAttestation, a.Uid, attestationtypes.RecordKey(uid), nil)
		if err != nil || !found {
			return err
		}
		message, err := c.d.Records[len(c.d.Records)-1].Message()
		if err != nil {
			return err
		}
		record, is := message.(*attestationtypes.Record)
		if !is {
			continue // it was there already, with its batch
		}
		k, err := key(KindBatch, collections.Uint64Key, record.Batch)
		if _, err := c.add(ctx, KindBatch, strconv.FormatUint(record.Batch, 10), k, err); err != nil {
			return err
		}
	}
	return nil
}
