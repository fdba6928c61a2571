package main

import (
	"github.com/spf13/cobra"

	confixcmd "cosmossdk.io/tools/confix/cmd"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/debug"
	"github.com/cosmos/cosmos-sdk/client/keys"
	"github.com/cosmos/cosmos-sdk/client/pruning"
	"github.com/cosmos/cosmos-sdk/client/rpc"
	"github.com/cosmos/cosmos-sdk/client/snapshot"
	"github.com/cosmos/cosmos-sdk/server"
	authcmd "github.com/cosmos/cosmos-sdk/x/auth/client/cli"
	genutilcli "github.com/cosmos/cosmos-sdk/x/genutil/client/cli"

	"github.com/CosmWasm/wasmd/x/wasm"
	wasmcli "github.com/CosmWasm/wasmd/x/wasm/client/cli"

	"github.com/suretynetwork/surety/app"
)

func addCommands(root *cobra.Command, enc app.Encoding) {
	home := app.DefaultNodeHome()
	basics := app.NewBasicManager(enc)
	root.AddCommand(
		initCommand(enc),
		testnetCommand(enc),
		genutilcli.Commands(enc.TxConfig, basics, home),
		confixcmd.ConfigCommand(),
		pruning.Cmd(newApp, home),
		snapshot.Cmd(newApp),
		debug.Cmd(),
	)
	server.AddCommands(root, home, newApp, exportApp, wasm.AddModuleInitFlags)
	wasmcli.ExtendUnsafeResetAllCmd(root)
	root.AddCommand(server.StatusCommand(), keys.Commands(), queryCommand(), txCommand())
}

func queryCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:                        "query",
		Aliases:                    []string{"q"},
		Short:                      "Ask a node about the chain's state",
		Long:                       "Ask a node about the chain's state. Add --output json for programs, --height N for an earlier block.",
		SuggestionsMinimumDistance: 2,
		RunE:                       client.ValidateCmd,
	}
	cmd.AddCommand(
		rpc.QueryEventForTxCmd(), server.QueryBlockCmd(), server.QueryBlocksCmd(), server.QueryBlockResultsCmd(),
		authcmd.QueryTxCmd(), authcmd.QueryTxsByEventsCmd(),
	)
	return cmd
}

func txCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:                        "tx",
		Short:                      "Sign and send a transaction",
		Long:                       "Sign and send a transaction. Add --dry-run to see what it would cost, --generate-only to sign it elsewhere.",
		SuggestionsMinimumDistance: 2,
		RunE:                       client.ValidateCmd,
	}
	cmd.AddCommand(
		authcmd.GetSignCommand(), authcmd.GetSignBatchCommand(), authcmd.GetMultiSignCommand(),
		authcmd.GetMultiSignBatchCmd(), authcmd.GetValidateSignaturesCommand(), authcmd.GetBroadcastCommand(),
		authcmd.GetEncodeCommand(), authcmd.GetDecodeCommand(), authcmd.GetSimulateCmd(),
	)
	return cmd
}
