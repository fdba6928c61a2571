package app

import (
	"encoding/json"
	"errors"

	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/cosmos-sdk/x/staking"
)

// errZeroHeight: orders, bonds and challenges carry deadlines that are block heights.
var errZeroHeight = errors.New(
	"export for height zero is not supported: deadlines are block heights, so a chain restarts at the height it was " +
		"exported at; run export without --for-zero-height")

// ExportAppStateAndValidators returns the state of the last block as a genesis that starts at the next height.
// modulesToExport limits it to some modules; empty means all.
func (a *App) ExportAppStateAndValidators(
	forZeroHeight bool, _, modulesToExport []string,
) (servertypes.ExportedApp, error) {
	if forZeroHeight {
		return servertypes.ExportedApp{}, errZeroHeight
	}
	ctx := a.committedContext()
	state, err := a.manager.ExportGenesisForModules(ctx, a.enc.Codec, modulesToExport)
	if err != nil {
		return servertypes.ExportedApp{}, err
	}
	bz, err := json.MarshalIndent(state, "", "  ")
	if err != nil {
		return servertypes.ExportedApp{}, err
	}
	validators, err := staking.WriteValidators(ctx, a.StakingKeeper)
	if err != nil {
		return servertypes.ExportedApp{}, err
	}
	return servertypes.ExportedApp{
		AppState:        bz,
		Validators:      validators,
		Height:          a.LastBlockHeight() + 1,
		ConsensusParams: a.GetConsensusParams(ctx),
	}, nil
}
