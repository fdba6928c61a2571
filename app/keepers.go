package app

import (
	"github.com/spf13/cast"

	"cosmossdk.io/core/address"
	corestore "cosmossdk.io/core/store"
	"cosmossdk.io/log/v2"

	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	addresscodec "github.com/cosmos/cosmos-sdk/codec/address"
	"github.com/cosmos/cosmos-sdk/runtime"
	"github.com/cosmos/cosmos-sdk/server"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	authkeeper "github.com/cosmos/cosmos-sdk/x/auth/keeper"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	authzkeeper "github.com/cosmos/cosmos-sdk/x/authz/keeper"
	bankkeeper "github.com/cosmos/cosmos-sdk/x/bank/keeper"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	consensuskeeper "github.com/cosmos/cosmos-sdk/x/consensus/keeper"
	consensustypes "github.com/cosmos/cosmos-sdk/x/consensus/types"
	distrkeeper "github.com/cosmos/cosmos-sdk/x/distribution/keeper"
	distrtypes "github.com/cosmos/cosmos-sdk/x/distribution/types"
	evidencekeeper "github.com/cosmos/cosmos-sdk/x/evidence/keeper"
	evidencetypes "github.com/cosmos/cosmos-sdk/x/evidence/types"
	"github.com/cosmos/cosmos-sdk/x/feegrant"
	feegrantkeeper "github.com/cosmos/cosmos-sdk/x/feegrant/keeper"
	govkeeper "github.com/cosmos/cosmos-sdk/x/gov/keeper"
	govtypes "github.com/cosmos/cosmos-sdk/x/gov/types"
	govv1beta1 "github.com/cosmos/cosmos-sdk/x/gov/types/v1beta1"
	mintkeeper "github.com/cosmos/cosmos-sdk/x/mint/keeper"
	minttypes "github.com/cosmos/cosmos-sdk/x/mint/types"
	slashingkeeper "github.com/cosmos/cosmos-sdk/x/slashing/keeper"
	slashingtypes "github.com/cosmos/cosmos-sdk/x/slashing/types"
	stakingkeeper "github.com/cosmos/cosmos-sdk/x/staking/keeper"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"
	upgradekeeper "github.com/cosmos/cosmos-sdk/x/upgrade/keeper"
	upgradetypes "github.com/cosmos/cosmos-sdk/x/upgrade/types"
)

// Keepers holds the state of every module.
type Keepers struct {
	ConsensusKeeper consensuskeeper.Keeper
	AccountKeeper   authkeeper.AccountKeeper
	BankKeeper      bankkeeper.BaseKeeper
	StakingKeeper   *stakingkeeper.Keeper
	MintKeeper      mintkeeper.Keeper
	DistrKeeper     distrkeeper.Keeper
	SlashingKeeper  slashingkeeper.Keeper
	FeeGrantKeeper  feegrantkeeper.Keeper
	AuthzKeeper     authzkeeper.Keeper
	authzPruner     authzkeeper.Keeper
	UpgradeKeeper   *upgradekeeper.Keeper
	EvidenceKeeper  evidencekeeper.Keeper
	GovKeeper       govkeeper.Keeper

	ibcKeepers
	suretyKeepers
}

// wiring is what the keepers are built from.
type wiring struct {
	enc       Encoding
	base      *baseapp.BaseApp
	keys      map[string]*storetypes.KVStoreKey
	options   servertypes.AppOptions
	logger    log.Logger
	addresses address.Codec
	authority string
}

func (w wiring) store(key string) corestore.KVStoreService {
	return runtime.NewKVStoreService(w.keys[key])
}

func (w wiring) home() string { return cast.ToString(w.options.Get(flags.FlagHome)) }

// storeKeys names every persistent store, one per module that keeps state.
func storeKeys() []string {
	keys := []string{
		consensustypes.StoreKey, authtypes.StoreKey, banktypes.StoreKey, stakingtypes.StoreKey, minttypes.StoreKey,
		distrtypes.StoreKey, slashingtypes.StoreKey, feegrant.StoreKey, authzkeeper.StoreKey, upgradetypes.StoreKey,
		evidencetypes.StoreKey, govtypes.StoreKey,
	}
	return append(append(keys, ibcStoreKeys()...), suretyStoreKeys()...)
}

// newKeepers builds the keepers from the bottom up: each is given only what was built before it.
func newKeepers(w wiring) (*Keepers, error) {
	k := &Keepers{}
	k.buildAccounts(w)
	k.buildStaking(w)
	k.buildGrants(w)
	k.buildGovernance(w)
	k.buildIBC(w)
	if err := k.buildWasm(w); err != nil {
		return nil, err
	}
	k.buildTransfer()
	if err := k.buildSurety(w); err != nil {
		return nil, err
	}
	return k, nil
}

func (k *Keepers) buildAccounts(w wiring) {
	k.ConsensusKeeper = consensuskeeper.NewKeeper(
		w.enc.Codec, w.store(consensustypes.StoreKey), w.authority, runtime.EventService{})
	w.base.SetParamStore(k.ConsensusKeeper.ParamsStore)
	k.AccountKeeper = authkeeper.NewAccountKeeper(
		w.enc.Codec, w.store(authtypes.StoreKey), authtypes.ProtoBaseAccount, ModuleAccountPermissions(),
		w.addresses, Bech32Prefix, w.authority, authkeeper.WithUnorderedTransactions(true))
	k.BankKeeper = bankkeeper.NewBaseKeeper(
		w.enc.Codec, w.store(banktypes.StoreKey), k.AccountKeeper, BlockedAddresses(), w.authority, w.logger)
}

func (k *Keepers) buildStaking(w wiring) {
	k.StakingKeeper = stakingkeeper.NewKeeper(
		w.enc.Codec, w.store(stakingtypes.StoreKey), k.AccountKeeper, k.BankKeeper, w.authority,
		addresscodec.NewBech32Codec(valoperPrefix()), addresscodec.NewBech32Codec(valconsPrefix()))
	k.MintKeeper = mintkeeper.NewKeeper(
		w.enc.Codec, w.store(minttypes.StoreKey), k.StakingKeeper, k.AccountKeeper, k.BankKeeper,
		authtypes.FeeCollectorName, w.authority)
	k.DistrKeeper = distrkeeper.NewKeeper(
		w.enc.Codec, w.store(distrtypes.StoreKey), k.AccountKeeper, k.BankKeeper, k.StakingKeeper,
		authtypes.FeeCollectorName, w.authority)
	k.SlashingKeeper = slashingkeeper.NewKeeper(
		w.enc.Codec, w.enc.Amino, w.store(slashingtypes.StoreKey), k.StakingKeeper, w.authority)
	k.StakingKeeper.SetHooks(stakingtypes.NewMultiStakingHooks(k.DistrKeeper.Hooks(), k.SlashingKeeper.Hooks()))
	k.EvidenceKeeper = *evidencekeeper.NewKeeper(
		w.enc.Codec, w.store(evidencetypes.StoreKey), k.StakingKeeper, k.SlashingKeeper, w.addresses,
		runtime.ProvideCometInfoService())
}

func (k *Keepers) buildGrants(w wiring) {
	k.FeeGrantKeeper = feegrantkeeper.NewKeeper(w.enc.Codec, w.store(feegrant.StoreKey), k.AccountKeeper)
	router := w.base.MsgServiceRouter()
	k.AuthzKeeper = authzkeeper.NewKeeper(w.store(authzkeeper.StoreKey), w.enc.Codec, router, k.AccountKeeper)
	k.authzPruner = authzkeeper.NewKeeper(
		boundedStore{w.store(authzkeeper.StoreKey)}, w.enc.Codec, router, k.AccountKeeper)
}

func (k *Keepers) buildGovernance(w wiring) {
	skip := map[int64]bool{}
	for _, height := range cast.ToIntSlice(w.options.Get(server.FlagUnsafeSkipUpgrades)) {
		skip[int64(height)] = true
	}
	k.UpgradeKeeper = upgradekeeper.NewKeeper(
		skip, w.store(upgradetypes.StoreKey), w.enc.Codec, w.home(), w.base, w.authority)
	k.GovKeeper = *govkeeper.NewKeeper(
		w.enc.Codec, w.store(govtypes.StoreKey), k.AccountKeeper, k.BankKeeper, k.DistrKeeper,
		w.base.MsgServiceRouter(), govtypes.DefaultConfig(), w.authority,
		govkeeper.NewDefaultCalculateVoteResultsAndVotingPower(k.StakingKeeper))
	k.GovKeeper.SetHooks(govtypes.NewMultiGovHooks())
	// Proposals of the old form need a router even to be refused; it knows those that are text only.
	k.GovKeeper.SetLegacyRouter(govv1beta1.NewRouter().AddRoute(govtypes.RouterKey, govv1beta1.ProposalHandler))
}

// describing returns keepers that hold no state: enough for modules to say what their types, default genesis and
// commands are, without opening a store or starting the contracts' machine.
func describing(enc Encoding) *Keepers {
	noStore := runtime.NewKVStoreService(storetypes.NewKVStoreKey(authtypes.StoreKey))
	return &Keepers{AccountKeeper: authkeeper.NewAccountKeeper(
		enc.Codec, noStore, authtypes.ProtoBaseAccount, ModuleAccountPermissions(),
		addresscodec.NewBech32Codec(Bech32Prefix), Bech32Prefix, Authority())}
}
