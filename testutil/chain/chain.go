// Package chain runs the whole application in the test's own process: one validator, funded accounts, and blocks made
// one at a time. Everything follows from names, so the same steps always give the same application hashes.
package chain

import (
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/crypto/ed25519"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/log/v2"

	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client/flags"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	simtestutil "github.com/cosmos/cosmos-sdk/testutil/sims"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/app"
)

// ID is the name of every test chain.
const ID = "surety-test"

// genesisTime is when every test chain starts; blocks are one second apart. Not at midnight, when counters of hours are zero and hide
// mistakes.
var genesisTime = time.Date(2026, 1, 1, 15, 30, 0, 0, time.UTC)

// TB is what a chain needs of a test or benchmark.
type TB interface {
	require.TestingT
	Helper()
	TempDir() string
	Cleanup(func())
}

// Chain is an application with its history.
type Chain struct {
	App *app.App
	// Blocks are the requests of every block made so far, for Replay.
	Blocks []*abci.RequestFinalizeBlock
	// Genesis is the request that the chain started with.
	Genesis *abci.RequestInitChain

	tb        TB
	validator ed25519.PrivKey
	accounts  map[string]*Account
	order     []string
}

// New starts a chain on which every named account owns Funds. Each change may alter the genesis first.
func New(tb TB, accounts []string, changes ...func(*Chain, app.GenesisState)) *Chain {
	tb.Helper()
	app.ConfigureSDK()
	c := &Chain{
		tb: tb, validator: ed25519.GenPrivKeyFromSecret([]byte("validator")),
		accounts: map[string]*Account{}, order: append([]string{operator}, accounts...),
	}
	for _, name := range c.order {
		c.accounts[name] = newAccount(name)
	}
	c.App = NewApp(tb)
	state := c.genesisState()
	for _, change := range changes {
		change(c, state)
	}
	c.initChain(state)
	return c
}

// NewApp opens an application over an empty store in memory.
func NewApp(tb TB, options ...func(*baseapp.BaseApp)) *app.App {
	tb.Helper()
	options = append([]func(*baseapp.BaseApp){baseapp.SetChainID(ID)}, options...)
	a, err := app.New(log.NewNopLogger(), dbm.NewMemDB(), true, Options(tb.TempDir()), options...)
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, a.Close()) })
	return a
}

// Options are a node's settings with home as its home folder and defaults for the rest.
func Options(home string) servertypes.AppOptions {
	return simtestutil.AppOptionsMap{flags.FlagHome: home}
}

// Replay starts a fresh application from the chain's genesis, feeds it every block, and returns it with the hash
// after each block.
func (c *Chain) Replay() (*app.App, [][]byte) {
	c.tb.Helper()
	fresh := NewApp(c.tb)
	_, err := fresh.InitChain(c.Genesis)
	require.NoError(c.tb, err)
	var hashes [][]byte
	for _, block := range c.Blocks {
		res, err := fresh.FinalizeBlock(block)
		require.NoError(c.tb, err)
		_, err = fresh.Commit()
		require.NoError(c.tb, err)
		hashes = append(hashes, res.AppHash)
	}
	return fresh, hashes
}

// Ctx reads the last committed state. What is written to it is lost with the next block.
func (c *Chain) Ctx() sdk.Context { return c.App.NewContext(true) }
