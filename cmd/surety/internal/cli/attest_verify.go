package cli

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/attest"
	"github.com/suretynetwork/surety/x/attestation/eas"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
)

func attestVerifyCmd() *cobra.Command {
	var node, schema string
	cmd := &cobra.Command{
		Use: "verify FILE|LINK...", Short: "Check attestations that were signed off the chain", Args: cobra.MinimumNArgs(1),
		Long: `verify checks each file, or link of EAS's explorer: its form, that the uid follows from the message, that the signature is the signer's, that the data fits
--schema-text, and that it has not expired. With --node it also asks the chain whether the signer took it back, and when it was first seen.
It prints each check as it passes; the error names the first that does not.`,
		Example: `  surety attest verify sound.json --schema-text "bool sound"
  surety attest verify sound.json --node 127.0.0.1:9090`,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, path := range args {
				p, err := readPackage(path)
				if err != nil {
					return err
				}
				say := func(text string) { fmt.Fprintf(cmd.OutOrStdout(), "%s: ok, %s\n", path, text) }
				report, err := attest.Check(p, schema, uint64(time.Now().Unix()), say)
				if err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
				if node == "" {
					continue
				}
				if err := askChain(cmd, node, report, say); err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&schema, "schema-text", "", "the schema's fields, to check the data by")
	cmd.Flags().StringVar(&node, "node", "", "gRPC address of a node to ask, host:port; empty for none")
	return cmd
}

// askChain asks whether the signer took an attestation back, under either of the two addresses that a key has.
func askChain(cmd *cobra.Command, node string, report attest.Report, say func(string)) error {
	enc, err := chain.NewEncoding()
	if err != nil {
		return err
	}
	c, err := dialReader(cmd.Context(), enc, node)
	if err != nil {
		return err
	}
	defer c.Close()
	uid := report.Statement.UID().String()
	for _, address := range []eas.Address{report.Signer.Ethereum, report.Signer.Native} {
		account, err := enc.Registry.SigningContext().AddressCodec().BytesToString(address[:])
		if err != nil {
			return err
		}
		res, err := c.Attestation.OffchainRevocation(cmd.Context(), &attestationtypes.QueryOffchainRevocationRequest{Revoker: account, Digest: uid})
		if err != nil {
			return err
		}
		if res.Time > 0 {
			return fmt.Errorf("%s took it back on %s at %s", account, c.ChainID(), time.Unix(int64(res.Time), 0).UTC().Format(time.RFC3339))
		}
	}
	say("its signer has not taken it back on " + c.ChainID())
	seen, err := c.Attestation.Timestamp(cmd.Context(), &attestationtypes.QueryTimestampRequest{Digest: uid})
	if err != nil {
		return err
	}
	if seen.Time > 0 {
		say("it was first seen there at " + time.Unix(int64(seen.Time), 0).UTC().Format(time.RFC3339))
	}
	return nil
}

func attestBatchCmd() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use: "batch FILE...", Short: "Put attestations under one root, with a proof for each", Args: cobra.MinimumNArgs(1),
		Long: `batch makes the tree of some attestations, in the order of the files, and writes its root and a proof for each. Anchor the root with
the command that it prints; anybody then checks a member with suretyd query attestation anchored-status.`,
		Example: "  surety attest batch a.json b.json c.json --out batch.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			uids := make([]eas.Hash, len(args))
			for i, path := range args {
				p, err := readPackage(path)
				if err != nil {
					return err
				}
				report, err := attest.Check(p, "", uint64(time.Now().Unix()), func(string) {})
				if err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
				uids[i] = report.Statement.UID()
			}
			b, err := attest.NewBatch(uids)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "suretyd tx attestation anchor-batch %s %d --from YOU\n", b.Root, b.Size)
			return writeJSON(cmd, out, b)
		},
	}
	cmd.Flags().StringVar(&out, "out", "-", "file to write, which must not exist; - for standard output")
	return cmd
}

func attestPrivateCmd() *cobra.Command {
	var fields []string
	var out string
	cmd := &cobra.Command{
		Use: "private", Short: "Make the root of private data, and keep what it takes to show parts of it", Args: cobra.NoArgs,
		Long: `private gives each field a random salt and prints the root of the tree, which is what is attested under the schema "bytes32 privateData".
The file that it writes has the values and the salts: whoever has it can show any part.`,
		Example: `  surety attest private --field "string name=Ada" --field "uint256 age=36" --out secrets.json`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var secrets []attest.Secret
			for _, text := range fields {
				declared, value, found := strings.Cut(text, "=")
				kind, name, named := strings.Cut(declared, " ")
				if !found || !named {
					return fmt.Errorf(`--field %q: write "TYPE NAME=VALUE"`, text)
				}
				var salt eas.Hash
				_, _ = rand.Read(salt[:])
				raw := json.RawMessage(value)
				if !json.Valid(raw) || kind == "string" {
					quoted, err := json.Marshal(value)
					if err != nil {
						return err
					}
					raw = quoted
				}
				secrets = append(secrets, attest.Secret{Type: kind, Name: name, Value: raw, Salt: salt.String()})
			}
			tree, err := attest.Tree(secrets)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), tree.Root())
			return writeJSON(cmd, out, secrets)
		},
	}
	cmd.Flags().StringArrayVar(&fields, "field", nil, `"TYPE NAME=VALUE", may be repeated`)
	cmd.Flags().StringVar(&out, "out", "secrets.json", "file for values and salts, which must not exist")
	return cmd
}

func attestDiscloseCmd() *cobra.Command {
	var out string
	var names []string
	cmd := &cobra.Command{
		Use: "disclose SECRETS", Short: "Show some fields of private data, with the proof that they belong to the root", Args: cobra.ExactArgs(1),
		Example: "  surety attest disclose secrets.json --name age --out age.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			raw, err := readBounded(args[0], attest.MaxFile)
			if err != nil {
				return err
			}
			var secrets []attest.Secret
			if err := json.Unmarshal(raw, &secrets); err != nil {
				return fmt.Errorf("%s is no file of `surety attest private`: %w", args[0], err)
			}
			d, err := attest.Disclose(secrets, names)
			if err != nil {
				return err
			}
			return writeJSON(cmd, out, d)
		},
	}
	cmd.Flags().StringArrayVar(&names, "name", nil, "field to show, may be repeated")
	cmd.Flags().StringVar(&out, "out", "-", "file to write, which must not exist; - for standard output")
	return cmd
}
