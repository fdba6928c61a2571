package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/flags"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/cmd/internal/settings"
)

const (
	flagValidators = "validators"
	flagOutput     = "output-dir"
	flagBasePort   = "base-port"
	flagPause      = "timeout-commit"
	flagFund       = "fund"
	flagPatch      = "genesis-patch"
	flagGasPrices  = "minimum-gas-prices"
)

const testnetLong = `Create and run a network of several validators on this machine, each a process of its own.

Node i keeps its files in OUTPUT/node<i> and listens on 127.0.0.1 only, at BASE + 10*i for other nodes, and at that
+1 for CometBFT's RPC, +2 for gRPC and +3 for the REST API. All keys, without a password, lie with the first node:
the validators' accounts node0, node1, ... and one for every name given with --fund. Use them with
  suretyd tx ... --home OUTPUT/node0 --from NAME`

func testnetCommand(enc app.Encoding) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "testnet",
		Short: "Create and run several validators on this machine",
		Long:  testnetLong,
		RunE:  client.ValidateCmd,
		// These commands write the folders that they are told to, and have no business in --home.
		PersistentPreRunE: func(*cobra.Command, []string) error { return nil },
	}
	files := &cobra.Command{
		Use:   "init-files",
		Short: "Create the validators' files, ready for suretyd start --home OUTPUT/node0, node1, ...",
		Long:  testnetLong,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			plan, err := readPlan(cmd)
			if err != nil {
				return err
			}
			if err := plan.create(cmd.Context(), enc); err != nil {
				return err
			}
			cmd.PrintErrf("Created %d validators of chain %s in %s\n", plan.validators, plan.chainID, plan.dir)
			return nil
		},
	}
	start := &cobra.Command{
		Use:   "start",
		Short: "Create the validators' files unless they exist, and run all of them until interrupted",
		Long:  testnetLong,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			plan, err := readPlan(cmd)
			if err != nil {
				return err
			}
			return plan.run(cmd, enc)
		},
	}
	addPlanFlags(files)
	addPlanFlags(start)
	cmd.AddCommand(files, start)
	return cmd
}

func addPlanFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.Int(flagValidators, 4, "how many validators")
	f.StringP(flagOutput, "o", "./surety-testnet", "folder for all files")
	f.String(flags.FlagChainID, defaultChainID, "the chain's name")
	f.Int(flagBasePort, 26600, "first port; every node uses ten")
	f.Duration(flagPause, settings.BlockPause, "pause between blocks")
	f.StringSlice(flagFund, nil, "NAME or ADDRESS to give coins to, with =AMOUNT if not the default, for instance user=5000000usure; may be repeated")
	f.String(flagPatch, "", "file with a JSON merge patch (RFC 7396) for the genesis file's app_state")
	f.String(flagGasPrices, "0"+app.BondDenom, "gas price that the validators ask for")
}

func readPlan(cmd *cobra.Command) (*testnetPlan, error) {
	f := cmd.Flags()
	p := &testnetPlan{}
	p.validators, _ = f.GetInt(flagValidators)
	p.dir, _ = f.GetString(flagOutput)
	p.chainID, _ = f.GetString(flags.FlagChainID)
	p.basePort, _ = f.GetInt(flagBasePort)
	p.pause, _ = f.GetDuration(flagPause)
	p.fund, _ = f.GetStringSlice(flagFund)
	p.patchFile, _ = f.GetString(flagPatch)
	p.gasPrices, _ = f.GetString(flagGasPrices)
	if p.validators < 1 || p.validators > 100 {
		return nil, fmt.Errorf("--%s %d: give a number from 1 to 100", flagValidators, p.validators)
	}
	if last := p.basePort + portsPerNode*p.validators; p.basePort < 1024 || last > 65536 {
		return nil, fmt.Errorf("--%s %d: ports %d to %d are not all between 1024 and 65535", flagBasePort, p.basePort, p.basePort, last-1)
	}
	return p, nil
}
