package app

import (
	icatypes "github.com/cosmos/ibc-go/v11/modules/apps/27-interchain-accounts/types"
	ibctransfertypes "github.com/cosmos/ibc-go/v11/modules/apps/transfer/types"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	distrtypes "github.com/cosmos/cosmos-sdk/x/distribution/types"
	govtypes "github.com/cosmos/cosmos-sdk/x/gov/types"
	minttypes "github.com/cosmos/cosmos-sdk/x/mint/types"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"

	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// moduleAccount says what one module's own account may do.
type moduleAccount struct {
	name        string
	permissions []string
	// blocked means that nobody can send it coins by a message; the comment beside each says why or why not.
	blocked bool
}

// moduleAccounts lists every module account, in the order in which they were added to the chain.
var moduleAccounts = []moduleAccount{
	{authtypes.FeeCollectorName, nil, true},                                               // what lands here is shared out as fees
	{distrtypes.ModuleName, nil, true},                                                    // holds rewards; a gift would break its accounting
	{minttypes.ModuleName, []string{authtypes.Minter}, true},                              // only ever passes new coins on
	{stakingtypes.BondedPoolName, []string{authtypes.Burner, authtypes.Staking}, true},    // balance must equal bonded stake
	{stakingtypes.NotBondedPoolName, []string{authtypes.Burner, authtypes.Staking}, true}, // balance must equal unbonding stake
	{govtypes.ModuleName, []string{authtypes.Burner}, false},                              // the community may fund what a proposal pays
	{ibctransfertypes.ModuleName, []string{authtypes.Minter, authtypes.Burner}, true},     // mints and burns vouchers, holds none
	{icatypes.ModuleName, nil, true},                                                      // owns no coins
	{wasmtypes.ModuleName, []string{authtypes.Burner}, true},                              // burns what contracts burn
	{providertypes.ModuleName, []string{authtypes.Burner}, true},                          // slashed coins pass through on their way to being burnt
	{attestationtypes.ModuleName, nil, true},                                              // calls resolvers; what they are paid passes through
}

// ModuleAccountPermissions returns each module account's permissions by module name.
func ModuleAccountPermissions() map[string][]string {
	perms := make(map[string][]string, len(moduleAccounts))
	for _, acc := range moduleAccounts {
		perms[acc.name] = acc.permissions
	}
	return perms
}

// BlockedAddresses returns the bech32 addresses that no message may send coins to.
func BlockedAddresses() map[string]bool {
	ConfigureSDK()
	blocked := make(map[string]bool, len(moduleAccounts))
	for _, acc := range moduleAccounts {
		if acc.blocked {
			blocked[moduleAddress(acc.name).String()] = true
		}
	}
	return blocked
}

// Authority is the account whose messages change parameters: governance.
func Authority() string {
	ConfigureSDK()
	return moduleAddress(govtypes.ModuleName).String()
}

func moduleAddress(name string) sdk.AccAddress { return authtypes.NewModuleAddress(name) }
