package app_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/authz"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
	breakertypes "github.com/suretynetwork/surety/x/breaker/types"
)

func TestAStoppedMessageIsRefusedHoweverItArrives(t *testing.T) {
	stopSends := func(c *chain.Chain, state app.GenesisState) {
		state[breakertypes.ModuleName] = c.App.AppCodec().MustMarshalJSON(
			&breakertypes.GenesisState{Stopped: []string{sdk.MsgTypeURL(&banktypes.MsgSend{})}})
	}
	c := chain.New(t, []string{"alice", "bob"}, stopSends)
	plain := send(c, "alice", "bob", 1)
	wrapped := authz.NewMsgExec(c.Addr("alice"), []sdk.Msg{plain})
	for _, msg := range []sdk.Msg{plain, &wrapped} {
		res := c.Deliver("alice", msg)
		require.NotZero(t, res.Code)
		require.Contains(t, res.Log, "circuit breaker disables execution of this message: /cosmos.bank.v1beta1.MsgSend")
	}
	other := banktypes.NewMsgMultiSend(
		banktypes.NewInput(c.Addr("alice"), coins(1)), []banktypes.Output{banktypes.NewOutput(c.Addr("bob"), coins(1))})
	require.Zero(t, c.Deliver("alice", other).Code)
}
