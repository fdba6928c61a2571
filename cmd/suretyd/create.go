package main

import (
	"fmt"
	"os"

	dbm "github.com/cosmos/cosmos-db"

	"cosmossdk.io/log/v2"

	"github.com/cosmos/cosmos-sdk/server"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"

	"github.com/suretynetwork/surety/app"
)

// newApp opens the node's state. The SDK gives this function no way to return an error, so it ends the process.
func newApp(logger log.Logger, db dbm.DB, options servertypes.AppOptions) servertypes.Application {
	node, err := app.New(logger, db, true, options, server.DefaultBaseappOptions(options)...)
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error: the node cannot start:", err)
		os.Exit(1)
	}
	return node
}

// exportApp returns the state at height, or at the last height where it is -1, as a genesis.
func exportApp(
	logger log.Logger, db dbm.DB, height int64, forZeroHeight bool, jailAllowed []string,
	options servertypes.AppOptions, modules []string,
) (servertypes.ExportedApp, error) {
	latest := height == -1
	node, err := app.New(logger, db, latest, options)
	if err != nil {
		return servertypes.ExportedApp{}, err
	}
	if !latest {
		if err := node.LoadHeight(height); err != nil {
			return servertypes.ExportedApp{}, fmt.Errorf("load height %d: %w", height, err)
		}
	}
	return node.ExportAppStateAndValidators(forZeroHeight, jailAllowed, modules)
}
