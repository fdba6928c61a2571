package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cosmos/go-bip39"
	"github.com/spf13/cobra"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/client/input"
	"github.com/cosmos/cosmos-sdk/server"
	"github.com/cosmos/cosmos-sdk/x/genutil"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"

	"github.com/suretynetwork/surety/app"
)

const (
	flagOverwrite  = "overwrite"
	flagRecover    = "recover"
	defaultChainID = "surety-local"
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

func initCommand(enc app.Encoding) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init NAME",
		Short: "Create a node's keys, settings and genesis file",
		Long:  initLong,
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return initNode(cmd, enc, args[0])
		},
	}
	cmd.Flags().String(flags.FlagChainID, defaultChainID, "the chain's name")
	cmd.Flags().BoolP(flagOverwrite, "o", false, "replace a genesis file that exists")
	cmd.Flags().Bool(flagRecover, false, "make the validator key from a seed phrase that you type, instead of a new one")
	return cmd
}

func initNode(cmd *cobra.Command, enc app.Encoding, name string) error {
	chainID, _ := cmd.Flags().GetString(flags.FlagChainID)
	overwrite, _ := cmd.Flags().GetBool(flagOverwrite)
	home := client.GetClientContextFromCmd(cmd).HomeDir
	config := server.GetServerContextFromCmd(cmd).Config
	config.SetRoot(home)
	config.Moniker = name
	if _, err := os.Stat(config.GenesisFile()); err == nil && !overwrite {
		return fmt.Errorf("%s exists already: choose another --home, or give --%s to replace it", config.GenesisFile(), flagOverwrite)
	}
	mnemonic, err := seedPhrase(cmd)
	if err != nil {
		return err
	}
	id, _, err := genutil.InitializeNodeValidatorFilesFromMnemonic(config, mnemonic)
	if err != nil {
		return fmt.Errorf("create the node's keys: %w", err)
	}
	genesis, err := newGenesis(enc, chainID)
	if err != nil {
		return err
	}
	if err := genesis.SaveAs(config.GenesisFile()); err != nil {
		return fmt.Errorf("write the genesis file: %w", err)
	}
	cmtcfg.WriteConfigFile(filepath.Join(home, "config", "config.toml"), config)
	if err := setClientChain(home, chainID); err != nil {
		return err
	}
	cmd.Printf("Node %s (%s) of chain %s is set up in %s\nNext: suretyd init --help says how to start a chain or join one\n",
		name, id, chainID, home)
	return nil
}

// seedPhrase asks for one if the user wants to recover a key; empty means a new key.
func seedPhrase(cmd *cobra.Command) (string, error) {
	if recovering, _ := cmd.Flags().GetBool(flagRecover); !recovering {
		return "", nil
	}
	phrase, err := input.GetString("Enter the seed phrase", bufio.NewReader(cmd.InOrStdin()))
	if err != nil {
		return "", err
	}
	if !bip39.IsMnemonicValid(phrase) {
		return "", errors.New("these words are no seed phrase: check their order and spelling")
	}
	return phrase, nil
}

// newGenesis returns a genesis without accounts or validators.
func newGenesis(enc app.Encoding, chainID string) (*genutiltypes.AppGenesis, error) {
	state, err := json.MarshalIndent(app.NewBasicManager(enc).DefaultGenesis(enc.Codec), "", "  ")
	if err != nil {
		return nil, err
	}
	genesis := genutiltypes.NewAppGenesisWithVersion(chainID, state)
	genesis.InitialHeight = 1
	genesis.Consensus = &genutiltypes.ConsensusGenesis{Params: app.ConsensusParams()}
	return genesis, genesis.ValidateAndComplete()
}

// setClientChain fills in the chain's name in client.toml, so that commands need no --chain-id.
func setClientChain(home, chainID string) error {
	path := filepath.Join(home, "config", "client.toml")
	bz, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the client settings: %w", err)
	}
	lines := strings.Split(string(bz), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "chain-id = ") {
			lines[i] = fmt.Sprintf("chain-id = %q", chainID)
		}
	}
	return os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600)
}
