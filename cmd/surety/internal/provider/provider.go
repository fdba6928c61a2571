// Package provider is the provider's daemon: it bids on orders that fit, runs what it wins, signs receipts, answers challenges
// and publishes what is demanded. It holds no plan in memory that the chain or its folder does not hold, so it may be stopped at
// any instruction and started again.
package provider

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/internal/traces"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	"github.com/suretynetwork/surety/cmd/surety/internal/job"
	"github.com/suretynetwork/surety/cmd/surety/internal/state"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Config is what an operator sets.
type Config struct {
	// Home is the daemon's folder.
	Home string
	// Price is asked for every job.
	Price sdk.Coin
	// URL is the public base URL of the daemon's blob service, written into receipts.
	URL string
	// ReceiptKey is the name in the keyring of the key that signs receipts.
	ReceiptKey string
	// Keyring holds the receipt key.
	Keyring keyring.Keyring
	// Poll is how often the chain is asked.
	Poll time.Duration
	// Celestia is where traces are published; nil for nowhere but the blob service.
	Celestia *traces.Celestia
	// Cheat makes the daemon lie, for demonstrations and tests; nil for honest work.
	Cheat *Cheat
}

// Cheat says which number of the computation to change.
type Cheat struct {
	Node    uint32
	Element uint64
}

// Daemon is a running provider.
type Daemon struct {
	cfg      Config
	chain    *chain.Client
	runner   *job.Runner
	bids     *state.Dir
	receipts *state.Dir
	log      *slog.Logger
	retry    map[string]int64
}

// New prepares a daemon. The store is the one its blob service serves.
func New(cfg Config, c *chain.Client, store blob.Store, log *slog.Logger) (*Daemon, error) {
	bids, err1 := state.Open(filepath.Join(cfg.Home, "bids"))
	receipts, err2 := state.Open(filepath.Join(cfg.Home, "receipts"))
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	return &Daemon{
		cfg: cfg, chain: c, bids: bids, receipts: receipts, log: log, retry: map[string]int64{},
		runner: job.NewRunner(c, store, blob.NewClient(store, 10*time.Second)),
	}, nil
}

// Run works until ctx ends. Bidding, running and answering go on side by side: a long job must not cost a deadline in court.
func (d *Daemon) Run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	for name, step := range map[string]func(context.Context) error{"bid": d.bid, "work": d.work, "court": d.answer, "publish": d.publish} {
		g.Go(func() error { return d.loop(ctx, name, step) })
	}
	err := g.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// loop repeats a step. A step that fails is logged and tried again: the chain's clock is the only deadline.
func (d *Daemon) loop(ctx context.Context, name string, step func(context.Context) error) error {
	last := ""
	for {
		if err := step(ctx); err != nil && ctx.Err() == nil {
			if text := err.Error(); text != last {
				d.log.Warn("will try again", "step", name, "error", text)
				last = text
			}
		} else {
			last = ""
		}
		if err := chain.Sleep(ctx, d.cfg.Poll); err != nil {
			return err
		}
	}
}

// Rivals says which receipts a provider should check as a watcher does: those of its own replicated orders by others. A disagreement
// that nobody takes to court costs every provider of the order.
func Rivals(c *chain.Client) func(context.Context, verificationtypes.Receipt) (bool, error) {
	self := c.Address().String()
	return func(ctx context.Context, r verificationtypes.Receipt) (bool, error) {
		if r.Signed.Provider == self {
			return false, nil
		}
		_, err := c.Market.Lease(ctx, &markettypes.QueryLeaseRequest{LeaseId: r.OrderId + "/" + self})
		if chain.IsNotFound(err) {
			return false, nil
		}
		return err == nil, err
	}
}
