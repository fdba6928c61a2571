package app

import (
	"encoding/json"
	"fmt"

	ratelimiting "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting"
	ratelimitkeeper "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting/keeper"
	ratelimittypes "github.com/cosmos/ibc-go/v11/modules/apps/rate-limiting/types"

	"github.com/cosmos/cosmos-sdk/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"
)

// faithfulRateLimit is the rate limiting module with an import that keeps the running hour. The module's own takes
// hour number 0, which is every hour after midnight, for "never started" and begins anew; and a chain's first hour begins at
// height 0, which the module itself then refuses as not started when the state is imported again.
type faithfulRateLimit struct {
	ratelimiting.AppModule
	keeper *ratelimitkeeper.Keeper
}

// InitGenesis imports the state and, where it has one, its hour.
func (m faithfulRateLimit) InitGenesis(ctx sdk.Context, cdc codec.JSONCodec, raw json.RawMessage) {
	m.AppModule.InitGenesis(ctx, cdc, raw)
	var state ratelimittypes.GenesisState
	cdc.MustUnmarshalJSON(raw, &state)
	hour := state.HourEpoch
	if hour.EpochStartTime.IsZero() {
		var err error
		if hour, err = m.keeper.GetHourEpoch(ctx); err != nil {
			panic(fmt.Errorf("read the rate limits' hour: %w", err))
		}
	}
	hour.EpochStartHeight = max(hour.EpochStartHeight, 1)
	if err := m.keeper.SetHourEpoch(ctx, hour); err != nil {
		panic(fmt.Errorf("import the rate limits' hour: %w", err))
	}
}
