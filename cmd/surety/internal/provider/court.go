package provider

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/job"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	datypes "github.com/suretynetwork/surety/x/da/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// answer makes the moves that challenges of this provider's receipts wait for.
func (d *Daemon) answer(ctx context.Context) error {
	self := d.chain.Address().String()
	var errs []error
	var page query.PageRequest
	for {
		res, err := d.chain.Challenge.LiveChallengesByProvider(ctx, &challengetypes.QueryLiveChallengesByProviderRequest{Provider: self, Pagination: &page})
		if err != nil {
			return err
		}
		for _, c := range res.Challenges {
			if err := d.move(ctx, c); err != nil {
				errs = append(errs, fmt.Errorf("challenge %s: %w", c.Id, err))
			}
		}
		if res.Pagination == nil || len(res.Pagination.NextKey) == 0 {
			return errors.Join(append(errs, d.traces(ctx))...)
		}
		page.Key = res.Pagination.NextKey
	}
}

// move answers one challenge when it is this side's turn.
func (d *Daemon) move(ctx context.Context, c challengetypes.Challenge) error {
	if c.State != challengetypes.ChallengeStateAwaitHashes && c.State != challengetypes.ChallengeStateAwaitBytes {
		return nil
	}
	t, err := d.leaseTrace(ctx, c.LeaseId)
	if err != nil {
		return err
	}
	params, err := d.chain.Challenge.Params(ctx, &challengetypes.QueryParamsRequest{})
	if err != nil {
		return err
	}
	tensor := t.Tensors[c.Node]
	g := commit.GroupLog2(uint64(len(tensor)), int(params.Params.MaxGroups))
	self := d.chain.Address().String()
	if c.State == challengetypes.ChallengeStateAwaitHashes {
		msg := &challengetypes.MsgDiscloseHashes{Sender: self, LeaseId: c.LeaseId, Node: c.Node, Hashes: job.List(commit.Groups(tensor, g))}
		res, err := d.chain.Send(ctx, msg)
		if err == nil {
			d.log.Info("disclosed chunk hashes", "challenge", c.Id, "node", c.Node, "height", res.Height)
		}
		return err
	}
	size := 1024 << g
	from := min(int(c.Group)*size, len(tensor))
	msg := &challengetypes.MsgDiscloseGroup{
		Sender: self, LeaseId: c.LeaseId, Node: c.Node, Group: c.Group, Content: tensor[from:min(from+size, len(tensor))],
	}
	res, err := d.chain.Send(ctx, msg)
	if err == nil {
		d.log.Info("disclosed a chunk group", "challenge", c.Id, "node", c.Node, "group", c.Group, "height", res.Height)
	}
	return err
}

func (d *Daemon) leaseTrace(ctx context.Context, leaseID string) (*exec.Trace, error) {
	l, err := d.chain.Market.Lease(ctx, &markettypes.QueryLeaseRequest{LeaseId: leaseID})
	if err != nil {
		return nil, err
	}
	o, err := d.chain.Market.Order(ctx, &markettypes.QueryOrderRequest{OrderId: l.Lease.OrderId})
	if err != nil {
		return nil, err
	}
	return d.trace(ctx, o.Order)
}

// traces publishes the traces that were demanded.
func (d *Daemon) traces(ctx context.Context) error {
	self := d.chain.Address().String()
	res, err := d.chain.Challenge.TraceDemands(ctx, &challengetypes.QueryTraceDemandsRequest{Provider: self})
	if err != nil {
		return err
	}
	var errs []error
	for _, demand := range res.Traces {
		t, err := d.leaseTrace(ctx, demand.LeaseId)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		r, err := d.showTrace(ctx, demand.LeaseId, t)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		d.log.Info("published a trace", "lease", demand.LeaseId, "height", r.Height)
	}
	return errors.Join(errs...)
}

// showTrace answers a demand: with the proof that the trace is on Celestia where the receipt says so, else with the trace itself.
func (d *Daemon) showTrace(ctx context.Context, lease string, t *exec.Trace) (chain.Result, error) {
	var p promise
	if found, err := d.receipts.Load(lease, &p); err == nil && found && d.cfg.Celestia != nil && datypes.IsReference(p.Receipt.TraceLocation) {
		r, err := d.cfg.Celestia.Show(ctx, lease, p.Receipt.TraceLocation)
		if err == nil {
			return r, nil
		}
		d.log.Warn("a trace could not be shown on Celestia; it is published here", "lease", lease, "error", err.Error())
	}
	return d.chain.Send(ctx, &challengetypes.MsgPublishTrace{
		Sender: d.chain.Address().String(), LeaseId: lease, Commitments: job.List(t.Commitments),
	})
}

// publish brings demanded outputs on chain.
func (d *Daemon) publish(ctx context.Context) error {
	leases, err := d.leases(ctx, markettypes.LeaseStateSubmitted)
	if err != nil {
		return err
	}
	var errs []error
	for _, l := range leases {
		if err := d.publishOutput(ctx, l); err != nil {
			errs = append(errs, fmt.Errorf("lease %s: %w", l.Id, err))
		}
	}
	return errors.Join(errs...)
}

func (d *Daemon) publishOutput(ctx context.Context, l markettypes.Lease) error {
	_, err := d.chain.Verification.OutputDemand(ctx, &verificationtypes.QueryOutputDemandRequest{LeaseId: l.Id})
	if chain.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	o, err := d.chain.Market.Order(ctx, &markettypes.QueryOrderRequest{OrderId: l.OrderId})
	if err != nil {
		return err
	}
	t, err := d.trace(ctx, o.Order)
	if err != nil {
		return err
	}
	outputs, err := d.outputs(l, o.Order, t)
	if err != nil {
		return err
	}
	res, err := d.chain.Send(ctx, &verificationtypes.MsgPublishOutput{Sender: d.chain.Address().String(), LeaseId: l.Id, Outputs: outputs})
	if err == nil {
		d.log.Info("published an output", "lease", l.Id, "bytes", len(bytes.Join(outputs, nil)), "height", res.Height)
	}
	return err
}
