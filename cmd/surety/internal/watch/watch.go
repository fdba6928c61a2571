// Package watch is the watcher's daemon: it runs every receipt's job again, and takes wrong ones to court, to the end.
package watch

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/internal/traces"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	"github.com/suretynetwork/surety/cmd/surety/internal/job"
	"github.com/suretynetwork/surety/cmd/surety/internal/state"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Config is what an operator sets.
type Config struct {
	// Home is the daemon's folder.
	Home string
	// Poll is how often the chain is asked.
	Poll time.Duration
	// Celestia is where traces may have been published; nil to ask providers and the chain alone.
	Celestia *traces.Celestia
	// Concerns says which receipts to look at; nil means all.
	Concerns func(context.Context, verificationtypes.Receipt) (bool, error)
}

// Daemon is a running watcher.
type Daemon struct {
	cfg    Config
	chain  *chain.Client
	runner *job.Runner
	store  blob.Store
	blobs  *blob.Client
	salts  *state.Dir
	log    *slog.Logger
	honest map[string]bool
}

// New prepares a daemon.
func New(cfg Config, c *chain.Client, store blob.Store, log *slog.Logger) (*Daemon, error) {
	salts, err := state.Open(filepath.Join(cfg.Home, "claims"))
	if err != nil {
		return nil, err
	}
	blobs := blob.NewClient(store, 10*time.Second)
	if cfg.Celestia != nil {
		blobs.FromCelestia(cfg.Celestia.Get)
	}
	return &Daemon{
		cfg: cfg, chain: c, store: store, blobs: blobs, salts: salts, log: log,
		runner: job.NewRunner(c, store, blobs), honest: map[string]bool{},
	}, nil
}

// Run watches until ctx ends.
func (d *Daemon) Run(ctx context.Context) error {
	last := ""
	for {
		if err := d.tick(ctx); err != nil && ctx.Err() == nil {
			if text := err.Error(); text != last {
				d.log.Warn("will try again", "error", text)
				last = text
			}
		}
		if err := chain.Sleep(ctx, d.cfg.Poll); err != nil {
			return nil //nolint:nilerr // the only error is that we were told to stop
		}
	}
}

// tick looks at every receipt that is not concluded.
func (d *Daemon) tick(ctx context.Context) error {
	var errs []error
	var page query.PageRequest
	for {
		res, err := d.chain.Verification.Receipts(ctx, &verificationtypes.QueryReceiptsRequest{
			State: verificationtypes.ReceiptStatePending, Pagination: &page,
		})
		if err != nil {
			return err
		}
		for _, r := range res.Receipts {
			if d.honest[r.Signed.LeaseId] {
				continue
			}
			if err := d.consider(ctx, r); err != nil {
				errs = append(errs, fmt.Errorf("receipt of %s: %w", r.Signed.LeaseId, err))
			}
		}
		if res.Pagination == nil || len(res.Pagination.NextKey) == 0 {
			return errors.Join(errs...)
		}
		page.Key = res.Pagination.NextKey
	}
}

// consider checks a receipt that is of concern.
func (d *Daemon) consider(ctx context.Context, r verificationtypes.Receipt) error {
	if d.cfg.Concerns != nil {
		if ok, err := d.cfg.Concerns(ctx, r); err != nil || !ok {
			return err
		}
	}
	return d.check(ctx, r)
}

// check runs a receipt's job again and, if the receipt is wrong, makes the next move against it.
func (d *Daemon) check(ctx context.Context, r verificationtypes.Receipt) error {
	res, err := d.chain.Market.Order(ctx, &markettypes.QueryOrderRequest{OrderId: r.OrderId})
	if err != nil {
		return err
	}
	own, err := d.runner.Run(ctx, res.Order, job.Locations(ctx, d.chain, r.Signed)...)
	if err != nil {
		return err
	}
	if Agrees(own, r.Signed) {
		d.honest[r.Signed.LeaseId] = true
		d.log.Info("receipt is right", "lease", r.Signed.LeaseId)
		return nil
	}
	g := game{Daemon: d, receipt: r, order: res.Order, own: own}
	return g.play(ctx)
}

// Agrees says whether a receipt claims just what an honest run gives.
func Agrees(own *exec.Trace, r verificationtypes.SignedReceipt) bool {
	roots := own.OutputRoots()
	if r.TraceRoot != hex.EncodeToString(own.Root[:]) || len(r.OutputRoots) != len(roots) {
		return false
	}
	for i, root := range roots {
		if r.OutputRoots[i] != hex.EncodeToString(root[:]) {
			return false
		}
	}
	return true
}
