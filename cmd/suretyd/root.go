package main

import (
	"os"

	"github.com/spf13/cobra"

	"cosmossdk.io/client/v2/autocli"

	"github.com/cosmos/cosmos-sdk/client"
	clientconfig "github.com/cosmos/cosmos-sdk/client/config"
	"github.com/cosmos/cosmos-sdk/server"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/cmd/internal/settings"
)

const rootLong = `suretyd is the Surety node and its command line.

Run a node:
  suretyd init NAME                 create keys, settings and a genesis file in --home
  suretyd genesis ...               put accounts and first validators into the genesis file
  suretyd start                     run the node
  suretyd testnet start             run four validators on this machine, for trying things out

Use the chain:
  suretyd keys add NAME             create an account
  suretyd tx MODULE ACTION ...      sign and send a transaction, for instance: suretyd tx market place-order --help
  suretyd query MODULE THING ...    ask for state, for instance: suretyd query provider --help

Settings lie in HOME/config: config.toml (network and consensus), app.toml (fees, queries, storage), client.toml
(the command line). Every one can also be given as a flag, or as an environment variable SURETYD_NAME.`

// newRootCommand returns the whole command line. No store is opened and no key read before a command runs.
func newRootCommand() (*cobra.Command, error) {
	enc, err := app.NewEncoding()
	if err != nil {
		return nil, err
	}
	base := client.Context{}.
		WithCodec(enc.Codec).
		WithInterfaceRegistry(enc.Registry).
		WithTxConfig(enc.TxConfig).
		WithLegacyAmino(enc.Amino).
		WithInput(os.Stdin).
		WithAccountRetriever(authtypes.AccountRetriever{}).
		WithHomeDir(app.DefaultNodeHome()).
		WithViper("")
	root := &cobra.Command{
		Use:           app.NodeName,
		Short:         "Run a Surety node and use the chain",
		Long:          rootLong,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return prepare(cmd, base)
		},
	}
	addCommands(root, enc)
	return root, describeModules(root, app.AutoCLI(enc), base)
}

// prepare reads flags and configuration files, creating the files where the home folder has none.
func prepare(cmd *cobra.Command, base client.Context) error {
	cmd.SetOut(cmd.OutOrStdout())
	cmd.SetErr(cmd.ErrOrStderr())
	ctx, err := client.ReadPersistentCommandFlags(base.WithCmdContext(cmd.Context()), cmd.Flags())
	if err != nil {
		return err
	}
	if err := settings.WriteMissing(ctx.HomeDir, cmd.Name() == "start"); err != nil {
		return err
	}
	if ctx, err = clientconfig.ReadFromClientConfig(ctx); err != nil {
		return err
	}
	if err := client.SetCmdClientContextHandler(ctx, cmd); err != nil {
		return err
	}
	return server.InterceptConfigsPreRunHandler(cmd, settings.Template(), settings.App(), settings.Comet())
}

// describeModules adds a command for every query and message of every module.
func describeModules(root *cobra.Command, options autocli.AppOptions, base client.Context) error {
	options.ClientCtx = base
	return options.EnhanceRootCommand(root)
}
