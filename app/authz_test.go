package app_test

import (
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/authz"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	"github.com/suretynetwork/surety/testutil/chain"
)

// TestExpiredGrantsArePrunedAFewAtATime: many grants that expire together must not make one block long.
func TestExpiredGrantsArePrunedAFewAtATime(t *testing.T) {
	const grants, perBlock = 250, 100
	c := chain.New(t, []string{"alice"})
	expiry := c.Blocks[0].Time.Add(5 * time.Second)
	var msgs []sdk.Msg
	for i := range grants {
		grantee := sha256.Sum256([]byte(fmt.Sprint(i)))
		msg, err := authz.NewMsgGrant(c.Addr("alice"), grantee[:20],
			authz.NewGenericAuthorization(sdk.MsgTypeURL(&banktypes.MsgSend{})), &expiry)
		require.NoError(t, err)
		msgs = append(msgs, msg)
	}
	res := c.NextBlock(c.TxWith("alice", chain.TxOptions{Gas: 50_000_000}, msgs...)).TxResults[0]
	require.Zero(t, res.Code, res.Log)
	require.Equal(t, grants, countGrants(c))
	for !c.Blocks[len(c.Blocks)-1].Time.After(expiry) {
		require.Equal(t, grants, countGrants(c), "pruned before they expired")
		c.NextBlock()
	}
	for left := grants - perBlock; left > -perBlock; left -= perBlock {
		require.Equal(t, max(left, 0), countGrants(c))
		c.NextBlock()
	}
}

func countGrants(c *chain.Chain) int {
	count := 0
	c.App.AuthzKeeper.IterateGrants(c.Ctx(), func(sdk.AccAddress, sdk.AccAddress, authz.Grant) bool {
		count++
		return false
	})
	return count
}
