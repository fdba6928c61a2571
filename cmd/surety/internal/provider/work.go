package provider

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/cosmos/cosmos-sdk/types/query"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/job"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// promise is a receipt as signed. It is on disk before anyone sees it, and what is on disk is never signed anew: two different
// receipts for one lease cost the bond.
type promise struct {
	Receipt verificationtypes.SignedReceipt `json:"receipt"`
	Salt    string                          `json:"salt"`
}

// work runs the leases that wait for a receipt.
func (d *Daemon) work(ctx context.Context) error {
	leases, err := d.leases(ctx, markettypes.LeaseStateActive)
	if err != nil {
		return err
	}
	var errs []error
	for _, l := range leases {
		if err := d.serve(ctx, l); err != nil {
			errs = append(errs, fmt.Errorf("lease %s: %w", l.Id, err))
		}
	}
	return errors.Join(errs...)
}

func (d *Daemon) leases(ctx context.Context, state markettypes.LeaseState) ([]markettypes.Lease, error) {
	var out []markettypes.Lease
	var page query.PageRequest
	for {
		res, err := d.chain.Market.LeasesByProvider(ctx, &markettypes.QueryLeasesByProviderRequest{
			Provider: d.chain.Address().String(), State: state, Pagination: &page,
		})
		if err != nil {
			return nil, err
		}
		out = append(out, res.Leases...)
		if res.Pagination == nil || len(res.Pagination.NextKey) == 0 {
			return out, nil
		}
		page.Key = res.Pagination.NextKey
	}
}

// serve brings one lease a step further.
func (d *Daemon) serve(ctx context.Context, l markettypes.Lease) error {
	res, err := d.chain.Market.Order(ctx, &markettypes.QueryOrderRequest{OrderId: l.OrderId})
	if err != nil {
		return err
	}
	trace, err := d.trace(ctx, res.Order)
	if err != nil {
		return err
	}
	p, err := d.promise(ctx, l, res.Order, trace)
	if err != nil {
		return err
	}
	if res.Order.Terms.Method == markettypes.MethodReplicated {
		return d.replicate(ctx, l, res.Order, p, trace)
	}
	return d.submit(ctx, l, res.Order, p, trace)
}

// trace runs an order, with the lie that the configuration asks for.
func (d *Daemon) trace(ctx context.Context, o markettypes.Order) (*exec.Trace, error) {
	t, err := d.runner.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	if d.cfg.Cheat != nil {
		t, err = exec.Corrupt(t, d.cfg.Cheat.Node, d.cfg.Cheat.Element)
		if err != nil {
			return nil, err
		}
	}
	return t, d.runner.Publish(ctx, t)
}

// promise returns the lease's signed receipt, signing it the first time.
func (d *Daemon) promise(ctx context.Context, l markettypes.Lease, o markettypes.Order, t *exec.Trace) (promise, error) {
	var p promise
	if found, err := d.receipts.Load(l.Id, &p); found || err != nil {
		return p, err
	}
	height, _, err := d.chain.Height(ctx)
	if err != nil {
		return p, err
	}
	p.Receipt = verificationtypes.SignedReceipt{
		LeaseId: l.Id, ProgramId: o.Terms.ProgramId, InputRoots: o.Terms.InputRoots,
		TraceRoot: hex.EncodeToString(t.Root[:]), TraceLocation: d.location(ctx, l.Id, t),
		NumericsVersion: t.Program.NumericsVersion, Provider: l.Provider, Height: height,
	}
	for _, root := range t.OutputRoots() {
		p.Receipt.OutputRoots = append(p.Receipt.OutputRoots, hex.EncodeToString(root[:]))
	}
	bytes, err := p.Receipt.SignBytes(d.chain.ChainID())
	if err != nil {
		return p, err
	}
	sig, _, err := d.cfg.Keyring.Sign(d.cfg.ReceiptKey, bytes, signing.SignMode_SIGN_MODE_DIRECT)
	if err != nil {
		return p, fmt.Errorf("signing with receipt key %q: %w", d.cfg.ReceiptKey, err)
	}
	p.Receipt.Signature = hex.EncodeToString(sig)
	var salt [32]byte
	if _, err := rand.Read(salt[:]); err != nil {
		return p, err
	}
	p.Salt = hex.EncodeToString(salt[:])
	return p, d.receipts.Save(l.Id, p)
}

// location publishes the trace on Celestia and returns where it is there; where that does not work, the blob service's address.
func (d *Daemon) location(ctx context.Context, lease string, t *exec.Trace) string {
	if d.cfg.Celestia == nil {
		return d.cfg.URL
	}
	reference, err := d.cfg.Celestia.Post(ctx, job.List(t.Commitments))
	if err != nil {
		d.log.Warn("a trace could not be published on Celestia; it is served from here", "lease", lease, "error", err.Error())
		return d.cfg.URL
	}
	d.log.Info("posted a trace", "lease", lease, "at", reference)
	return reference
}

// replicate commits to the receipt, and reveals it when every provider has committed.
func (d *Daemon) replicate(ctx context.Context, l markettypes.Lease, o markettypes.Order, p promise, t *exec.Trace) error {
	round, err := d.chain.Verification.Round(ctx, &verificationtypes.QueryRoundRequest{OrderId: o.Id})
	if err != nil && !chain.IsNotFound(err) {
		return err
	}
	if err == nil && round.Round.State == verificationtypes.RoundStateRevealing {
		return d.submit(ctx, l, o, p, t)
	}
	if err == nil {
		for _, c := range round.Commitments {
			if c.LeaseId == l.Id {
				return nil // waiting for the others
			}
		}
	}
	sum, err := p.Receipt.Commitment(d.chain.ChainID(), p.Salt)
	if err != nil {
		return err
	}
	res, err := d.chain.Send(ctx, &verificationtypes.MsgCommitReceipt{Provider: l.Provider, LeaseId: l.Id, Commitment: sum})
	if err == nil {
		d.log.Info("committed to a receipt", "lease", l.Id, "height", res.Height)
	}
	return err
}

// submit brings the receipt on chain, with the outputs when they are small.
func (d *Daemon) submit(ctx context.Context, l markettypes.Lease, o markettypes.Order, p promise, t *exec.Trace) error {
	params, err := d.chain.Verification.Params(ctx, &verificationtypes.QueryParamsRequest{})
	if err != nil {
		return err
	}
	msg := &verificationtypes.MsgSubmitReceipt{Submitter: d.chain.Address().String(), Receipt: p.Receipt}
	if o.Terms.Method == markettypes.MethodReplicated {
		msg.Salt = p.Salt
	}
	outputs, err := d.outputs(l, o, t)
	if err != nil {
		return err
	}
	if total(outputs) <= params.Params.MaxInlineOutputBytes {
		msg.Outputs = outputs
	}
	res, err := d.chain.Send(ctx, msg)
	if err == nil {
		d.log.Info("submitted a receipt", "lease", l.Id, "trace", p.Receipt.TraceRoot, "height", res.Height)
	}
	return err
}

// outputs are the outputs as they go on chain: plain, or encrypted to the order's output key.
func (d *Daemon) outputs(l markettypes.Lease, o markettypes.Order, t *exec.Trace) ([][]byte, error) {
	plain := t.Outputs()
	if o.Terms.OutputKey == "" {
		return plain, nil
	}
	out := make([][]byte, len(plain))
	for i, b := range plain {
		var eph [32]byte
		if _, err := rand.Read(eph[:]); err != nil {
			return nil, err
		}
		blob, err := verificationtypes.SealOutput(o.Terms.OutputKey, l.Id, i, b, eph)
		if err != nil {
			return nil, fmt.Errorf("encrypting output %d: %w", i, err)
		}
		out[i] = blob
	}
	return out, nil
}

func total(outputs [][]byte) uint64 {
	var n uint64
	for _, b := range outputs {
		n += uint64(len(b))
	}
	return n
}
