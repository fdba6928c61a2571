package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/types/module"
	genutilcli "github.com/cosmos/cosmos-sdk/x/genutil/client/cli"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"

	"github.com/suretynetwork/surety/app"
)

const initLong = `Create what a new node needs in --home: its identity and validator keys, its settings, and a genesis file.

To start a chain of your own with one validator:
  suretyd init mynode --chain-id mychain
  suretyd keys add me
  suretyd genesis add-genesis-account me 2000000000usure
  suretyd genesis gentx me 1000000000usure --chain-id mychain
  suretyd genesis collect-gentxs
  suretyd start

To join a chain that exists, replace config/genesis.json by that chain's and set persistent_peers in config.toml.`

// initCommand is the SDK's init with our block limits in the genesis file and the chain's name in client.toml.
func initCommand(basics module.BasicManager, home string) *cobra.Command {
	cmd := genutilcli.InitCmd(basics, home)
	cmd.Use = "init NAME"
	cmd.Short = "Create a node's keys, settings and genesis file"
	cmd.Long = initLong
	cmd.Flags().Lookup(genutilcli.FlagDefaultBondDenom).Usage = "the staking coin, if not " + app.BondDenom
	create := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := create(cmd, args); err != nil {
			return err
		}
		return finishInit(client.GetClientContextFromCmd(cmd).HomeDir)
	}
	return cmd
}

func finishInit(home string) error {
	path := filepath.Join(home, "config", "genesis.json")
	genesis, err := genutiltypes.AppGenesisFromFile(path)
	if err != nil {
		return fmt.Errorf("read the new genesis file: %w", err)
	}
	keyTypes := genesis.Consensus.Params.Validator.PubKeyTypes
	genesis.Consensus.Params = app.ConsensusParams()
	genesis.Consensus.Params.Validator.PubKeyTypes = keyTypes
	if err := genesis.SaveAs(path); err != nil {
		return fmt.Errorf("write the genesis file: %w", err)
	}
	return setClientChain(home, genesis.ChainID)
}

// setClientChain fills in the chain's name in client.toml where none is set, so that commands need no --chain-id.
func setClientChain(home, chainID string) error {
	path := filepath.Join(home, "config", "client.toml")
	bz, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the client settings: %w", err)
	}
	text := strings.Replace(string(bz), `chain-id = ""`, fmt.Sprintf("chain-id = %q", chainID), 1)
	return os.WriteFile(path, []byte(text), 0o600) //nolint:gosec // the path is the --home that the user names
}
