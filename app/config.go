package app

import (
	"os"
	"path/filepath"
	"sync"

	sdk "github.com/cosmos/cosmos-sdk/types"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

const (
	// Name is the chain application's name, as nodes report it.
	Name = "surety"
	// NodeName is the name of the node's command.
	NodeName = "suretyd"
	// Bech32Prefix starts every account address; validators and consensus keys add to it.
	Bech32Prefix = "surety"
	// BondDenom is the staking, fee and bond coin. One million usure make one SURE.
	BondDenom = "usure"
	// DisplayDenom is the unit that people read, DisplayExponent decimal places above BondDenom.
	DisplayDenom = "SURE"
	// DisplayExponent is the number of decimal places between BondDenom and DisplayDenom.
	DisplayExponent = 6

	homeDirName = ".suretyd"
)

var configureOnce sync.Once

// ConfigureSDK sets the process-wide address prefixes, address length rule and bond coin, and seals them.
// Every entry point that touches addresses calls it first; calling it again does nothing.
func ConfigureSDK() {
	configureOnce.Do(func() {
		cfg := sdk.GetConfig()
		cfg.SetBech32PrefixForAccount(Bech32Prefix, Bech32Prefix+sdk.PrefixPublic)
		cfg.SetBech32PrefixForValidator(valoperPrefix(), valoperPrefix()+sdk.PrefixPublic)
		cfg.SetBech32PrefixForConsensusNode(valconsPrefix(), valconsPrefix()+sdk.PrefixPublic)
		cfg.SetAddressVerifier(wasmtypes.VerifyAddressLen())
		cfg.Seal()
		// The SDK's modules read this variable when they build their default parameters.
		sdk.DefaultBondDenom = BondDenom
	})
}

func valoperPrefix() string { return Bech32Prefix + sdk.PrefixValidator + sdk.PrefixOperator }

func valconsPrefix() string { return Bech32Prefix + sdk.PrefixValidator + sdk.PrefixConsensus }

// DefaultNodeHome is the folder in which a node keeps its keys, settings and data unless --home says otherwise.
// It is relative to the working directory where the user has no home folder.
func DefaultNodeHome() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	return filepath.Join(home, homeDirName)
}
