// Package cli is surety's command line.
package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/cmd/surety/internal/demo"
	"github.com/suretynetwork/surety/cmd/surety/internal/modelcmd"
)

// Root returns the root command.
func Root() *cobra.Command {
	root := &cobra.Command{
		Use:   "surety",
		Short: "Buy, run, prove and pay for AI compute on the Surety chain",
		Long: `surety holds the roles that live beside the chain.

  A user         surety submit MODEL INPUT     place an order, follow it, print the checked result
  A provider     surety provider start         bid, run, sign receipts, answer challenges
  A watcher      surety watch start            run receipts again, take wrong ones to court
  Anyone         surety run MODEL INPUT        run a model here and print its commitments
                 surety artefact add PATH      register a dataset or a model, show its lineage, license it
                 surety attest sign            vouch for something off the chain, as EAS does
                 surety audit export           what the chain knows of an order, an artefact or a provider, with proofs

Transactions and queries of the chain itself are in suretyd.`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(modelcmd.ModelCmd(), modelcmd.RunCmd(), modelcmd.ConformanceCmd(), submitCmd(), providerCmd(), watchCmd(), artefactCmd(), attestCmd(), auditCmd(), keysCmd(), demo.Command())
	return root
}

// defaultHome is where a role keeps keys, state and blobs unless told otherwise.
func defaultHome() string {
	base, err := os.UserHomeDir()
	if err != nil {
		base = "."
	}
	return filepath.Join(base, ".surety")
}
