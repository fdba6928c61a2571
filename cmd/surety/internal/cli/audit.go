package cli

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	rpchttp "github.com/cometbft/cometbft/rpc/client/http"
	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/audit"
)

func auditCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Write what the chain knows of an order, an artefact or a provider as a report with proofs, and check such a report",
		Long: `audit makes reports of evidence.

  export   collect records with their proofs, and say for each control that the policies map whether there is evidence on chain
  verify   check a report against a node, or against an application hash that you trust

A report is OSCAL Assessment Results in JSON, and a page for people. It says which evidence is present and which is absent. It never says
that something complies: that is for people to judge.`,
	}
	cmd.AddCommand(auditExportCmd(), auditVerifyCmd())
	return cmd
}

const rpcUsage = "RPC address of the node, tcp://host:port"

func auditExportCmd() *cobra.Command {
	var node, rpc, order, artefact, provider, out, page string
	var policies []string
	cmd := &cobra.Command{
		Use:   "export --order ID | --artefact ID | --provider ADDRESS",
		Short: "Write a report",
		Long: `export reads one height of the chain and writes what it knows: the records, an ICS-23 proof of each, and the transactions that wrote
them as far as the node's index knows. An order is measured by the policies that it names, and by those named with --policy.`,
		Example: `  surety audit export --order surety1.../3 --out audit.json --html audit.html
  surety audit export --artefact ada/digits --policy surety1.../models-we-run --out audit.json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			about, err := aboutOne(order, artefact, provider)
			if err != nil {
				return err
			}
			report, err := exportReport(cmd.Context(), node, rpc, about, policies)
			if err != nil {
				return err
			}
			raw, err := report.JSON()
			if err != nil {
				return err
			}
			if page != "" {
				html, err := report.HTML()
				if err != nil {
					return err
				}
				if err := writeTo(cmd, page, html); err != nil {
					return err
				}
			}
			return writeTo(cmd, out, raw)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&node, "node", "127.0.0.1:9090", "gRPC address of a node you trust, host:port")
	fs.StringVar(&rpc, "rpc", "tcp://127.0.0.1:26657", rpcUsage)
	fs.StringVar(&order, "order", "", "the order, OWNER/NUMBER")
	fs.StringVar(&artefact, "artefact", "", "the artefact: id, name or name@version")
	fs.StringVar(&provider, "provider", "", "the provider's address")
	fs.StringSliceVar(&policies, "policy", nil, "policy to measure by, OWNER/NAME or OWNER/NAME@VERSION, may be repeated")
	fs.StringVar(&out, "out", "-", "file for the report, which must not exist; - for standard output")
	fs.StringVar(&page, "html", "", "file for the page for people, which must not exist")
	return cmd
}

func aboutOne(order, artefact, provider string) (audit.Subject, error) {
	var about []audit.Subject
	for _, one := range []audit.Subject{{Kind: audit.KindOrder, ID: order}, {Kind: audit.KindArtefact, ID: artefact}, {Kind: audit.KindProvider, ID: provider}} {
		if one.ID != "" {
			about = append(about, one)
		}
	}
	if len(about) != 1 {
		return audit.Subject{}, fmt.Errorf("say what the report is about: one of --order, --artefact and --provider")
	}
	return about[0], nil
}

func exportReport(ctx context.Context, node, rpc string, about audit.Subject, policies []string) (*audit.Report, error) {
	enc, err := chain.NewEncoding()
	if err != nil {
		return nil, err
	}
	c, err := dialReader(ctx, enc, node)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	client, err := rpchttp.New(rpc, "/websocket")
	if err != nil {
		return nil, fmt.Errorf("--rpc %q: %w", rpc, err)
	}
	if about.Kind == audit.KindArtefact {
		found, _, err := resolve(ctx, c, about.ID)
		if err != nil {
			return nil, err
		}
		about.ID = found.Id
	}
	addresses := enc.Registry.SigningContext().AddressCodec()
	dossier, err := (&audit.Collector{Chain: c, Node: client, Addresses: addresses}).Collect(ctx, about, policies)
	if err != nil {
		return nil, err
	}
	return audit.Write(addresses, dossier)
}

func auditVerifyCmd() *cobra.Command {
	var grpc, rpc, appHash string
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: "Check a report against a node, or against an application hash that you trust",
		Long: `verify checks that every record of a report lay in the chain's state at the report's height, and that everything else in the report
follows from the records. The application hash comes from the header of the next height: of a node (--rpc), or from you (--app-hash), such as
from a light client or another chain. It prints what it checked; the error names the first check that fails.

A report can leave something out: a later attestation that takes an earlier one back, say. With --node it is collected again, at its own
height, and what is missing is named; the node must still keep that height.`,
		Example: `  surety audit verify audit.json --rpc tcp://127.0.0.1:26657
  surety audit verify audit.json --app-hash 5F2A...`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			enc, err := chain.NewEncoding()
			if err != nil {
				return err
			}
			trust, node, err := trustOf(rpc, appHash)
			if err != nil {
				return err
			}
			f, err := os.Open(args[0])
			if err != nil {
				return err
			}
			defer f.Close()
			say := func(text string) { fmt.Fprintln(cmd.OutOrStdout(), "ok  ", text) }
			report, err := audit.Verify(cmd.Context(), enc.Registry.SigningContext().AddressCodec(), f, trust, say)
			if err != nil || node == nil {
				return err
			}
			if err := report.VerifyTransactions(cmd.Context(), node, say); err != nil || grpc == "" {
				return err
			}
			c, err := dialReader(cmd.Context(), enc, grpc)
			if err != nil {
				return err
			}
			defer c.Close()
			collector := &audit.Collector{Chain: c, Node: node, Addresses: enc.Registry.SigningContext().AddressCodec()}
			return report.VerifyComplete(cmd.Context(), collector, say)
		},
	}
	cmd.Flags().StringVar(&rpc, "rpc", "tcp://127.0.0.1:26657", rpcUsage)
	cmd.Flags().StringVar(&grpc, "node", "", "gRPC address of the same node, to see whether something was left out")
	cmd.Flags().StringVar(&appHash, "app-hash", "", "the application hash of the report's height, in hex, instead of asking a node")
	return cmd
}

func trustOf(rpc, appHash string) (audit.Trust, audit.Node, error) {
	if appHash != "" {
		raw, err := hex.DecodeString(strings.TrimPrefix(appHash, "0x"))
		if err != nil || len(raw) != 32 {
			return nil, nil, fmt.Errorf("--app-hash %q: want 64 hex digits", appHash)
		}
		return audit.TrustHash(raw), nil, nil
	}
	node, err := rpchttp.New(rpc, "/websocket")
	if err != nil {
		return nil, nil, fmt.Errorf("--rpc %q: %w", rpc, err)
	}
	return audit.TrustNode(node), node, nil
}
