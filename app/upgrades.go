package app

import (
	"context"
	"fmt"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	upgradetypes "github.com/cosmos/cosmos-sdk/x/upgrade/types"
)

// plannedUpgrade is one planned change of the state machine, named as in the governance proposal that schedules it.
type plannedUpgrade struct {
	name   string
	stores storetypes.StoreUpgrades
}

// upgrades lists every upgrade that this binary can carry out, oldest first. The first release has none.
var upgrades []plannedUpgrade

// registerUpgrades lets each listed upgrade run the modules' migrations, and opens the stores that a pending one
// adds. It fails when the upgrade note that the previous binary left in the node's home cannot be read.
func (a *App) registerUpgrades() error {
	for _, u := range upgrades {
		a.UpgradeKeeper.SetUpgradeHandler(u.name,
			func(ctx context.Context, _ upgradetypes.Plan, from module.VersionMap) (module.VersionMap, error) {
				return a.manager.RunMigrations(ctx, a.configurator, from)
			})
	}
	pending, err := a.UpgradeKeeper.ReadUpgradeInfoFromDisk()
	if err != nil {
		return fmt.Errorf("read the pending upgrade: %w", err)
	}
	if a.UpgradeKeeper.IsSkipHeight(pending.Height) {
		return nil
	}
	for _, u := range upgrades {
		if u.name == pending.Name {
			a.SetStoreLoader(upgradetypes.UpgradeStoreLoader(pending.Height, &u.stores))
		}
	}
	return nil
}
