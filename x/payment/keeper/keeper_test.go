package keeper_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	vestingtypes "github.com/cosmos/cosmos-sdk/x/auth/vesting/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/payment/keeper"
	"github.com/suretynetwork/surety/x/payment/types"
)

func newKeeper(tb fixture.TB, f *fixture.Fixture) *keeper.Keeper {
	k, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, f.Authority, f.Bank)
	require.NoError(tb, err)
	require.NoError(tb, k.InitGenesis(f.Ctx, types.DefaultGenesis()))
	return k
}

func TestNewKeeperRefusesAnAuthorityThatIsNoAddress(t *testing.T) {
	f := fixture.New(t, types.StoreKey)
	_, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, "governance", f.Bank)
	require.ErrorContains(t, err, `payment: authority "governance"`)
}

// populate makes two escrows of alice, one of bob, and two claimables.
func populate(t *testing.T, f *fixture.Fixture, k *keeper.Keeper) {
	t.Helper()
	for i, owner := range []string{"alice", "bob", "alice"} {
		f.Fund(f.Addr(owner), "100usure")
		id := fmt.Sprintf("%s/%d", owner, i)
		require.NoError(t, k.OpenEscrow(f.Ctx, id, f.Addr(owner), sdk.NewInt64Coin("usure", int64(10+i))))
	}
	f.Bank.SetSendEnabled(f.Ctx, "usure", false)
	for _, owner := range []string{"carol", "dave"} {
		require.NoError(t, k.Pay(f.Ctx, f.Addr("alice"), f.Addr(owner), sdk.NewInt64Coin("usure", 3)))
	}
	f.Bank.SetSendEnabled(f.Ctx, "usure", true)
}

func TestGenesisComesBackAsItWas(t *testing.T) {
	f := fixture.New(t, types.StoreKey, "second")
	k := newKeeper(t, f)
	populate(t, f, k)
	exported, err := k.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Len(t, exported.Escrows, 3)
	require.Len(t, exported.Claimables, 2)

	again, err := keeper.NewKeeper(f.Codec, f.StoreService("second"), f.Addresses, f.Authority, f.Bank)
	require.NoError(t, err)
	require.NoError(t, again.InitGenesis(f.Ctx, exported))
	reexported, err := again.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Equal(t, f.Codec.MustMarshalJSON(exported), f.Codec.MustMarshalJSON(reexported))
}

func TestGenesisWithoutTheMoneyIsRefused(t *testing.T) {
	f := fixture.New(t, types.StoreKey)
	k := newKeeper(t, f)
	genesis := types.DefaultGenesis()
	genesis.Escrows = []types.Escrow{{Id: "a/1", Depositor: f.Bech32(f.Addr("alice")), Balance: sdk.NewInt64Coin("usure", 5)}}
	require.EqualError(t, k.InitGenesis(f.Ctx, genesis), "escrow a/1 owes 5usure and holds 0usure")
}

func TestInvariantsNoticeWhatIsWrong(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, *fixture.Fixture, *keeper.Keeper){
		"an escrow that owes more than it holds": func(t *testing.T, f *fixture.Fixture, k *keeper.Keeper) {
			require.NoError(t, f.Bank.SendCoins(f.Ctx, types.EscrowAddress("bob/1"), f.Addr("eve"), sdk.NewCoins(sdk.NewInt64Coin("usure", 1))))
		},
		"claimables that owe more than they hold": func(t *testing.T, f *fixture.Fixture, k *keeper.Keeper) {
			require.NoError(t, k.Claimables.Set(f.Ctx, collections.Join(f.Addr("eve"), "usure"), math.NewInt(1)))
		},
		"a claimable of nothing": func(t *testing.T, f *fixture.Fixture, k *keeper.Keeper) {
			require.NoError(t, k.Claimables.Set(f.Ctx, collections.Join(f.Addr("eve"), "usure"), math.ZeroInt()))
		},
		"an index entry of another depositor": func(t *testing.T, f *fixture.Fixture, k *keeper.Keeper) {
			reference := types.Escrow{Id: "bob/1", Depositor: f.Bech32(f.Addr("eve"))}
			none := func() (types.Escrow, error) { return types.Escrow{}, collections.ErrNotFound }
			require.NoError(t, k.Escrows.Indexes.Depositor.Reference(f.Ctx, "bob/1", reference, none))
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := fixture.New(t, types.StoreKey)
			k := newKeeper(t, f)
			populate(t, f, k)
			require.NoError(t, k.Invariants(f.Ctx))
			spoil(t, f, k)
			require.Error(t, k.Invariants(f.Ctx))
		})
	}
}

// An address is known before it is used, so somebody may put an account there first, with a schedule that locks its coins.
func TestALockedAccountAtASubAccountsAddressLocksNothingOfOurs(t *testing.T) {
	f := fixture.New(t, types.StoreKey)
	k := newKeeper(t, f)
	trap, alice, bob := types.EscrowAddress("alice/1"), f.Addr("alice"), f.Addr("bob")
	locked, err := vestingtypes.NewPermanentLockedAccount(authtypes.NewBaseAccountWithAddress(trap), sdk.NewCoins(sdk.NewInt64Coin("usure", 7)))
	require.NoError(t, err)
	f.Account.SetAccount(f.Ctx, f.Account.NewAccount(f.Ctx, locked))
	f.Fund(trap, "7usure")

	f.Fund(alice, "100usure")
	require.NoError(t, k.OpenEscrow(f.Ctx, "alice/1", alice, sdk.NewInt64Coin("usure", 100)))
	require.NoError(t, k.ReleaseEscrow(f.Ctx, "alice/1", bob, sdk.NewInt64Coin("usure", 60)))
	rest, err := k.CloseEscrow(f.Ctx, "alice/1")
	require.NoError(t, err)
	require.Equal(t, "40usure", rest.String())
	require.Equal(t, "60", f.Balance(bob, "usure").String())
	require.Equal(t, "40", f.Balance(alice, "usure").String())
}

func TestQueries(t *testing.T) {
	f := fixture.New(t, types.StoreKey)
	k := newKeeper(t, f)
	populate(t, f, k)
	q := keeper.NewQueryServer(k)

	one, err := q.Escrow(f.Ctx, &types.QueryEscrowRequest{Id: "bob/1"})
	require.NoError(t, err)
	require.Equal(t, "11usure", one.Escrow.Balance.String())
	require.Equal(t, f.Bech32(types.EscrowAddress("bob/1")), one.Address)

	of, err := q.Escrows(f.Ctx, &types.QueryEscrowsRequest{Depositor: f.Bech32(f.Addr("alice"))})
	require.NoError(t, err)
	require.Len(t, of.Escrows, 2)

	first, err := q.Escrows(f.Ctx, &types.QueryEscrowsRequest{Pagination: &query.PageRequest{Limit: 2}})
	require.NoError(t, err)
	require.Len(t, first.Escrows, 2)
	rest, err := q.Escrows(f.Ctx, &types.QueryEscrowsRequest{Pagination: &query.PageRequest{Key: first.Pagination.NextKey}})
	require.NoError(t, err)
	require.Len(t, rest.Escrows, 1)

	claimables, err := q.Claimables(f.Ctx, &types.QueryClaimablesRequest{})
	require.NoError(t, err)
	require.Len(t, claimables.Claimables, 2)

	_, err = q.Escrow(f.Ctx, &types.QueryEscrowRequest{Id: "bob/9"})
	require.EqualError(t, err, "rpc error: code = NotFound desc = bob/9: escrow not found")
	_, err = q.Escrow(f.Ctx, &types.QueryEscrowRequest{})
	require.EqualError(t, err, "rpc error: code = InvalidArgument desc = the id is empty: invalid escrow")
	_, err = q.Claimables(f.Ctx, &types.QueryClaimablesRequest{Owner: "nobody"})
	require.ErrorContains(t, err, `code = InvalidArgument desc = owner "nobody"`)
}

func TestGas(t *testing.T) {
	f := fixture.New(t, types.StoreKey)
	k := newKeeper(t, f)
	populate(t, f, k)
	carol := f.Bech32(f.Addr("carol"))
	golden.Gas(t, "testdata/gas.json", "MsgClaim", f.Gas(func(ctx sdk.Context) error {
		_, err := keeper.NewMsgServer(k).Claim(ctx, &types.MsgClaim{Owner: carol, Denom: "usure"})
		return err
	}))
	golden.Gas(t, "testdata/gas.json", "MsgUpdateParams", f.Gas(func(ctx sdk.Context) error {
		_, err := keeper.NewMsgServer(k).UpdateParams(ctx, &types.MsgUpdateParams{Authority: f.Authority, Params: types.DefaultParams()})
		return err
	}))
}
