package cli

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/client/keys"
	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/internal/traces"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
)

// nodeFlags are what every role that talks to a chain asks for.
type nodeFlags struct {
	home, backend, key, node, gasPrice, listen, url string
	celestia, celestiaToken, namespace              string
	poll, celestiaTimeout                           time.Duration
}

func (f *nodeFlags) register(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.home, "home", defaultHome(), "folder for keys, state and blobs")
	fs.StringVar(&f.backend, "keyring-backend", keyring.BackendOS, "where keys are kept: os, file, or test (development only)")
	fs.StringVar(&f.key, "key", "main", "name of the account's key, see 'surety keys list'")
	fs.StringVar(&f.node, "node", "127.0.0.1:9090", "gRPC address of a node you trust, host:port")
	fs.StringVar(&f.gasPrice, "gas-price", "0.001usure", "what to pay per unit of gas")
	fs.StringVar(&f.listen, "listen", "127.0.0.1:0", "address of this role's blob service")
	fs.StringVar(&f.url, "url", "", "public base URL of the blob service; default the listening address")
	fs.DurationVar(&f.poll, "poll", 500*time.Millisecond, "how often to ask the node")
}

// registerCelestia adds the flags of roles that publish or fetch traces on Celestia.
func (f *nodeFlags) registerCelestia(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.celestia, "celestia", "", "JSON-RPC address of a Celestia node, such as http://127.0.0.1:26658; empty for none")
	fs.StringVar(&f.celestiaToken, "celestia-token", "", "its token; default $CELESTIA_NODE_AUTH_TOKEN")
	fs.StringVar(&f.namespace, "celestia-namespace", traces.Namespace, "where traces are posted, 58 hex digits")
	fs.DurationVar(&f.celestiaTimeout, "celestia-timeout", 30*time.Second, "how long one answer may take; a trace that cannot be posted in it is served from here")
}

// traces connects to the Celestia node, nil where none was given.
func (f *nodeFlags) traces(c *chain.Client) (*traces.Celestia, error) {
	if f.celestia == "" {
		return nil, nil //nolint:nilnil // none asked for is no error
	}
	token := f.celestiaToken
	if token == "" {
		token = os.Getenv("CELESTIA_NODE_AUTH_TOKEN") // not as the flag's default, which help would print
	}
	return traces.Dial(f.celestia, token, f.namespace, f.celestiaTimeout, c)
}

// role is a connected role: a client, a blob store and its service.
type role struct {
	chain   *chain.Client
	keyring keyring.Keyring
	store   *blob.Dir
	url     string
	log     *slog.Logger
	close   func()
}

// open connects a role and starts its blob service. Call close when done.
func (f *nodeFlags) open(ctx context.Context) (*role, error) {
	enc, err := chain.NewEncoding()
	if err != nil {
		return nil, err
	}
	kr, err := openKeyring(enc, f.backend, f.home)
	if err != nil {
		return nil, err
	}
	price, err := sdk.ParseDecCoin(f.gasPrice)
	if err != nil {
		return nil, fmt.Errorf("--gas-price %q: %w; want a number and a denomination, such as 0.001usure", f.gasPrice, err)
	}
	store, err := blob.NewDir(filepath.Join(f.home, "blobs"))
	if err != nil {
		return nil, err
	}
	c, err := f.dial(ctx, enc, kr, price)
	if err != nil {
		return nil, err
	}
	srv, err := blob.Serve(ctx, store, f.listen)
	if err != nil {
		_ = c.Close()
		return nil, err
	}
	url := f.url
	if url == "" {
		url = srv.URL
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	return &role{chain: c, keyring: kr, store: store, url: url, log: log, close: func() { _ = srv.Close(); _ = c.Close() }}, nil
}

func (f *nodeFlags) dial(ctx context.Context, enc chain.Encoding, kr keyring.Keyring, price sdk.DecCoin) (*chain.Client, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	return chain.Dial(ctx, enc, chain.Options{Node: f.node, Keyring: kr, Key: f.key, GasPrice: price})
}

// openKeyring opens the keyring under home. With the file backend it asks for the passphrase on standard input.
func openKeyring(enc chain.Encoding, backend, home string) (keyring.Keyring, error) {
	kr, err := keyring.New("surety", backend, home, bufio.NewReader(os.Stdin), enc.Codec)
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	return kr, nil
}

// keysCmd is the SDK's key management on our home.
func keysCmd() *cobra.Command {
	cmd := keys.Commands()
	cmd.PersistentFlags().String(flags.FlagHome, defaultHome(), "folder for keys")
	cmd.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		enc, err := chain.NewEncoding()
		if err != nil {
			return err
		}
		home, err := cmd.Flags().GetString(flags.FlagHome)
		if err != nil {
			return err
		}
		c := client.Context{}.WithCodec(enc.Codec).WithInterfaceRegistry(enc.Registry).WithTxConfig(enc.TxConfig).
			WithKeyringDir(home).WithHomeDir(home).WithInput(cmd.InOrStdin()).WithOutput(cmd.OutOrStdout()).WithViper("SURETY")
		c, err = client.ReadPersistentCommandFlags(c, cmd.Flags())
		if err != nil {
			return err
		}
		cmd.SetContext(context.WithValue(cmd.Context(), client.ClientContextKey, &c))
		return client.SetCmdClientContextHandler(c, cmd)
	}
	return cmd
}
