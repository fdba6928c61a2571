// Package app puts Surety's modules together into one state machine. The order in which they run is in modules.go,
// what a block may hold in court.go and proposal.go, and the choices behind both in README.md.
package app

import (
	"encoding/json"
	"fmt"
	"sync"

	abci "github.com/cometbft/cometbft/abci/types"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	dbm "github.com/cosmos/cosmos-db"

	autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"
	reflectionv1 "cosmossdk.io/api/cosmos/reflection/v1"
	"cosmossdk.io/log/v2"

	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/codec"
	addresscodec "github.com/cosmos/cosmos-sdk/codec/address"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/runtime"
	runtimeservices "github.com/cosmos/cosmos-sdk/runtime/services"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	"github.com/cosmos/cosmos-sdk/version"

	wasmkeeper "github.com/CosmWasm/wasmd/x/wasm/keeper"
)

var (
	_ runtime.AppI            = (*App)(nil)
	_ servertypes.Application = (*App)(nil)
)

// App is the state machine: the modules over their stores, and the handlers that consensus calls.
type App struct {
	*baseapp.BaseApp
	*Keepers

	enc          Encoding
	keys         map[string]*storetypes.KVStoreKey
	manager      *module.Manager
	basics       module.BasicManager
	simulation   *module.SimulationManager
	configurator module.Configurator
	closeOnce    sync.Once
}

// New builds the application over db. Contracts' compiled code is cached under the home folder named in options.
// With load it opens the last committed height; without, LoadHeight must follow. It fails on settings that do not
// parse, on a store that does not open, and on modules that do not fit together.
func New(
	logger log.Logger, db dbm.DB, load bool, options servertypes.AppOptions, baseOptions ...func(*baseapp.BaseApp),
) (*App, error) {
	enc, err := NewEncoding()
	if err != nil {
		return nil, err
	}
	a := &App{enc: enc, keys: storetypes.NewKVStoreKeys(storeKeys()...)}
	a.BaseApp = newBase(logger, db, enc, options, baseOptions)
	if err := a.RegisterStreamingServices(options, a.keys); err != nil {
		return nil, err
	}
	a.Keepers, err = newKeepers(wiring{
		enc: enc, base: a.BaseApp, keys: a.keys, options: options, logger: logger,
		addresses: addresscodec.NewBech32Codec(Bech32Prefix), authority: Authority(),
	})
	if err != nil {
		return nil, err
	}
	if err := a.wireModules(); err != nil {
		return nil, err
	}
	a.wireHandlers()
	if err := a.registerUpgrades(); err != nil {
		return nil, err
	}
	return a, a.open(load)
}

// newBase sets what every node must share: the limits on blocks, and the decoder that all of them judge bytes by.
func newBase(
	logger log.Logger, db dbm.DB, enc Encoding, options servertypes.AppOptions, baseOptions []func(*baseapp.BaseApp),
) *baseapp.BaseApp {
	pool := newMempool(options)
	ours := []func(*baseapp.BaseApp){
		baseapp.SetMempool(pool), baseapp.EnableBlockGasMeter(), baseapp.SetOptimisticExecution(),
	}
	base := baseapp.NewBaseApp(Name, logger, db, enc.TxConfig.TxDecoder(), append(baseOptions, ours...)...)
	base.SetVersion(version.Version)
	base.SetInterfaceRegistry(enc.Registry)
	base.SetTxEncoder(enc.TxConfig.TxEncoder())
	setProposalHandlers(base, pool)
	return base
}

func (a *App) wireModules() error {
	a.basics = NewBasicManager(a.enc)
	a.manager = module.NewManager(moduleList(a.Keepers, a.enc, a)...)
	a.manager.SetOrderPreBlockers(preBlockOrder...)
	a.manager.SetOrderBeginBlockers(beginBlockOrder...)
	a.manager.SetOrderEndBlockers(endBlockOrder...)
	a.manager.SetOrderInitGenesis(genesisOrder...)
	a.manager.SetOrderExportGenesis(genesisOrder...)
	a.configurator = module.NewConfigurator(a.enc.Codec, a.MsgServiceRouter(), a.GRPCQueryRouter())
	if err := a.manager.RegisterServices(a.configurator); err != nil {
		return err
	}
	reflection, err := runtimeservices.NewReflectionService()
	if err != nil {
		return err
	}
	reflectionv1.RegisterReflectionServiceServer(a.GRPCQueryRouter(), reflection)
	autocliv1.RegisterQueryServer(a.GRPCQueryRouter(), runtimeservices.NewAutoCLIQueryService(a.manager.Modules))
	a.simulation = module.NewSimulationManager(simulated(a.manager)...)
	a.simulation.RegisterStoreDecoders()
	return nil
}

func (a *App) wireHandlers() {
	a.MountKVStores(a.keys)
	a.SetInitChainer(a.InitChainer)
	a.SetPreBlocker(a.PreBlocker)
	a.SetBeginBlocker(a.BeginBlocker)
	a.SetEndBlocker(a.EndBlocker)
	a.SetAnteHandler(newAnteHandler(a.Keepers, a.enc, a.keys))
}

func (a *App) open(load bool) error {
	if snapshots := a.SnapshotManager(); snapshots != nil {
		err := snapshots.RegisterExtensions(wasmkeeper.NewWasmSnapshotter(a.CommitMultiStore(), &a.WasmKeeper))
		if err != nil {
			return fmt.Errorf("register the contracts' snapshots: %w", err)
		}
	}
	if !load {
		return nil
	}
	if err := a.LoadLatestVersion(); err != nil {
		return fmt.Errorf("open the last committed state: %w", err)
	}
	// Pinned contracts are kept compiled in memory, which a restart has lost.
	return a.WasmKeeper.InitializePinnedCodes(a.committedContext())
}

// Close closes the stores. The SDK's server closes its application twice on the way out; only the first counts.
func (a *App) Close() (err error) {
	a.closeOnce.Do(func() { err = a.BaseApp.Close() })
	return err
}

// LoadHeight opens the state as of height.
func (a *App) LoadHeight(height int64) error { return a.LoadVersion(height) }

// committedContext reads the last committed state; what is written to it is lost.
func (a *App) committedContext() sdk.Context {
	return a.NewContextLegacy(true, cmtproto.Header{ChainID: a.ChainID(), Height: a.LastBlockHeight()})
}

// PreBlocker runs before the first transaction of a block, and before BeginBlocker.
func (a *App) PreBlocker(ctx sdk.Context, _ *abci.RequestFinalizeBlock) (*sdk.ResponsePreBlock, error) {
	return a.manager.PreBlock(ctx)
}

// BeginBlocker runs before the first transaction of a block.
func (a *App) BeginBlocker(ctx sdk.Context) (sdk.BeginBlock, error) { return a.manager.BeginBlock(ctx) }

// EndBlocker runs after the last transaction of a block.
func (a *App) EndBlocker(ctx sdk.Context) (sdk.EndBlock, error) { return a.manager.EndBlock(ctx) }

// InitChainer fills the stores from the genesis file and creates every module account, so that nobody can put
// another kind of account at such an address first.
func (a *App) InitChainer(ctx sdk.Context, req *abci.RequestInitChain) (*abci.ResponseInitChain, error) {
	var state GenesisState
	if err := json.Unmarshal(req.AppStateBytes, &state); err != nil {
		return nil, fmt.Errorf("read the genesis file's app_state: %w", err)
	}
	if err := a.UpgradeKeeper.SetModuleVersionMap(ctx, a.manager.GetVersionMap()); err != nil {
		return nil, err
	}
	res, err := a.manager.InitGenesis(ctx, a.enc.Codec, state)
	if err != nil {
		return nil, err
	}
	for _, acc := range moduleAccounts {
		a.AccountKeeper.GetModuleAccount(ctx, acc.name)
	}
	return res, nil
}

// DefaultGenesis returns a new chain's genesis: no accounts, no validators, every module's defaults.
func (a *App) DefaultGenesis() GenesisState { return a.basics.DefaultGenesis(a.enc.Codec) }

// LegacyAmino returns the encoding that hardware wallets sign.
func (a *App) LegacyAmino() *codec.LegacyAmino { return a.enc.Amino }

// AppCodec returns the encoding of stored values.
func (a *App) AppCodec() codec.Codec { return a.enc.Codec }

// InterfaceRegistry returns every registered message and interface type.
func (a *App) InterfaceRegistry() codectypes.InterfaceRegistry { return a.enc.Registry }

// TxConfig returns the encoding and sign modes of transactions.
func (a *App) TxConfig() client.TxConfig { return a.enc.TxConfig }

// GetBaseApp returns the part of the application that the SDK provides.
func (a *App) GetBaseApp() *baseapp.BaseApp { return a.BaseApp }

// SimulationManager runs the modules' random operations.
func (a *App) SimulationManager() *module.SimulationManager { return a.simulation }
