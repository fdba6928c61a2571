// Package cli is surety-da's command line.
package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/x/da/celestia"
)

// Root returns the root command.
func Root() *cobra.Command {
	root := &cobra.Command{
		Use:   "surety-da",
		Short: "Publish the chain's blocks on Celestia, and rebuild the chain from there",
		Long: `surety-da keeps the Surety chain's data available.

  A poster       surety-da post                 publish blocks on Celestia and record on chain that they are there
  Anyone         surety-da restore              rebuild a node from Celestia and a genesis file alone
                 surety-da verify               read and check what is published, without building state
                 surety-da get REFERENCE        fetch and check one blob, a trace for instance
  A new chain    surety-da genesis FILE         trust a header of Celestia from the beginning
  Development    surety-da store                a small store that answers as a Celestia node does

It asks a Celestia node, light, full or bridge, over its JSON-RPC, usually at port 26658. That node holds the key that pays for blobs: make and
fund it as Celestia describes, with cel-key. What a node answers is checked, so it may be anybody's for reading.`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(postCmd(), restoreCmd(), verifyCmd(), getCmd(), genesisCmd(), storeCmd())
	return root
}

func defaultHome() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ".surety"
	}
	return filepath.Join(home, ".surety")
}

// celestiaFlags say which Celestia node to ask.
type celestiaFlags struct {
	url, token string
	timeout    time.Duration
}

func (f *celestiaFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.url, "celestia", "http://127.0.0.1:26658", "JSON-RPC address of a Celestia node")
	cmd.Flags().StringVar(&f.token, "celestia-token", "",
		"its token, from 'celestia light auth read' or, to post, 'auth write'; default $CELESTIA_NODE_AUTH_TOKEN")
	cmd.Flags().DurationVar(&f.timeout, "celestia-timeout", 2*time.Minute, "how long one answer may take; posting waits for a block")
}

func (f *celestiaFlags) dial() (*celestia.Client, error) {
	token := f.token
	if token == "" {
		token = os.Getenv("CELESTIA_NODE_AUTH_TOKEN") // not as the flag's default, which help would print
	}
	return celestia.Dial(f.url, token, f.timeout)
}

func newLog(verbose bool) *slog.Logger {
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
}

// required names a flag that has to be given.
func required(name, value string) error {
	if value == "" {
		return fmt.Errorf("--%s is needed", name)
	}
	return nil
}

// onTerminal says whether progress is shown to a person.
func onTerminal() bool {
	info, err := os.Stderr.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// trustedBlock returns the block of a height of Celestia whose hash the operator gave.
func trustedBlock(ctx context.Context, c *celestia.Client, height int64, hash string) (celestia.Block, error) {
	block, err := c.Block(ctx, height)
	if err != nil {
		return block, err
	}
	if got := block.Summary().Hash; got != hash {
		return block, fmt.Errorf("height %d of Celestia has the hash %s there, --trusted-hash is %q", height, got, hash)
	}
	return block, nil
}

var errNoTrust = errors.New("give --chain HOST:PORT, a node of this chain whose light client is believed, or --trusted-height and --trusted-hash")
