// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"context"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/keeper"
	"github.com/suretynetwork/surety/x/verification/types"
)

// RandomGenesis starts with the parameters in the simulation's coin, a few steps per block, and no programs.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	if state.BondDenom != "" {
		genesis.Params.DemandFee = sdk.NewCoin(state.BondDenom, math.NewInt(int64(state.Rand.Intn(100))))
	}
	genesis.Params.FinalisationsPerBlock = uint32(1 + state.Rand.Intn(5))
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}

// MsgRegisterProgramFactory registers programs of one element by element function on inputs of random length.
func MsgRegisterProgramFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRegisterProgram] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgRegisterProgram) {
		creator := data.AnyAccount(reporter)
		program := tiny(uint64(data.Rand().IntInRange(1, 2_000)))
		raw, err := program.Encode()
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		id, err := program.ID()
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		if has, err := k.Programs.Has(ctx, graph.FormatID(id)); err != nil || has {
			reporter.Skip("the program is registered")
			return nil, nil
		}
		return []simsx.SimAccount{creator}, &types.MsgRegisterProgram{Creator: creator.AddressBech32, Name: "simulated", Graph: raw}
	}
}

// MsgUpdateProgramFactory renames a simulated account's program.
func MsgUpdateProgramFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateProgram] {
	return func(ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter) ([]simsx.SimAccount, *types.MsgUpdateProgram) {
		program, found := k.SampleProgram(ctx, uint64(data.Rand().Intn(1_000)))
		if !found {
			reporter.Skip("no program is registered")
			return nil, nil
		}
		if !data.HasAccount(program.Creator) {
			reporter.Skip("its creator is no simulated account")
			return nil, nil
		}
		creator := data.GetAccount(reporter, program.Creator)
		return []simsx.SimAccount{creator}, &types.MsgUpdateProgram{Creator: program.Creator, ProgramId: program.Id, Name: "renamed"}
	}
}

// tiny is relu on a vector.
func tiny(length uint64) *graph.Program {
	shape, root := []uint64{length}, commit.Sum(nil)
	return &graph.Program{
		NumericsVersion: graph.Version, WeightsRoot: root[:], Outputs: []uint32{1},
		Nodes: []graph.Node{
			{Op: graph.OpInput, Dtype: graph.Float32, Shape: shape, Name: "x"},
			{Op: graph.OpMap, Func: graph.FuncRelu, Dtype: graph.Float32, Shape: shape, Name: "y", Operands: []graph.Operand{
				{Source: graph.SourceTrace, Dtype: graph.Float32, Shape: shape},
			}},
		},
	}
}
