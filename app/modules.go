package app

import (
	"slices"

	ica "github.com/cosmos/ibc-go/v11/modules/apps/27-interchain-accounts"
	icatypes "github.com/cosmos/ibc-go/v11/modules/apps/27-interchain-accounts/types"
	packetforward "github.com/cosmos/ibc-go/v11/modules/apps/packet-forward-middleware"
	packetforwardtypes "github.com/cosmos/ibc-go/v11/modules/apps/packet-forward-middleware/types"
	ratelimiting "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting"
	ratelimittypes "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting/types"
	"github.com/cosmos/ibc-go/v11/modules/apps/transfer"
	transfertypes "github.com/cosmos/ibc-go/v11/modules/apps/transfer/types"
	ibc "github.com/cosmos/ibc-go/v11/modules/core"
	ibcexported "github.com/cosmos/ibc-go/v11/modules/core/exported"
	ibctm "github.com/cosmos/ibc-go/v11/modules/light-clients/07-tendermint"

	"cosmossdk.io/core/genesis"

	addresscodec "github.com/cosmos/cosmos-sdk/codec/address"
	"github.com/cosmos/cosmos-sdk/types/module"
	"github.com/cosmos/cosmos-sdk/x/auth"
	authsims "github.com/cosmos/cosmos-sdk/x/auth/simulation"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	"github.com/cosmos/cosmos-sdk/x/auth/vesting"
	vestingtypes "github.com/cosmos/cosmos-sdk/x/auth/vesting/types"
	"github.com/cosmos/cosmos-sdk/x/authz"
	authzmodule "github.com/cosmos/cosmos-sdk/x/authz/module"
	"github.com/cosmos/cosmos-sdk/x/bank"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	"github.com/cosmos/cosmos-sdk/x/consensus"
	consensustypes "github.com/cosmos/cosmos-sdk/x/consensus/types"
	distr "github.com/cosmos/cosmos-sdk/x/distribution"
	distrtypes "github.com/cosmos/cosmos-sdk/x/distribution/types"
	"github.com/cosmos/cosmos-sdk/x/evidence"
	evidencetypes "github.com/cosmos/cosmos-sdk/x/evidence/types"
	"github.com/cosmos/cosmos-sdk/x/feegrant"
	feegrantmodule "github.com/cosmos/cosmos-sdk/x/feegrant/module"
	"github.com/cosmos/cosmos-sdk/x/genutil"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"
	"github.com/cosmos/cosmos-sdk/x/gov"
	govtypes "github.com/cosmos/cosmos-sdk/x/gov/types"
	"github.com/cosmos/cosmos-sdk/x/mint"
	minttypes "github.com/cosmos/cosmos-sdk/x/mint/types"
	"github.com/cosmos/cosmos-sdk/x/slashing"
	slashingtypes "github.com/cosmos/cosmos-sdk/x/slashing/types"
	"github.com/cosmos/cosmos-sdk/x/staking"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"
	"github.com/cosmos/cosmos-sdk/x/upgrade"
	upgradetypes "github.com/cosmos/cosmos-sdk/x/upgrade/types"

	"github.com/CosmWasm/wasmd/x/wasm"
	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// preBlockOrder: an upgrade must replace the code before anything else runs; auth forgets spent unordered nonces.
var preBlockOrder = []string{upgradetypes.ModuleName, authtypes.ModuleName}

// beginBlockOrder: mint pays into the pot that distribution then shares out, before slashing changes the shares.
var beginBlockOrder = append([]string{
	minttypes.ModuleName, distrtypes.ModuleName, slashingtypes.ModuleName, evidencetypes.ModuleName,
	stakingtypes.ModuleName, authz.ModuleName, ibcexported.ModuleName, ratelimittypes.ModuleName,
}, suretyOrder()...)

// endBlockOrder: bank first, because it settles the transfers that transactions only noted. Staking comes last of
// those that move stake, so that the validator set follows from everything before it.
var endBlockOrder = slices.Concat(
	[]string{banktypes.ModuleName}, suretyOrder(),
	[]string{govtypes.ModuleName, feegrant.ModuleName, stakingtypes.ModuleName},
)

// genesisOrder: accounts and coins first, stake before the genesis transactions that use it, wasm after all that a
// contract could call.
var genesisOrder = slices.Concat([]string{
	consensustypes.ModuleName, authtypes.ModuleName, banktypes.ModuleName, distrtypes.ModuleName,
	stakingtypes.ModuleName, slashingtypes.ModuleName, govtypes.ModuleName, minttypes.ModuleName,
	vestingtypes.ModuleName, evidencetypes.ModuleName, feegrant.ModuleName, authz.ModuleName, upgradetypes.ModuleName,
	ibcexported.ModuleName, ibctm.ModuleName, transfertypes.ModuleName, packetforwardtypes.ModuleName,
	ratelimittypes.ModuleName, icatypes.ModuleName,
}, suretyOrder(), []string{wasmtypes.ModuleName, genutiltypes.ModuleName})

// moduleList returns every module over the given keepers. With zero keepers the modules can describe themselves
// (types, default genesis, commands) but not run.
func moduleList(k *Keepers, enc Encoding, deliver genesis.TxHandler) []module.AppModule {
	cdc, registry := enc.Codec, enc.Registry
	authzModule := authzmodule.NewAppModule(cdc, k.AuthzKeeper, k.AccountKeeper, k.BankKeeper, registry)
	modules := []module.AppModule{
		genutil.NewAppModule(k.AccountKeeper, k.StakingKeeper, deliver, enc.TxConfig),
		auth.NewAppModule(cdc, k.AccountKeeper, authsims.RandomGenesisAccounts, nil),
		vesting.NewAppModule(k.AccountKeeper, k.BankKeeper),
		bank.NewAppModule(cdc, k.BankKeeper, k.AccountKeeper, nil),
		staking.NewAppModule(cdc, k.StakingKeeper, k.AccountKeeper, k.BankKeeper, nil),
		mint.NewAppModule(cdc, k.MintKeeper, k.AccountKeeper, nil, nil),
		distr.NewAppModule(cdc, k.DistrKeeper, k.AccountKeeper, k.BankKeeper, k.StakingKeeper, nil),
		slashing.NewAppModule(cdc, k.SlashingKeeper, k.AccountKeeper, k.BankKeeper, k.StakingKeeper, nil, registry),
		evidence.NewAppModule(k.EvidenceKeeper),
		feegrantmodule.NewAppModule(cdc, k.AccountKeeper, k.BankKeeper, k.FeeGrantKeeper, registry),
		boundedAuthz{authzModule, k.authzPruner},
		gov.NewAppModule(cdc, &k.GovKeeper, k.AccountKeeper, k.BankKeeper, nil),
		upgrade.NewAppModule(k.UpgradeKeeper, addresscodec.NewBech32Codec(Bech32Prefix)),
		consensus.NewAppModule(cdc, k.ConsensusKeeper),
		ibc.NewAppModule(k.IBCKeeper),
		ibctm.NewAppModule(k.tendermint),
		transfer.NewAppModule(k.TransferKeeper),
		packetforward.NewAppModule(k.PFMKeeper),
		faithfulRateLimit{ratelimiting.NewAppModule(k.RateLimitKeeper), k.RateLimitKeeper},
		ica.NewAppModule(nil, k.ICAHostKeeper),
		wasm.NewAppModule(cdc, &k.WasmKeeper, k.StakingKeeper, k.AccountKeeper, k.BankKeeper, nil, nil),
	}
	return append(modules, suretyModules(k, enc)...)
}

// simulated are the modules whose random operations a simulation runs: ours, and those that move coins and stake.
// Operations of IBC and of contracts need a second chain, or code that nobody may upload.
func simulated(manager *module.Manager) []module.AppModuleSimulation {
	names := slices.Concat([]string{
		authtypes.ModuleName, banktypes.ModuleName, stakingtypes.ModuleName, minttypes.ModuleName, distrtypes.ModuleName,
		slashingtypes.ModuleName, govtypes.ModuleName, feegrant.ModuleName, authz.ModuleName,
	}, suretyOrder())
	var modules []module.AppModuleSimulation
	for _, name := range names {
		if m, ok := manager.Modules[name].(module.AppModuleSimulation); ok {
			modules = append(modules, m)
		}
	}
	return modules
}
