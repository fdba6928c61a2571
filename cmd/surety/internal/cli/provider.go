package cli

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/cosmos/cosmos-sdk/crypto/hd"
	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/cmd/surety/internal/provider"
	"github.com/suretynetwork/surety/cmd/surety/internal/watch"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

func providerCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "provider", Short: "Sell compute: register, bid, run, sign receipts, answer challenges"}
	cmd.AddCommand(registerCmd(), providerStartCmd())
	return cmd
}

func registerCmd() *cobra.Command {
	var f nodeFlags
	var bond, moniker, receiptKey string
	var attributes []string
	cmd := &cobra.Command{
		Use:   "register",
		Short: "Register as a provider: makes the key that signs receipts, pays in the bond",
		Example: `  surety keys add main
  surety provider register --moniker "My GPUs" --bond 50000000usure --url http://203.0.113.7:8600 --attribute region=eu-west`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			coin, err := sdk.ParseCoinNormalized(bond)
			if err != nil {
				return fmt.Errorf("--bond %q: %w", bond, err)
			}
			r, err := f.open(cmd.Context())
			if err != nil {
				return err
			}
			defer r.close()
			pub, err := ensureKey(r.keyring, receiptKey)
			if err != nil {
				return err
			}
			res, err := r.chain.Send(cmd.Context(), &providertypes.MsgRegisterProvider{
				Provider: r.chain.Address().String(), Moniker: moniker, Endpoint: r.url, ReceiptKey: pub, Attributes: attributes, Bond: coin,
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "registered %s at height %d with a bond of %s\n", r.chain.Address(), res.Height, coin)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&bond, "bond", "10000000usure", "first bond")
	cmd.Flags().StringVar(&moniker, "moniker", "", "name for people")
	cmd.Flags().StringVar(&receiptKey, "receipt-key", "receipt", "name of the key that signs receipts; made if missing")
	cmd.Flags().StringSliceVar(&attributes, "attribute", nil, "key=value, may be repeated")
	return cmd
}

// ensureKey returns a key's public key in hex, making the key if need be.
func ensureKey(kr keyring.Keyring, name string) (string, error) {
	rec, err := kr.Key(name)
	if errors.Is(err, sdkerrors.ErrKeyNotFound) {
		rec, _, err = kr.NewMnemonic(name, keyring.English, sdk.GetConfig().GetFullBIP44Path(), keyring.DefaultBIP39Passphrase, hd.Secp256k1)
	}
	if err != nil {
		return "", fmt.Errorf("receipt key %q: %w", name, err)
	}
	pub, err := rec.GetPubKey()
	if err != nil {
		return "", fmt.Errorf("receipt key %q: %w", name, err)
	}
	return hex.EncodeToString(pub.Bytes()), nil
}

func providerStartCmd() *cobra.Command {
	var f nodeFlags
	var price, receiptKey, cheat string
	cmd := &cobra.Command{
		Use:   "start",
		Short: "Bid on orders that fit, run what is won, sign receipts, answer challenges; survives restarts",
		Long: `start runs the provider's daemon until it is stopped.

It bids --price on every open order that allows it, once program, weights and inputs have been fetched and checked; runs what it
wins; stores the trace, on Celestia too with --celestia; submits the receipt; answers challenges, demands for traces and demands for outputs; and checks the receipts
of its fellows in replicated orders, for a disagreement that nobody takes to court costs all of them. Stop it at any time
and start it again: salts and signed receipts are on disk before they matter, everything else is asked from the chain.`,
		Example: "  surety provider start --price 500usure --listen 0.0.0.0:8600 --url http://203.0.113.7:8600",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return startProvider(cmd.Context(), f, price, receiptKey, cheat)
		},
	}
	f.register(cmd)
	f.registerCelestia(cmd)
	cmd.Flags().StringVar(&price, "price", "1000usure", "price asked for every job")
	cmd.Flags().StringVar(&receiptKey, "receipt-key", "receipt", "name of the key that signs receipts")
	cmd.Flags().StringVar(&cheat, "cheat", "", "development only: NODE:ELEMENT to falsify in every run; it will cost the bond")
	return cmd
}

// startProvider runs the daemon, and beside it a watcher of its rivals' receipts.
func startProvider(ctx context.Context, f nodeFlags, price, receiptKey, cheat string) error {
	coin, err := sdk.ParseCoinNormalized(price)
	if err != nil {
		return fmt.Errorf("--price %q: %w", price, err)
	}
	lie, err := parseCheat(cheat)
	if err != nil {
		return err
	}
	r, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	celestia, err := f.traces(r.chain)
	if err != nil {
		return err
	}
	d, err := provider.New(provider.Config{
		Home: f.home, Price: coin, URL: r.url, ReceiptKey: receiptKey, Keyring: r.keyring, Poll: f.poll, Cheat: lie, Celestia: celestia,
	}, r.chain, r.store, r.log)
	if err != nil {
		return err
	}
	rival, err := watch.New(watch.Config{Home: f.home, Poll: f.poll, Concerns: provider.Rivals(r.chain), Celestia: celestia}, r.chain, r.store, r.log)
	if err != nil {
		return err
	}
	r.log.Info("provider started", "address", r.chain.Address().String(), "chain", r.chain.ChainID(), "price", coin.String(), "blobs", r.url)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return d.Run(ctx) })
	g.Go(func() error { return rival.Run(ctx) })
	return g.Wait()
}

// parseCheat reads NODE:ELEMENT.
func parseCheat(s string) (*provider.Cheat, error) {
	if s == "" {
		return nil, nil //nolint:nilnil // no lie asked for is no error
	}
	node, element, ok := strings.Cut(s, ":")
	n, err1 := strconv.ParseUint(node, 10, 32)
	e, err2 := strconv.ParseUint(element, 10, 64)
	if !ok || err1 != nil || err2 != nil {
		return nil, fmt.Errorf("--cheat %q: want NODE:ELEMENT, two numbers", s)
	}
	return &provider.Cheat{Node: uint32(n), Element: e}, nil
}
