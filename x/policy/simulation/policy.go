// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"context"
	"fmt"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/policy/keeper"
	"github.com/suretynetwork/surety/x/policy/types"
)

// maxLooked bounds how many records one operation looks through.
const maxLooked = 50

// RandomGenesis starts without policies, with the simulation's coin for the fee.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	denom := genesis.Params.PublishFee.Denom
	if state.BondDenom != "" {
		denom = state.BondDenom
	}
	genesis.Params.PublishFee = sdk.NewCoin(denom, math.NewInt(int64(state.Rand.Intn(100))))
	genesis.Params.MaxPolicies = uint32(1 + state.Rand.Intn(4))
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}

// content is a policy that some orders of the simulation keep to and some do not.
func content(r *simsx.XRand, approver string) types.Content {
	rules := []types.Rule{
		{Id: "window", Kind: types.RuleVerification, MinWindowBlocks: int64(1 + r.Intn(20)), MinBond: math.ZeroInt()},
		{Id: "region", Kind: types.RuleAttribute, Target: types.TargetProvider, Attribute: "region", Values: []string{"eu", "us"}, AtReceipt: r.Bool()},
		{
			Id: "approved", Kind: types.RuleApproval, Above: sdk.NewInt64Coin(sdk.DefaultBondDenom, int64(r.Intn(1_000))), AnyOf: []string{approver},
		},
		{Id: "model-stands", Kind: types.RuleStatus, Target: types.TargetModel},
	}
	from := r.Intn(len(rules))
	chosen := rules[from:]
	return types.Content{
		Title: fmt.Sprintf("policy %d", r.Intn(1_000)), Rules: chosen,
		Controls: []types.Mapping{{Framework: types.AIRMF, ControlId: "MEASURE 2.8", RuleIds: []string{chosen[0].Id}}},
	}
}

// MsgPublishPolicyFactory publishes a version under one of a few names.
func MsgPublishPolicyFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgPublishPolicy] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgPublishPolicy) {
		params, err := k.Params.Get(ctx)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		account := data.AnyAccount(reporter, simsx.WithSpendableBalance())
		approver := data.AnyAccount(reporter)
		if reporter.IsSkipped() || params.PublishFee.IsPositive() && !account.LiquidBalance().BlockAmount(params.PublishFee) {
			reporter.Skip("nobody can pay the fee")
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgPublishPolicy{
			Owner: account.AddressBech32, Name: fmt.Sprintf("name-%d", data.Rand().Intn(3)), Content: content(data.Rand(), approver.AddressBech32),
		}
	}
}

// MsgRetirePolicyFactory retires a policy, or takes that back.
func MsgRetirePolicyFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRetirePolicy] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRetirePolicy) {
		head, found := draw(ctx, data, k.Heads)
		if !found {
			reporter.Skip("there is no policy")
			return nil, nil
		}
		account := data.GetAccount(reporter, head.Owner)
		return []simsx.SimAccount{account}, &types.MsgRetirePolicy{Owner: head.Owner, Name: head.Name, Retired: !head.Retired}
	}
}

// MsgApproveOrderFactory approves an order, which need not be there.
func MsgApproveOrderFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgApproveOrder] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgApproveOrder) {
		account, owner := data.AnyAccount(reporter), data.AnyAccount(reporter)
		if reporter.IsSkipped() {
			return nil, nil
		}
		order := fmt.Sprintf("%s/%d", owner.AddressBech32, data.Rand().Intn(4))
		hash := fmt.Sprintf("%064x", data.Rand().Intn(1_000_000))
		before, err := k.Approvals.Get(ctx, collections.Join(order, account.Address))
		if err == nil && before.OrderHash == hash {
			reporter.Skip("that is approved already")
			return nil, nil
		}
		return []simsx.SimAccount{account}, &types.MsgApproveOrder{Approver: account.AddressBech32, OrderId: order, OrderHash: hash}
	}
}

// MsgWithdrawApprovalFactory takes an approval back.
func MsgWithdrawApprovalFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgWithdrawApproval] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgWithdrawApproval) {
		approval, found := draw(ctx, data, k.Approvals)
		if !found {
			reporter.Skip("nothing is approved")
			return nil, nil
		}
		account := data.GetAccount(reporter, approval.Approver)
		return []simsx.SimAccount{account}, &types.MsgWithdrawApproval{Approver: approval.Approver, OrderId: approval.OrderId}
	}
}

// MsgUpdateParamsFactory proposes other limits and keeps the fee's denomination.
func MsgUpdateParamsFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateParams] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateParams) {
		params, err := k.Params.Get(ctx)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		params.MaxRules = uint32(4 + data.Rand().Intn(20))
		params.MaxPolicies = uint32(1 + data.Rand().Intn(4))
		return nil, &types.MsgUpdateParams{Authority: data.ModuleAccountAddress(reporter, "gov"), Params: params}
	}
}

// draw draws one of the first records.
func draw[K, V any](ctx context.Context, data *simsx.ChainDataSource, from collections.Map[K, V]) (chosen V, found bool) {
	looked, wanted := 0, 1+data.Rand().Intn(maxLooked)
	err := from.Walk(ctx, nil, func(_ K, value V) (bool, error) {
		looked++
		chosen = value
		return looked == wanted, nil
	})
	return chosen, err == nil && looked > 0
}
