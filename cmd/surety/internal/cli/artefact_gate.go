package cli

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"lukechampine.com/blake3"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/gated"
	"github.com/suretynetwork/surety/cmd/surety/internal/possess"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

func keygenCmd() *cobra.Command {
	var home string
	cmd := &cobra.Command{
		Use: "keygen", Short: "Make the age identity that opens content encrypted to you", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := os.MkdirAll(home, 0o700); err != nil {
				return err
			}
			key, err := gated.NewIdentity(identityPath(home))
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), key)
			return nil
		},
	}
	cmd.Flags().StringVar(&home, "home", defaultHome(), "folder for keys, state and blobs")
	return cmd
}

func encryptCmd() *cobra.Command {
	var f nodeFlags
	var out, gate, price, releaser string
	var uris []string
	cmd := &cobra.Command{
		Use:   "encrypt FILE",
		Short: "Encrypt content to yourself, so that you can license it to others; with --gate, say so on the chain",
		Example: `  surety artefact encrypt model.onnx --out model.age
  surety artefact encrypt model.onnx --out model.age --gate ada/digits --price 1000000usure --uri https://blobs.example.com`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			key, err := gated.PublicKey(identityPath(f.home))
			if err != nil {
				return err
			}
			root, size, err := encryptFile(args[0], out, key)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: BLAKE3 %s, %d bytes\n", out, root, size)
			if gate == "" {
				return nil
			}
			return f.setGate(cmd, gate, price, &artefacttypes.MsgSetGate{CiphertextRoot: root, CiphertextSize: size, Uris: uris, Releaser: releaser})
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&out, "out", "content.age", "file to write, which must not exist")
	cmd.Flags().StringVar(&gate, "gate", "", "artefact whose content this is, to put the gate on the chain")
	cmd.Flags().StringVar(&price, "price", "0usure", "what a licence costs")
	cmd.Flags().StringVar(&releaser, "releaser", "", "account that may grant beside you")
	cmd.Flags().StringSliceVar(&uris, "uri", nil, "where the encrypted content is, may be repeated")
	return cmd
}

func encryptFile(path, out, key string) (root string, size uint64, err error) {
	from, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer from.Close()
	to, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return "", 0, err
	}
	h := blake3.New(32, nil)
	err = gated.Encrypt(io.MultiWriter(to, h), from, key)
	info, statErr := to.Stat()
	if err = errors.Join(err, statErr, to.Close()); err != nil {
		_ = os.Remove(out)
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), uint64(info.Size()), nil
}

func (f *nodeFlags) setGate(cmd *cobra.Command, gate, price string, msg *artefacttypes.MsgSetGate) error {
	coin, err := sdk.ParseCoinNormalized(price)
	if err != nil {
		return fmt.Errorf("--price %q: %w", price, err)
	}
	r, err := f.open(cmd.Context())
	if err != nil {
		return err
	}
	defer r.close()
	artefact, _, err := resolve(cmd.Context(), r.chain, gate)
	if err != nil {
		return err
	}
	msg.Owner, msg.ArtefactId, msg.Price = r.chain.Address().String(), artefact.Id, coin
	res, err := r.chain.Send(cmd.Context(), msg)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "gated %s for %s at height %d\n", artefact.Name, coin, res.Height)
	return nil
}

func requestCmd() *cobra.Command {
	var f nodeFlags
	var most string
	cmd := &cobra.Command{
		Use: "request ID", Short: "Ask for a licence of gated content and pay its price in", Args: cobra.ExactArgs(1),
		Example: "  surety artefact request ada/digits --max-price 1000000usure",
		RunE: func(cmd *cobra.Command, args []string) error {
			coin, err := sdk.ParseCoinNormalized(most)
			if err != nil {
				return fmt.Errorf("--max-price %q: %w", most, err)
			}
			key, err := gated.PublicKey(identityPath(f.home))
			if err != nil {
				return err
			}
			r, err := f.open(cmd.Context())
			if err != nil {
				return err
			}
			defer r.close()
			artefact, _, err := resolve(cmd.Context(), r.chain, args[0])
			if err != nil {
				return err
			}
			res, err := r.chain.Send(cmd.Context(), &artefacttypes.MsgRequestLicence{
				Licensee: r.chain.Address().String(), ArtefactId: artefact.Id, Recipient: key, MaxPrice: coin,
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "asked for a licence of %s at height %d\n", artefact.Name, res.Height)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&most, "max-price", "0usure", "the most to pay")
	return cmd
}

func grantCmd() *cobra.Command {
	var f nodeFlags
	var file, recipient string
	cmd := &cobra.Command{
		Use: "grant ID LICENSEE", Short: "Give a licensee what decrypts the content; takes the price of their request", Args: cobra.ExactArgs(2),
		Example: "  surety artefact grant ada/digits surety1... --file model.age",
		RunE: func(cmd *cobra.Command, args []string) error {
			identities, err := gated.Identities(identityPath(f.home))
			if err != nil {
				return err
			}
			r, err := f.open(cmd.Context())
			if err != nil {
				return err
			}
			defer r.close()
			artefact, _, err := resolve(cmd.Context(), r.chain, args[0])
			if err != nil {
				return err
			}
			if recipient == "" {
				if recipient, err = requested(cmd.Context(), r.chain, artefact.Id, args[1]); err != nil {
					return err
				}
			}
			ciphertext, err := os.Open(file)
			if err != nil {
				return err
			}
			defer ciphertext.Close()
			capsule, err := gated.Capsule(ciphertext, recipient, identities...)
			if err != nil {
				return err
			}
			res, err := r.chain.Send(cmd.Context(), &artefacttypes.MsgGrantLicence{
				Granter: r.chain.Address().String(), ArtefactId: artefact.Id, Licensee: args[1], Recipient: recipient, Capsule: capsule,
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s may decrypt %s, since height %d\n", args[1], artefact.Name, res.Height)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&file, "file", "content.age", "the encrypted content")
	cmd.Flags().StringVar(&recipient, "recipient", "", "age public key of the licensee; default the one in their request")
	return cmd
}

// requested finds the key that a licensee asked for.
func requested(ctx context.Context, c *chain.Client, artefact, licensee string) (string, error) {
	res, err := c.Artefact.Requests(ctx, &artefacttypes.QueryRequestsRequest{ArtefactId: artefact})
	if err != nil {
		return "", err
	}
	for _, request := range res.Requests {
		if request.Licensee == licensee {
			return request.Recipient, nil
		}
	}
	return "", fmt.Errorf("%s has not asked for a licence; name an age public key with --recipient to grant one without", licensee)
}

func decryptCmd() *cobra.Command {
	var f nodeFlags
	var out string
	var own bool
	cmd := &cobra.Command{
		Use: "decrypt ID FILE", Short: "Decrypt content with your licence, and check it against the registry", Args: cobra.ExactArgs(2),
		Example: "  surety artefact decrypt ada/digits model.age --out model.onnx",
		RunE: func(cmd *cobra.Command, args []string) error {
			identities, err := gated.Identities(identityPath(f.home))
			if err != nil {
				return err
			}
			r, err := f.open(cmd.Context())
			if err != nil {
				return err
			}
			defer r.close()
			artefact, _, err := resolve(cmd.Context(), r.chain, args[0])
			if err != nil {
				return err
			}
			var capsule []byte
			if !own {
				grant, err := r.chain.Artefact.Grant(cmd.Context(), &artefacttypes.QueryGrantRequest{
					ArtefactId: artefact.Id, Licensee: r.chain.Address().String(),
				})
				if err != nil {
					return fmt.Errorf("no licence of %s: %w", artefact.Name, err)
				}
				capsule = grant.Grant.Capsule
			}
			ciphertext, err := os.Open(args[1])
			if err != nil {
				return err
			}
			defer ciphertext.Close()
			plain, err := gated.Decrypt(ciphertext, capsule, identities...)
			if err != nil {
				return err
			}
			if err := writeChecked(out, plain, artefact.Core.Digests.Blake3); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is %s %s\n", out, artefact.Name, artefact.Core.Version)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&out, "out", "content", "file to write, which must not exist")
	cmd.Flags().BoolVar(&own, "own", false, "it was encrypted to you: no licence is needed")
	return cmd
}

// writeChecked writes a file, and keeps it only if it has a BLAKE3.
func writeChecked(out string, from io.Reader, want string) error {
	f, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	h := blake3.New(32, nil)
	_, err = io.Copy(io.MultiWriter(f, h), from)
	if got := hex.EncodeToString(h.Sum(nil)); err == nil && got != want {
		err = fmt.Errorf("what was decrypted is not the artefact: its BLAKE3 is %s, the registry has %s", got, want)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(out)
	}
	return err
}

func holdCmd() *cobra.Command {
	var f nodeFlags
	var pledge bool
	cmd := &cobra.Command{
		Use: "hold DEAL FILE", Short: "Answer a deal's challenges of possession as they come, until it ends", Args: cobra.ExactArgs(2),
		Long: `hold answers the challenges of a storage deal. FILE is the artefact's content as one file: for a folder, the blob that 'surety
artefact add' or 'get' keeps under --home, named by its BLAKE3. With --pledge it takes the offer first. It can be stopped and started again.`,
		Example: "  surety artefact hold surety1.../3 digits.onnx --pledge",
		RunE: func(cmd *cobra.Command, args []string) error {
			prover, err := possess.Open(args[1])
			if err != nil {
				return err
			}
			defer prover.Close()
			r, err := f.open(cmd.Context())
			if err != nil {
				return err
			}
			defer r.close()
			if err := checkHeld(cmd.Context(), r.chain, args[0], prover); err != nil {
				return err
			}
			if pledge {
				msg := &artefacttypes.MsgPledgeStorage{Holder: r.chain.Address().String(), DealId: args[0]}
				if _, err := r.chain.Send(cmd.Context(), msg); err != nil {
					return err
				}
			}
			return f.hold(cmd, r, args[0], prover)
		},
	}
	f.register(cmd)
	cmd.Flags().BoolVar(&pledge, "pledge", false, "take the offer and pledge its bond first")
	return cmd
}

// checkHeld refuses to pledge for content that is not what the deal is about.
func checkHeld(ctx context.Context, c *chain.Client, deal string, prover *possess.Prover) error {
	res, err := c.Artefact.Deal(ctx, &artefacttypes.QueryDealRequest{DealId: deal})
	if err != nil {
		return err
	}
	artefact, _, err := resolve(ctx, c, res.Deal.ArtefactId)
	if err != nil {
		return err
	}
	want, err := hex.DecodeString(artefact.Core.Digests.Blake3)
	if err != nil || !bytes.Equal(want, prover.Root[:]) {
		return fmt.Errorf("the deal is about content with the BLAKE3 %s, the file has %x", artefact.Core.Digests.Blake3, prover.Root)
	}
	return nil
}

func (f *nodeFlags) hold(cmd *cobra.Command, r *role, deal string, prover *possess.Prover) error {
	ctx := cmd.Context()
	for {
		res, err := r.chain.Artefact.Deal(ctx, &artefacttypes.QueryDealRequest{DealId: deal})
		switch {
		case err != nil && ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			r.log.Warn("the node does not answer", "error", err.Error())
		case res.Deal.State == artefacttypes.DealStateEnded:
			fmt.Fprintf(cmd.OutOrStdout(), "%s ended: %d proven, %d missed\n", deal, res.Deal.Proven, res.Deal.Missed)
			return nil
		case res.Deal.Challenged && res.Deal.Holder == r.chain.Address().String():
			slice, err := prover.Slice(res.Deal.Offset, res.Deal.Length)
			if err != nil {
				return err
			}
			if _, err = r.chain.Send(ctx, &artefacttypes.MsgProvePossession{Holder: res.Deal.Holder, DealId: deal, Slice: slice}); err != nil {
				r.log.Warn("the answer was not taken", "round", res.Deal.Round, "error", err.Error())
			} else {
				r.log.Info("proven", "deal", deal, "round", res.Deal.Round)
			}
		}
		if err := chain.Sleep(ctx, f.poll); err != nil {
			return err
		}
	}
}
