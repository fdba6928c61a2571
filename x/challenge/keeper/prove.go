package keeper

import (
	"context"
	"encoding/hex"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const (
	// gasPerProofByte and gasPerOp are what judging costs beside reading: hashing, and one multiply-add of the referee.
	gasPerProofByte = 2
	gasPerOp        = 1
)

// ProveElement has the chain recompute one element. It is the challenger's last move, and may be its second, when it has what the
// proof needs from elsewhere. It says whether the provider is guilty. Errors: ErrInvalidProof, ErrInvalidNode and those of a turn; then
// nothing has changed.
func (k *Keeper) ProveElement(ctx context.Context, challenger sdk.AccAddress, id types.ChallengeID, proof *graph.ElementProof) (bool, error) {
	stored, c, err := k.turn(ctx, challenger, id)
	if err != nil {
		return false, err
	}
	if proof.Node != c.Node {
		return false, types.ErrInvalidProof.Wrapf("it is about node %d, the challenge about node %d", proof.Node, c.Node)
	}
	s, err := k.subject(ctx, id.Lease)
	if err != nil {
		return false, err
	}
	found, err := k.judge(ctx, s, proof)
	if err != nil {
		return false, err
	}
	if found.Equal {
		return false, k.lose(ctx, stored, types.ReasonEqual)
	}
	return true, k.convict(ctx, finding{lease: id.Lease, winner: challenger, node: c.Node, byNode: true, verdict: types.Verdict{
		Kind: types.VerdictKindElement, ChallengeId: c.Id, Node: proof.Node, Element: proof.Element,
		Claimed: hex.EncodeToString(found.Claimed), Computed: hex.EncodeToString(found.Computed),
	}})
}

// judge charges for the work before it is done: for the bytes here, for the operations when the referee knows how many there are.
func (k *Keeper) judge(ctx context.Context, s subject, proof *graph.ElementProof) (referee.Judgement, error) {
	sdk.UnwrapSDKContext(ctx).GasMeter().ConsumeGas(uint64(proof.Size())*gasPerProofByte, "read the proof of an element")
	found, err := referee.Judge(view{ctx: ctx, keeper: k, subject: s}, proof)
	if err != nil {
		return found, types.ErrInvalidProof.Wrap(err.Error())
	}
	return found, nil
}

// view shows a program and a receipt to the referee.
type view struct {
	ctx     context.Context //nolint:containedctx // the referee's view is of one moment
	keeper  *Keeper
	subject subject
}

var _ referee.View = view{}

func (v view) Node(index uint32) (*graph.Node, error) {
	n, err := v.keeper.node(v.ctx, v.subject, index)
	return &n, err
}

func (v view) NodeCount() uint32 { return v.subject.program.NodeCount }

func (v view) TraceRoot() [32]byte {
	root, _ := verificationtypes.ParseHash(v.subject.receipt.Signed.TraceRoot)
	return root
}

func (v view) WeightsRoot() [32]byte {
	root, _ := verificationtypes.ParseHash(v.subject.program.WeightsRoot)
	return root
}

func (v view) WeightsSize() uint64 { return v.subject.program.WeightsSize }

func (v view) Work(ops uint64) {
	sdk.UnwrapSDKContext(v.ctx).GasMeter().ConsumeGas(ops*gasPerOp, "judge an element")
}

// Mismatch is a claim that is decided in one move.
type Mismatch struct {
	Opening
	Kind   types.VerdictKind
	Output uint32
	Dtype  graph.Dtype
	Shape  []uint64
	Root   string
}

// ProveMismatch convicts a provider whose trace does not fit the order, the receipt or the program. Errors: ErrNoMismatch,
// ErrBadOpening, ErrInvalidNode, and the receipt's; then nothing has changed.
func (k *Keeper) ProveMismatch(ctx context.Context, sender sdk.AccAddress, m Mismatch) error {
	s, err := k.subject(ctx, m.Lease)
	if err != nil {
		return err
	}
	if err := s.receipt.InWindow(height(ctx)); err != nil {
		return err
	}
	n, err := k.node(ctx, s, m.Node)
	if err != nil {
		return err
	}
	opened, err := k.opened(ctx, s, n, m.Opening)
	if err != nil {
		return err
	}
	if err := k.differs(ctx, s, m, n, opened); err != nil {
		return err
	}
	return k.convict(ctx, finding{
		lease: m.Lease, winner: sender, node: m.Node, byNode: true, verdict: types.Verdict{Kind: m.Kind, Node: m.Node},
	})
}

// differs returns ErrNoMismatch unless the commitment is another than it should be.
func (k *Keeper) differs(ctx context.Context, s subject, m Mismatch, n graph.Node, opened commit.Root) error {
	switch m.Kind {
	case types.VerdictKindInput:
		order, err := k.market.GetOrder(ctx, m.Lease.Order)
		if err != nil {
			return err
		}
		if int(m.Node) >= len(order.Terms.InputRoots) {
			return types.ErrInvalidNode.Wrapf("node %d is no input: the order has %d", m.Node, len(order.Terms.InputRoots))
		}
		return mismatch(n, order.Terms.InputRoots[m.Node], opened)
	case types.VerdictKindOutput:
		if int(m.Output) >= len(s.program.Outputs) || s.program.Outputs[m.Output] != m.Node {
			return types.ErrInvalidNode.Wrapf("node %d is not output %d of program %s", m.Node, m.Output, s.program.Id)
		}
		return mismatch(n, s.receipt.Signed.OutputRoots[m.Output], opened)
	case types.VerdictKindShape:
		root, ok := verificationtypes.ParseHash(m.Root)
		if !ok || len(m.Shape) > 64 || commit.Node(uint32(m.Dtype), m.Shape, root) != opened {
			return types.ErrBadOpening.Wrapf("type, shape and root do not give the commitment %x", opened)
		}
		if commit.Node(uint32(n.Dtype), n.Shape, root) == opened {
			return types.ErrNoMismatch.Wrapf("node %d has the type and shape of the program", m.Node)
		}
		return nil
	default:
		return types.ErrNoMismatch.Wrapf("kind %s: want %s, %s or %s", m.Kind,
			types.VerdictKindInput, types.VerdictKindOutput, types.VerdictKindShape)
	}
}

func mismatch(n graph.Node, root string, opened commit.Root) error {
	want, _ := verificationtypes.ParseHash(root)
	if commit.Node(uint32(n.Dtype), n.Shape, want) == opened {
		return types.ErrNoMismatch.Wrapf("the trace commits to %s as it should", root)
	}
	return nil
}
