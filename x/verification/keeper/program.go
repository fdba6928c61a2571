package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/types"
)

// GetProgram returns a program's record. Error: ErrProgramNotFound.
func (k *Keeper) GetProgram(ctx context.Context, id string) (types.Program, error) {
	p, err := k.Programs.Get(ctx, id)
	if errors.Is(err, collections.ErrNotFound) {
		return p, types.ErrProgramNotFound.Wrapf("%.80s; register it with MsgRegisterProgram", id)
	}
	return p, err
}

// ProgramNode returns one node: one read, however large the program is. Error: ErrProgramNotFound.
func (k *Keeper) ProgramNode(ctx context.Context, id string, index uint32) (graph.Node, error) {
	n, err := k.Nodes.Get(ctx, collections.Join(id, index))
	if errors.Is(err, collections.ErrNotFound) {
		return n, types.ErrProgramNotFound.Wrapf("%.80s has no node %d", id, index)
	}
	return n, err
}

// RegisterProgram checks a graph and stores it node by node. The check is paid for before it begins. Errors: ErrInvalidProgram, which
// names the node at fault; ErrProgramExists.
func (k *Keeper) RegisterProgram(ctx context.Context, creator string, profile types.Program, raw []byte) (string, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return "", err
	}
	if err := types.ValidateProfile(profile.Name, profile.Locations); err != nil {
		return "", err
	}
	if uint64(len(raw)) > params.MaxProgramBytes {
		return "", types.ErrInvalidProgram.Wrapf("the graph has %d bytes, the most is %d", len(raw), params.MaxProgramBytes)
	}
	sdk.UnwrapSDKContext(ctx).GasMeter().ConsumeGas(uint64(len(raw))*params.GasPerGraphByte, "check a graph")
	decoded, err := graph.Decode(raw)
	if err != nil {
		return "", types.ErrInvalidProgram.Wrap(err.Error())
	}
	if err := decoded.Validate(params.Limits()); err != nil {
		return "", types.ErrInvalidProgram.Wrap(err.Error())
	}
	program, err := types.NewProgram(decoded, len(raw), params)
	if err != nil {
		return "", err
	}
	exists, err := k.Programs.Has(ctx, program.Id)
	if err != nil {
		return "", err
	}
	if exists {
		return "", types.ErrProgramExists.Wrapf("%s; order it as it is", program.Id)
	}
	program.Creator, program.Name, program.Locations, program.Height = creator, profile.Name, profile.Locations, height(ctx)
	if err := k.saveProgram(ctx, program, decoded); err != nil {
		return "", err
	}
	return program.Id, emit(ctx, &types.EventProgramRegistered{ProgramId: program.Id, Creator: creator, NodeCount: program.NodeCount})
}

func (k *Keeper) saveProgram(ctx context.Context, program types.Program, decoded *graph.Program) error {
	for i, n := range decoded.Nodes {
		if err := k.Nodes.Set(ctx, collections.Join(program.Id, uint32(i)), n); err != nil {
			return err
		}
	}
	return k.Programs.Set(ctx, program.Id, program)
}

// UpdateProgram changes what the creator says of a program. Errors: ErrProgramNotFound, ErrNotCreator, ErrInvalidProgram.
func (k *Keeper) UpdateProgram(ctx context.Context, creator, id, name string, locations []string) error {
	p, err := k.GetProgram(ctx, id)
	if err != nil {
		return err
	}
	if p.Creator != creator {
		return types.ErrNotCreator.Wrapf("%s was registered by %s", id, p.Creator)
	}
	if err := types.ValidateProfile(name, locations); err != nil {
		return err
	}
	p.Name, p.Locations = name, locations
	if err := k.Programs.Set(ctx, id, p); err != nil {
		return err
	}
	return emit(ctx, &types.EventProgramUpdated{ProgramId: id})
}

// Graph puts a program's canonical graph together again.
func (k *Keeper) Graph(ctx context.Context, id string) ([]byte, error) {
	p, err := k.GetProgram(ctx, id)
	if err != nil {
		return nil, err
	}
	root, _ := types.ParseHash(p.WeightsRoot)
	out := &graph.Program{
		NumericsVersion: p.NumericsVersion, WeightsRoot: root[:], WeightsSize: p.WeightsSize, Outputs: p.Outputs,
	}
	iterator, err := k.Nodes.Iterate(ctx, collections.NewPrefixedPairRange[string, uint32](id))
	if err != nil {
		return nil, err
	}
	if out.Nodes, err = iterator.Values(); err != nil {
		return nil, err
	}
	return out.Encode()
}
