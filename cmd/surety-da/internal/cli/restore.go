package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety-da/internal/restore"
	"github.com/suretynetwork/surety/x/da/types"
)

// anchorFlags say where to begin on Celestia.
type anchorFlags struct {
	celestiaFlags
	genesis, namespace, trustedHash string
	trustedHeight, to               int64
	output                          string
	verbose                         bool
}

func (f *anchorFlags) register(cmd *cobra.Command) {
	f.celestiaFlags.register(cmd)
	fs := cmd.Flags()
	fs.StringVar(&f.genesis, "genesis", "", "the chain's genesis file")
	fs.StringVar(&f.namespace, "namespace", "", "namespace on Celestia, 58 hex digits; default the genesis's")
	fs.Int64Var(&f.trustedHeight, "trusted-height", 0, "height of Celestia at which reading begins; default that of the genesis's trusted header")
	fs.StringVar(&f.trustedHash, "trusted-hash", "", "hash of that header, from a source you trust")
	fs.Int64Var(&f.to, "to", 0, "last block that is wanted; 0 for all there are")
	fs.StringVar(&f.output, "output", "text", "text, or json for programs")
	fs.BoolVar(&f.verbose, "verbose", false, "say also which blobs are none of ours")
}

// options reads the genesis file and prepares the reading.
func (f *anchorFlags) options(ctx context.Context) (restore.Options, func(), error) {
	var o restore.Options
	if err := required("genesis", f.genesis); err != nil {
		return o, nil, err
	}
	if f.output != "text" && f.output != "json" {
		return o, nil, fmt.Errorf("--output %q: it must be text or json", f.output)
	}
	c, err := f.dial()
	if err != nil {
		return o, nil, err
	}
	var trusted types.Header
	if f.trustedHeight > 0 {
		block, err := trustedBlock(ctx, c, f.trustedHeight, f.trustedHash)
		if err != nil {
			return o, c.Close, err
		}
		trusted = block.Summary()
	}
	enc, err := chain.NewEncoding()
	if err != nil {
		return o, c.Close, err
	}
	anchor, err := restore.ReadAnchor(f.genesis, f.namespace, trusted, func(raw []byte, header *types.Header) error {
		return enc.Codec.UnmarshalJSON(raw, header)
	})
	if err != nil {
		return o, c.Close, err
	}
	return restore.Options{
		To: f.to, Celestia: c, Anchor: anchor, Progress: restore.NewProgress(os.Stderr, onTerminal()), Log: newLog(f.verbose),
	}, c.Close, nil
}

func (f *anchorFlags) print(cmd *cobra.Command, v any, text string) error {
	if f.output == "json" {
		return json.NewEncoder(cmd.OutOrStdout()).Encode(v)
	}
	_, err := fmt.Fprint(cmd.OutOrStdout(), text)
	return err
}

func restoreCmd() *cobra.Command {
	f := &anchorFlags{}
	var home string
	cmd := &cobra.Command{
		Use:   "restore",
		Short: "Rebuild a node from Celestia and a genesis file alone",
		Long: `Read this chain's blocks from Celestia, verify every header and commit against the validators that the state names, execute every
block, and compare the hash of the state after it with the next header. Nothing else is believed: neither the Celestia node, nor who posted,
nor what the chain has recorded. It goes on where it was interrupted.

The result is a node's folder: suretyd start --home HOME.`,
		Example: "surety-da restore --genesis genesis.json --home restored --celestia http://127.0.0.1:26658",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			o, closeClient, err := f.options(cmd.Context())
			if closeClient != nil {
				defer closeClient()
			}
			if err != nil {
				return err
			}
			if err := restore.Prepare(home, f.genesis); err != nil {
				return err
			}
			c, err := restore.Open(cmd.Context(), home)
			if err != nil {
				return fmt.Errorf("open %s: %w", home, err)
			}
			r, err := restore.Into(cmd.Context(), c, o)
			if err := errors.Join(err, c.Close()); err != nil {
				return err
			}
			return f.print(cmd, restored{r.First, r.Last, fmt.Sprintf("%X", r.AppHash), r.Celestia}, restoredText(home, r))
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&home, "home", "", "folder of the node that is made")
	if err := cmd.MarkFlagRequired("home"); err != nil {
		panic(err)
	}
	return cmd
}

type restored struct {
	First    int64  `json:"first_height"`
	Last     int64  `json:"last_height"`
	AppHash  string `json:"app_hash"`
	Celestia int64  `json:"celestia_height"`
}

func restoredText(home string, r restore.Result) string {
	if r.Last < r.First {
		return fmt.Sprintf("Nothing new up to height %d of Celestia; the last block is %d, app hash %X.\n", r.Celestia, r.Last, r.AppHash)
	}
	n := r.Last - r.First + 1
	return fmt.Sprintf("Restored blocks %d to %d in %s, %.0f a second.\nApp hash after block %d: %X\nStart it with: suretyd start --home %s\n",
		r.First, r.Last, r.Took.Round(100*time.Millisecond), float64(n)/r.Took.Seconds(), r.Last, r.AppHash, home)
}

func verifyCmd() *cobra.Command {
	f := &anchorFlags{}
	var from int64
	var grpc string
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Read and check what is published, without building state",
		Long: `Read this chain's blocks from Celestia and check that each follows the one before, is signed by more than two thirds of the
validators that the one before names, and holds the transactions that its header commits to. With --chain it also compares them with the
batches that the chain has recorded, and names one that holds something else.

Who signs the first block cannot be known without executing the genesis: compare the hash that is printed with a source you trust, or give
--chain.`,
		Example: "surety-da verify --genesis genesis.json --from 1 --to 5000 --chain 127.0.0.1:9090",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, closeClient, err := f.options(cmd.Context())
			if closeClient != nil {
				defer closeClient()
			}
			if err != nil {
				return err
			}
			if from == 0 {
				from = o.Anchor.First
			}
			same, closeChain, err := recorded(cmd.Context(), grpc)
			if err != nil {
				return err
			}
			defer closeChain()
			c, err := restore.Check(cmd.Context(), o, from, same)
			if err != nil {
				return err
			}
			if c.Blocks == 0 {
				return fmt.Errorf("block %d is on Celestia in no batch", from)
			}
			return f.print(cmd, c, fmt.Sprintf(
				"Blocks %d to %d are published: %d blocks with %d transactions in %d batches, %d bytes, %d before compression.\n"+
					"Every block follows the one before and is signed. The first was signed by validators with the hash\n%s\n",
				c.First, c.Last, c.Blocks, c.Txs, c.Batches, c.Bytes, c.Raw, c.Validators))
		},
	}
	f.register(cmd)
	cmd.Flags().Int64Var(&from, "from", 0, "first block; default the chain's first")
	cmd.Flags().StringVar(&grpc, "chain", "", "gRPC address of a node of this chain, to compare with what is recorded")
	return cmd
}

// recorded returns what compares a batch's end with the chain's records; nil without a node.
func recorded(ctx context.Context, grpc string) (func(to int64, digest string) error, func(), error) {
	if grpc == "" {
		return nil, func() {}, nil
	}
	client, err := readChain(ctx, grpc)
	if err != nil {
		return nil, nil, err
	}
	return func(to int64, digest string) error {
		batch, err := client.DA.Batch(ctx, &types.QueryBatchRequest{Height: to})
		if chain.IsNotFound(err) {
			return nil // not recorded yet
		}
		if err != nil {
			return err
		}
		if batch.Batch.ToHeight == to && batch.Batch.Digest != digest {
			return fmt.Errorf("the chain has recorded the digest %s for block %d, Celestia has blocks with %s", batch.Batch.Digest, to, digest)
		}
		return nil
	}, func() { _ = client.Close() }, nil
}

func readChain(ctx context.Context, grpc string) (*chain.Client, error) {
	enc, err := chain.NewEncoding()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	return chain.Dial(ctx, enc, chain.Options{Node: grpc})
}
