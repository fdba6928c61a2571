package app_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	dbm "github.com/cosmos/cosmos-db"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/log/v2"

	"github.com/cosmos/cosmos-sdk/baseapp"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	simtestutil "github.com/cosmos/cosmos-sdk/testutil/sims"
	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"
	simtypes "github.com/cosmos/cosmos-sdk/types/simulation"

	"github.com/suretynetwork/surety/app"
)

// checkedApp is an application that ends a block only if all invariants hold.
func checkedApp(t *testing.T) func(log.Logger, dbm.DB, bool, servertypes.AppOptions, ...func(*baseapp.BaseApp)) *app.App {
	return func(
		logger log.Logger, db dbm.DB, _ bool, options servertypes.AppOptions, baseOptions ...func(*baseapp.BaseApp),
	) *app.App {
		a, err := app.New(logger, db, false, options, baseOptions...)
		require.NoError(t, err)
		a.SetEndBlocker(func(ctx sdk.Context) (sdk.EndBlock, error) {
			res, err := a.EndBlocker(ctx)
			if err != nil {
				return res, err
			}
			if err := a.Invariants(ctx); err != nil {
				return res, fmt.Errorf("height %d: %w", ctx.BlockHeight(), err)
			}
			return res, nil
		})
		require.NoError(t, a.LoadLatestVersion())
		return a
	}
}

func simulationState(a *app.App) simsx.SimStateFactory {
	return simsx.SimStateFactory{
		Codec:         a.AppCodec(),
		AppStateFn:    simtestutil.AppStateFn(a.AppCodec(), a.SimulationManager(), a.DefaultGenesis()),
		BlockedAddr:   app.BlockedAddresses(),
		AccountSource: a.AccountKeeper,
		BalanceSource: a.BankKeeper,
	}
}

// TestSimulation plays random transactions of all modules and checks every invariant after every block, then that the
// state survives export and import. SURETY_SIM_SEED plays one seed; SURETY_SIM_BLOCKS says how many blocks.
func TestSimulation(t *testing.T) {
	if testing.Short() {
		t.Skip("plays many blocks")
	}
	seeds := []int64{15, 17, 2026} // in these, orders, receipts and challenges all come about
	if text := os.Getenv("SURETY_SIM_SEED"); text != "" {
		seed, err := strconv.ParseInt(text, 10, 64)
		require.NoError(t, err, "SURETY_SIM_SEED")
		seeds = []int64{seed}
	}
	blocks := 80
	if text := os.Getenv("SURETY_SIM_BLOCKS"); text != "" {
		var err error
		blocks, err = strconv.Atoi(text)
		require.NoError(t, err, "SURETY_SIM_BLOCKS")
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Cleanup(func() {
				if t.Skipped() {
					t.Errorf("seed %d ends early and tests nothing; choose another", seed)
				}
			})
			config := simtypes.Config{
				ChainID: simsx.SimAppChainID, DBBackend: string(dbm.MemDBBackend), InitialBlockHeight: 1, GenesisTime: 1_767_225_600,
				NumBlocks: blocks, BlockSize: 60, Commit: true, Lean: true, BlockMaxGas: -1,
			}
			simsx.RunWithSeed(t, config, checkedApp(t), simulationState, seed, nil, exportsAndImports)
		})
	}
}

func exportsAndImports(tb testing.TB, instance simsx.TestInstance[*app.App], _ []simtypes.Account) {
	exported, err := instance.App.ExportAppStateAndValidators(false, nil, nil)
	require.NoError(tb, err)
	fresh, err := app.New(log.NewNopLogger(), dbm.NewMemDB(), true,
		simtestutil.NewAppOptionsWithFlagHome(tb.TempDir()), baseapp.SetChainID(simsx.SimAppChainID))
	require.NoError(tb, err)
	again, err := fresh.ImportAndExport(exported)
	require.NoError(tb, err)
	requireSameState(tb, exported.AppState, again)
	require.NoError(tb, fresh.Close())
}
