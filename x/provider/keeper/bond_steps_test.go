package keeper_test

import (
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

func parseCoin(text string) sdk.Coin {
	coin, err := sdk.ParseCoinNormalized(text)
	if err != nil {
		panic(err)
	}
	return coin
}

func (s *suite) bondIs(name string, free, allocated, unbonding int64) {
	provider, err := s.keeper.GetProvider(s.Ctx, s.Who(name))
	require.NoError(s, err)
	require.Equal(s, []int64{free, allocated, unbonding},
		[]int64{provider.Bond.Free.Int64(), provider.Bond.Allocated.Int64(), provider.Bond.Unbonding.Int64()})
}

func (s *suite) bondCoin(name string, amount sdk.Coin) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.Bond(ctx, &types.MsgBond{Provider: s.Bech32(s.Who(name)), Amount: amount})
		return err
	})
}

func (s *suite) bonds(name, amount string) { s.bondCoin(name, parseCoin(amount)) }

func (s *suite) bondsLargest(name string) {
	largest, ok := math.NewIntFromString("115792089237316195423570985008687907853269984665640564039457584007913129639935")
	require.True(s, ok)
	s.bondCoin(name, sdk.NewCoin("usure", largest))
}

func (s *suite) unbonds(name, amount string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.Unbond(ctx, &types.MsgUnbond{Provider: s.Bech32(s.Who(name)), Amount: parseCoin(amount)})
		return err
	})
}

func (s *suite) unbondsTimes(name, amount string, times int64) {
	for range times {
		s.unbonds(name, amount)
	}
}

func (s *suite) hasUnbondings(name string, number int64) {
	response, err := s.query.Unbondings(s.Ctx, &types.QueryUnbondingsRequest{Provider: s.Bech32(s.Who(name))})
	require.NoError(s, err)
	require.Len(s, response.Unbondings, int(number))
}

func (s *suite) allocates(id string, amount int64, name string) {
	s.Try(func(ctx sdk.Context) error { return s.keeper.Allocate(ctx, s.Who(name), id, math.NewInt(amount)) })
}

func (s *suite) releases(id, name string) {
	s.Try(func(ctx sdk.Context) error { return s.keeper.Release(ctx, s.Who(name), id) })
}

func (s *suite) slashes(id, name, amount, user string, loss int64, challenger string) {
	request := types.SlashRequest{
		Provider: s.Who(name), AllocationID: id, User: s.Who(user), Loss: math.NewInt(loss), Reason: "test",
	}
	if part, is := strings.CutPrefix(amount, "by "); is {
		number, err := strconv.ParseInt(part, 10, 64)
		require.NoError(s, err)
		request.Amount = math.NewInt(number)
	}
	if challenger != "" {
		request.Challenger = s.Who(challenger)
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.keeper.Slash(ctx, request)
		return err
	})
}

func (s *suite) setParams(who string, change func(*types.Params)) {
	params, err := s.keeper.Params.Get(s.Ctx)
	require.NoError(s, err)
	change(&params)
	msg := &types.MsgUpdateParams{Authority: s.Authority, Params: params}
	if who != "governance" {
		msg.Authority = s.Bech32(s.Who(who))
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateParams(ctx, msg)
		return err
	})
}

func (s *suite) setsDenom(denom string) {
	s.setParams("governance", func(p *types.Params) { p.BondDenom = denom })
}

func (s *suite) sets(who, name string, value int64) {
	s.setParams(who, func(p *types.Params) {
		set, known := map[string]func(){
			"min_bond":                 func() { p.MinBond = math.NewInt(value) },
			"unbonding_blocks":         func() { p.UnbondingBlocks = value },
			"max_unbonding_entries":    func() { p.MaxUnbondingEntries = uint32(value) },
			"max_unbondings_per_block": func() { p.MaxUnbondingsPerBlock = uint32(value) },
			"max_attributes":           func() { p.MaxAttributes = uint32(value) },
			"reward_bps":               func() { p.RewardBps = uint32(value) },
		}[name]
		require.True(s, known, name)
		set()
	})
}

func (s *suite) blockEnds(height int64) {
	s.AtHeight(height)
	s.Try(func(ctx sdk.Context) error { return s.keeper.EndBlock(ctx) })
	require.NoError(s, s.Err())
}

func (s *suite) blockEvents(names string) { s.EventsAre(names) }

func (s *suite) loses(name string) {
	bond := types.BondAddress(s.Who(name))
	coins := s.Bank.GetAllBalances(s.Ctx, bond)
	require.NoError(s, s.Bank.SendCoins(s.Ctx, bond, s.Who("nowhere"), coins))
}

func (s *suite) isGivenBack(name string) {
	coins := s.Bank.GetAllBalances(s.Ctx, s.Who("nowhere"))
	require.NoError(s, s.Bank.SendCoins(s.Ctx, s.Who("nowhere"), types.BondAddress(s.Who(name)), coins))
}

func (s *suite) queuesNothing(name string) {
	require.NoError(s, s.keeper.UnbondingQueue.Set(s.Ctx, collections.Join3(int64(2), s.Who(name), uint64(99))))
}

func (s *suite) queueIsEmpty() {
	iterator, err := s.keeper.UnbondingQueue.Iterate(s.Ctx, nil)
	require.NoError(s, err)
	defer iterator.Close()
	require.False(s, iterator.Valid())
}
