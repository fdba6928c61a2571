package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety-da/internal/post"
	"github.com/suretynetwork/surety/cmd/surety-da/internal/source"
	"github.com/suretynetwork/surety/x/da/celestia"
)

// maxBlob is what Celestia takes in one blob at present, with room to spare.
const maxBlob = 7 << 20

type postFlags struct {
	celestiaFlags
	home, backend, key, grpc, node, gasPrice, metrics string
	config                                            post.Config
	verbose                                           bool
}

func postCmd() *cobra.Command {
	f := &postFlags{}
	cmd := &cobra.Command{
		Use:   "post",
		Short: "Publish blocks on Celestia and record on chain that they are there",
		Long: `Follow a node of this chain, batch its blocks, compress and post them to the chain's namespace on Celestia, and record each
batch on chain with the proof that it is there.

It may be killed at any moment and started again anywhere: what is recorded it asks the chain, what is posted and not recorded it looks for on
Celestia. Two posters at a time cost Celestia's fees twice and harm nothing else.

The key on this chain (--key) has to be one of the posters in 'suretyd query da params'. The key on Celestia is the Celestia node's.`,
		Example: "surety-da post --celestia http://127.0.0.1:26658 --node http://127.0.0.1:26657 --chain 127.0.0.1:9090 --key poster",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context()) },
	}
	f.register(cmd)
	fs, c := cmd.Flags(), &f.config
	fs.StringVar(&f.home, "home", defaultHome(), "folder with the keyring for this chain")
	fs.StringVar(&f.backend, "keyring-backend", keyring.BackendOS, "where keys are kept: os, file, or test (development only)")
	fs.StringVar(&f.key, "key", "poster", "name of the account's key, see 'surety keys list'")
	fs.StringVar(&f.grpc, "chain", "127.0.0.1:9090", "gRPC address of a node of this chain, host:port")
	fs.StringVar(&f.node, "node", "http://127.0.0.1:26657", "CometBFT RPC address of a node of this chain, which gives the blocks")
	fs.StringVar(&f.gasPrice, "gas-price", "0.001usure", "what to pay per unit of gas on this chain")
	fs.StringVar(&f.metrics, "metrics", "127.0.0.1:9464", "address for /metrics (Prometheus) and /healthz; empty for none")
	fs.IntVar(&c.MaxBytes, "max-bytes", 1_500_000, "most bytes of a batch, compressed")
	fs.IntVar(&c.MaxBlocks, "max-blocks", 2_000, "most blocks of a batch")
	fs.DurationVar(&c.MaxAge, "max-age", 30*time.Second, "how old a block gets before a batch that is not full is posted")
	fs.DurationVar(&c.Poll, "poll", time.Second, "how often chain and Celestia are asked")
	fs.Int64Var(&c.Settle, "settle", 3, "blocks of Celestia to wait for before looking for what was posted and not recorded")
	fs.Float64Var(&c.Options.GasPrice, "celestia-gas-price", 0, "utia per unit of gas on Celestia; 0 lets the node estimate")
	fs.Float64Var(&c.Options.MaxGasPrice, "celestia-max-gas-price", 0, "most that the node may estimate; above, posting waits; 0 for the node's own limit")
	fs.StringVar(&c.Options.KeyName, "celestia-key", "", "name of the Celestia node's key that pays; empty for its default")
	fs.StringVar(&c.Options.FeeGranter, "celestia-fee-granter", "", "account on Celestia that pays instead")
	fs.IntVar(&c.Options.Priority, "celestia-priority", 0, "1 (low) to 3 (high), for the node's estimate")
	fs.BoolVar(&f.verbose, "verbose", false, "say also what is passed over")
	return cmd
}

func (f *postFlags) check() error {
	switch c := f.config; {
	case c.MaxBytes < 10_000 || c.MaxBytes > maxBlob:
		return fmt.Errorf("--max-bytes %d: it must be 10000 to %d", c.MaxBytes, maxBlob)
	case c.MaxBlocks < 1:
		return fmt.Errorf("--max-blocks %d: it must be at least 1", c.MaxBlocks)
	case c.Poll <= 0 || c.MaxAge < 0 || c.Settle < 0:
		return errors.New("--poll, --max-age and --settle must not be negative, and --poll not 0")
	}
	return nil
}

func (f *postFlags) run(ctx context.Context) error {
	if err := f.check(); err != nil {
		return err
	}
	client, err := f.openChain(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	node, err := source.New(f.node)
	if err != nil {
		return err
	}
	c, err := f.dial()
	if err != nil {
		return err
	}
	defer c.Close()
	// A step may wait for a batch to get old, for two answers of Celestia, and for a transaction.
	metrics := post.NewMetrics(10*f.config.Poll + 2*f.timeout + time.Minute)
	stop, err := serveMetrics(f.metrics, metrics.Handler())
	if err != nil {
		return err
	}
	defer stop()
	log := newLog(f.verbose)
	log.Info("posting", "chain", client.ChainID(), "as", client.Address().String(), "celestia", f.url, "metrics", f.metrics)
	p := post.Poster{Config: f.config, Node: node, Celestia: c, Chain: client, Log: log, Metrics: metrics}
	p.Run(ctx)
	return nil
}

func (f *postFlags) openChain(ctx context.Context) (*chain.Client, error) {
	enc, err := chain.NewEncoding()
	if err != nil {
		return nil, err
	}
	price, err := sdk.ParseDecCoin(f.gasPrice)
	if err != nil {
		return nil, fmt.Errorf("--gas-price %q: %w; want a number and a denomination, such as 0.001usure", f.gasPrice, err)
	}
	keys, err := keyring.New("surety", f.backend, f.home, bufio.NewReader(os.Stdin), enc.Codec)
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	return chain.Dial(ctx, enc, chain.Options{Node: f.grpc, Keyring: keys, Key: f.key, GasPrice: price})
}

// serveMetrics serves until stopped. An empty address serves nothing.
func serveMetrics(address string, handler http.Handler) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("--metrics %s: %w", address, err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }()
	return func() { _ = server.Close() }, nil
}

var _ post.Celestia = (*celestia.Client)(nil)
