package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety-da/internal/restore"
	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

type getFlags struct {
	celestiaFlags
	grpc, trustedHash, out string
	trustedHeight          int64
}

func getCmd() *cobra.Command {
	f := &getFlags{}
	cmd := &cobra.Command{
		Use:   "get REFERENCE",
		Short: "Fetch and check one blob",
		Long: `Fetch the blob of celestia://HEIGHT/NAMESPACE/COMMITMENT. Its content is checked against the commitment, and its place against the
header of that height: the one that this chain believes, if it has it, or else by Celestia's validators from one that is trusted.`,
		Example: "surety-da get celestia://4120007/0000.../9f2c... --chain 127.0.0.1:9090 --out trace.bin",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ref, err := types.ParseReference(args[0])
			if err != nil {
				return err
			}
			content, err := f.get(cmd.Context(), ref)
			if err != nil {
				return err
			}
			if f.out == "" {
				_, err = cmd.OutOrStdout().Write(content)
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%s: %d bytes, as committed, where it should be\n", f.out, len(content))
			return os.WriteFile(f.out, content, 0o600)
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.grpc, "chain", "", "gRPC address of a node of this chain, whose light client is believed")
	cmd.Flags().Int64Var(&f.trustedHeight, "trusted-height", 0, "height of a header of Celestia that you trust")
	cmd.Flags().StringVar(&f.trustedHash, "trusted-hash", "", "its hash")
	cmd.Flags().StringVar(&f.out, "out", "", "file to write; default standard output")
	return cmd
}

func (f *getFlags) get(ctx context.Context, ref types.Reference) ([]byte, error) {
	c, err := f.dial()
	if err != nil {
		return nil, err
	}
	defer c.Close()
	trusted, celestiaID, err := f.trusted(ctx, c, ref.Height)
	if err != nil {
		return nil, err
	}
	blob, err := c.Get(ctx, ref)
	if err != nil {
		return nil, err
	}
	headers := restore.Headers{Celestia: c, ChainID: celestiaID, Trusted: trusted}
	block, err := headers.Verified(ctx, ref.Height)
	if err != nil {
		return nil, err
	}
	if _, _, err := celestia.Prove(ctx, c, block, blob); err != nil {
		return nil, err
	}
	return blob.Data, nil
}

// trusted returns a header at or below a height that may be believed, and the chain that it is of.
func (f *getFlags) trusted(ctx context.Context, c *celestia.Client, height int64) (types.Header, string, error) {
	if f.trustedHeight > 0 {
		block, err := trustedBlock(ctx, c, f.trustedHeight, f.trustedHash)
		return block.Summary(), block.Header.ChainID, err
	}
	if f.grpc == "" {
		return types.Header{}, "", errNoTrust
	}
	client, err := readChain(ctx, f.grpc)
	if err != nil {
		return types.Header{}, "", err
	}
	defer client.Close()
	params, err := client.DA.Params(ctx, &types.QueryParamsRequest{})
	if err != nil {
		return types.Header{}, "", err
	}
	header, err := believed(ctx, client, height)
	return header, params.Params.CelestiaChainId, err
}

// believed returns the header of a height that the chain believes, or else a lower one.
func believed(ctx context.Context, client *chain.Client, height int64) (types.Header, error) {
	exact, err := client.DA.Header(ctx, &types.QueryHeaderRequest{Height: height})
	if err == nil {
		return exact.Header, nil
	}
	if !chain.IsNotFound(err) {
		return types.Header{}, err
	}
	latest, err := client.DA.Client(ctx, &types.QueryClientRequest{})
	if err != nil {
		return types.Header{}, err
	}
	if latest.Latest != nil && latest.Latest.Height <= height {
		return *latest.Latest, nil
	}
	all, err := client.DA.Headers(ctx, &types.QueryHeadersRequest{})
	if err != nil {
		return types.Header{}, err
	}
	if len(all.Headers) == 0 || all.Headers[0].Height > height {
		return types.Header{}, fmt.Errorf("the chain believes no header at or below height %d of Celestia: %w", height, errNoTrust)
	}
	return all.Headers[0], nil
}

func genesisCmd() *cobra.Command {
	var f celestiaFlags
	var height int64
	var namespace string
	var posters []string
	cmd := &cobra.Command{
		Use:   "genesis FILE",
		Short: "Write a trusted header of Celestia into a genesis file",
		Long: `Write into a new chain's genesis file which Celestia it follows, the first header that it trusts, where blocks are posted, and who
records them. Everything that the chain will believe of Celestia follows from that header: compare its hash with a source you trust.`,
		Example: "surety-da genesis genesis.json --height 4120000 --namespace 0000...79 --poster surety1...",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := types.ParseNamespace(namespace); err != nil {
				return fmt.Errorf("--namespace: %w", err)
			}
			c, err := f.dial()
			if err != nil {
				return err
			}
			defer c.Close()
			block, err := c.Head(cmd.Context())
			if height > 0 {
				block, err = c.Block(cmd.Context(), height)
			}
			if err != nil {
				return err
			}
			if err := writeGenesis(args[0], block, namespace, posters); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "The chain will follow %q from height %d, hash %s.\n", block.Header.ChainID, block.Header.Height, block.Summary().Hash)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().Int64Var(&height, "height", 0, "height of Celestia; default the highest")
	cmd.Flags().StringVar(&namespace, "namespace", "", "where blocks are posted, 58 hex digits: 38 zeros and 20 of your own")
	cmd.Flags().StringSliceVar(&posters, "poster", nil, "account that records batches; may be given several times")
	return cmd
}

// Patch is what a genesis's application state gets, as the JSON merge patch {"da": ...}.
func Patch(block celestia.Block, namespace string, posters []string) (json.RawMessage, error) {
	enc, err := chain.NewEncoding()
	if err != nil {
		return nil, err
	}
	genesis := types.DefaultGenesis()
	genesis.Params.CelestiaChainId, genesis.Params.Namespace, genesis.Params.Posters = block.Header.ChainID, namespace, sorted(posters)
	genesis.Headers = []types.Header{block.Summary()}
	genesis.Client = types.Client{LatestHeight: block.Header.Height, Headers: 1}
	if err := genesis.Validate(enc.Registry.SigningContext().AddressCodec()); err != nil {
		return nil, err
	}
	return enc.Codec.MarshalJSON(genesis)
}

func storeCmd() *cobra.Command {
	var dir, listen, chainID string
	var blockTime time.Duration
	cmd := &cobra.Command{
		Use:   "store",
		Short: "A small store that answers as a Celestia node does, for development",
		Long: `Serve, on loopback, the part of a Celestia node's JSON-RPC that this project uses. Blocks are laid out, committed to and signed as
Celestia's are, so that everything that is checked with Celestia is checked with it too. What is lost is what Celestia is for: its validators
are made up, and whoever runs the store can delete what was posted, or never show it to others.`,
		Example: "surety-da store --dir blobs --listen 127.0.0.1:26658",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			chain, err := celestia.NewEmbedded(celestia.Settings{ChainID: chainID, Dir: dir, Validators: 4}, time.Now())
			if err != nil {
				return err
			}
			listener, err := net.Listen("tcp", listen)
			if err != nil {
				return fmt.Errorf("--listen %s: %w", listen, err)
			}
			server := celestia.NewServer(chain)
			handler := &http.Server{Handler: server, ReadHeaderTimeout: 5 * time.Second}
			go func() { _ = handler.Serve(listener) }()
			defer func() { _ = handler.Close() }()
			fmt.Fprintf(cmd.OutOrStdout(), "CELESTIA=http://%s\nREADY\n", listener.Addr())
			return server.Run(cmd.Context(), blockTime)
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "folder for what is posted; empty keeps it in memory")
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:26658", "address")
	cmd.Flags().StringVar(&chainID, "chain-id", "embedded", "name of the chain of blocks")
	cmd.Flags().DurationVar(&blockTime, "block-time", time.Second, "time between blocks")
	return cmd
}
