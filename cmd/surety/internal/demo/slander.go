package demo

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/modelcmd"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// deep is an element in the middle of the network's last convolution.
func (s *stage) deep() (node uint32, element uint64, err error) {
	m, err := modelcmd.Load(s.model)
	if err != nil {
		return 0, 0, err
	}
	for i, n := range m.Program.Nodes {
		if n.Op == graph.OpConv && n.Committed() {
			node = uint32(i)
		}
	}
	if node == 0 {
		return 0, 0, errors.New("the model has no convolution that is committed")
	}
	element = 1
	for _, d := range m.Program.Nodes[node].Shape {
		element *= d
	}
	return node, element / 2, nil
}

// slander challenges an honest receipt and plays to the end. It returns what mallory lost.
func (s *stage) slander(ctx context.Context, orderID string) (int64, error) {
	lease, err := s.submittedLease(ctx, orderID)
	if err != nil {
		return 0, err
	}
	own, err := s.ownTrace(ctx)
	if err != nil {
		return 0, err
	}
	node, element, err := s.deep()
	if err != nil {
		return 0, err
	}
	id, err := s.accuse(ctx, lease, own, node)
	if err != nil {
		return 0, err
	}
	if err := s.playOn(ctx, id, uint32(own.Program.Nodes[node].Dtype.ElementSize()*element/1024)); err != nil {
		return 0, err
	}
	proof, err := exec.ProveOwn(own, node, element)
	if err != nil {
		return 0, err
	}
	m := s.party("mallory")
	if _, err := m.chain.Send(ctx, &challengetypes.MsgProveElement{Challenger: m.address, ChallengeId: id, Proof: *proof}); err != nil {
		return 0, err
	}
	c, err := s.await(ctx, id, challengetypes.ChallengeStateLost)
	if err != nil {
		return 0, err
	}
	s.say("  The chain recomputed what mallory contested and found alice right: %s.", c.Reason)
	return c.Bond.Amount.Int64(), nil
}

// accuse has mallory open a challenge.
func (s *stage) accuse(ctx context.Context, lease string, own *exec.Trace, node uint32) (string, error) {
	m := s.party("mallory")
	path, err := commit.OpenTrace(own.Commitments, node)
	if err != nil {
		return "", err
	}
	res, err := m.chain.Send(ctx, &challengetypes.MsgOpenChallenge{
		Challenger: m.address, LeaseId: lease, Node: node, Commitment: hex.EncodeToString(own.Commitments[node][:]), Path: path,
	})
	if err != nil {
		return "", err
	}
	var opened challengetypes.MsgOpenChallengeResponse
	err = res.Response(0, &opened)
	return opened.ChallengeId, err
}

// playOn has mallory pick a group when its turn comes, and waits for the bytes.
func (s *stage) playOn(ctx context.Context, id string, group uint32) error {
	m := s.party("mallory")
	if _, err := s.await(ctx, id, challengetypes.ChallengeStateAwaitPick); err != nil {
		return err
	}
	if _, err := m.chain.Send(ctx, &challengetypes.MsgPickGroup{Challenger: m.address, ChallengeId: id, Group: group}); err != nil {
		return err
	}
	_, err := s.await(ctx, id, challengetypes.ChallengeStateAwaitProof)
	return err
}

// submittedLease waits for an order's receipt.
func (s *stage) submittedLease(ctx context.Context, orderID string) (string, error) {
	c := s.party("user").chain
	for {
		res, err := c.Market.LeasesByOrder(ctx, &markettypes.QueryLeasesByOrderRequest{OrderId: orderID})
		if err != nil {
			return "", err
		}
		for _, l := range res.Leases {
			_, err := c.Verification.Receipt(ctx, &verificationtypes.QueryReceiptRequest{LeaseId: l.Id})
			if err == nil {
				return l.Id, nil
			}
			if !chain.IsNotFound(err) {
				return "", err
			}
		}
		if err := chain.Sleep(ctx, pollEvents); err != nil {
			return "", err
		}
	}
}

// await waits until a challenge is in a state; an ending in another one is an error.
func (s *stage) await(ctx context.Context, id string, want challengetypes.ChallengeState) (challengetypes.Challenge, error) {
	for {
		res, err := s.party("user").chain.Challenge.Challenge(ctx, &challengetypes.QueryChallengeRequest{ChallengeId: id})
		if err != nil {
			return challengetypes.Challenge{}, err
		}
		if res.Challenge.State == want {
			return res.Challenge, nil
		}
		if !res.Challenge.Live() {
			return res.Challenge, fmt.Errorf("challenge %s ended as %s: %s", id, res.Challenge.State, res.Challenge.Reason)
		}
		if err := chain.Sleep(ctx, pollEvents); err != nil {
			return res.Challenge, err
		}
	}
}

// ownTrace runs the job here.
func (s *stage) ownTrace(ctx context.Context) (*exec.Trace, error) {
	m, err := modelcmd.Load(s.model)
	if err != nil {
		return nil, err
	}
	inputs, err := modelcmd.LoadInputs(m.Program, s.input)
	if err != nil {
		return nil, err
	}
	return exec.Run(ctx, m.Program, m.Weights, inputs)
}
