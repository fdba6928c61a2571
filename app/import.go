package app

import (
	"encoding/json"
	"fmt"

	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"

	servertypes "github.com/cosmos/cosmos-sdk/server/types"
)

// ImportAndExport writes an exported state into this empty application and returns the export of that: the same
// bytes, unless something was lost on the way. The application is of no use afterwards.
func (a *App) ImportAndExport(exported servertypes.ExportedApp) ([]byte, error) {
	var state GenesisState
	if err := json.Unmarshal(exported.AppState, &state); err != nil {
		return nil, fmt.Errorf("read the exported state: %w", err)
	}
	ctx := a.NewNextBlockContext(cmtproto.Header{ChainID: a.ChainID(), Height: exported.Height - 1})
	if _, err := a.manager.InitGenesis(ctx, a.enc.Codec, state); err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	again, err := a.manager.ExportGenesisForModules(ctx, a.enc.Codec, nil)
	if err != nil {
		return nil, fmt.Errorf("export again: %w", err)
	}
	return json.MarshalIndent(again, "", "  ")
}
