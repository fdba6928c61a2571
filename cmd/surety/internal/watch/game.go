package watch

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"lukechampine.com/blake3"

	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	"github.com/suretynetwork/surety/cmd/surety/internal/job"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// maxTraceList bounds a trace list, in bytes.
const maxTraceList = 64 << 20

// game is one wrong receipt. Each call of play makes at most one move, derived from what the chain says now.
type game struct {
	*Daemon
	receipt verificationtypes.Receipt
	order   markettypes.Order
	own     *exec.Trace
}

// claim is a sealed claim's opening, on disk before the commitment is on chain.
type claim struct {
	Node uint32 `json:"node"`
	Salt string `json:"salt"`
}

func (g *game) lease() string { return g.receipt.Signed.LeaseId }

func (g *game) self() string { return g.chain.Address().String() }

func (g *game) play(ctx context.Context) error {
	c, found, err := g.mine(ctx)
	if err != nil {
		return err
	}
	if found {
		return g.proceed(ctx, c)
	}
	theirs, err := g.trace(ctx)
	if err != nil || theirs == nil {
		return err
	}
	if done, err := g.shortcut(ctx, theirs); done || err != nil {
		return err
	}
	node, differs := exec.FirstDivergence(g.own, theirs)
	if !differs {
		return fmt.Errorf("the trace agrees but the receipt does not: neither outputs nor nodes differ")
	}
	return g.open(ctx, node, theirs)
}

// mine is this watcher's live challenge of the receipt.
func (g *game) mine(ctx context.Context) (challengetypes.Challenge, bool, error) {
	var page query.PageRequest
	for {
		res, err := g.chain.Challenge.ChallengesByLease(ctx, &challengetypes.QueryChallengesByLeaseRequest{LeaseId: g.lease(), Pagination: &page})
		if err != nil {
			return challengetypes.Challenge{}, false, err
		}
		for _, c := range res.Challenges {
			if c.Challenger == g.self() && c.Live() {
				return c, true, nil
			}
		}
		if res.Pagination == nil || len(res.Pagination.NextKey) == 0 {
			return challengetypes.Challenge{}, false, nil
		}
		page.Key = res.Pagination.NextKey
	}
}

// trace gets the provider's trace list: from where the receipt says, else from the chain, else it is demanded there.
func (g *game) trace(ctx context.Context) ([][32]byte, error) {
	root, err := blob.ParseRoot(g.receipt.Signed.TraceRoot)
	if err != nil {
		return nil, err
	}
	b, fetchErr := g.blobs.Get(ctx, root, maxTraceList, job.Locations(ctx, g.chain, g.receipt.Signed)...)
	if fetchErr == nil {
		list, err := g.checked(b)
		if err == nil {
			return list, nil
		}
		fetchErr = err // what is served is no trace of this program: have it published where that counts
	}
	res, err := g.chain.Challenge.Trace(ctx, &challengetypes.QueryTraceRequest{LeaseId: g.lease()})
	switch {
	case chain.IsNotFound(err):
		r, err := g.chain.Send(ctx, &challengetypes.MsgDemandTrace{Challenger: g.self(), LeaseId: g.lease()})
		if err == nil {
			g.log.Info("demanded a trace", "lease", g.lease(), "height", r.Height, "because", fetchErr)
		}
		return nil, err
	case err != nil:
		return nil, err
	case res.Trace.Reference != "":
		return g.published(ctx, root, res.Trace.Reference)
	case len(res.Trace.Commitments) == 0:
		return nil, nil // the provider's turn
	}
	return g.checked(res.Trace.Commitments)
}

// published gets a trace from where the provider has shown that it is on Celestia. If something else is there, that is enough to win.
func (g *game) published(ctx context.Context, root blob.Root, reference string) ([][32]byte, error) {
	if g.cfg.Celestia == nil {
		return nil, fmt.Errorf("the trace is at %s: give --celestia", reference)
	}
	content, err := g.cfg.Celestia.Get(ctx, reference)
	if err != nil {
		return nil, err
	}
	if blake3.Sum256(content) == root {
		return g.checked(content)
	}
	r, err := g.chain.Send(ctx, &challengetypes.MsgProveFalseTrace{Sender: g.self(), LeaseId: g.lease(), Content: content})
	if err == nil {
		g.log.Info("showed a false trace", "lease", g.lease(), "at", reference, "height", r.Height)
	}
	return nil, err
}

// checked refuses a list that the chain would not take either.
func (g *game) checked(b []byte) ([][32]byte, error) {
	list, err := job.Unlist(b)
	if err != nil {
		return nil, err
	}
	if len(list) != len(g.own.Commitments) {
		return nil, fmt.Errorf("the trace has %d nodes, the program %d", len(list), len(g.own.Commitments))
	}
	return list, nil
}

// shortcut wins in one move where the trace does not fit the order or the receipt.
func (g *game) shortcut(ctx context.Context, theirs [][32]byte) (bool, error) {
	p := g.own.Program
	for i, root := range g.order.Terms.InputRoots {
		want, err := hex.DecodeString(root)
		if err != nil {
			return false, err
		}
		n := p.Nodes[i]
		if commit.Node(uint32(n.Dtype), n.Shape, [32]byte(want)) != theirs[i] {
			return true, g.mismatch(ctx, challengetypes.VerdictKindInput, uint32(i), 0, theirs)
		}
	}
	for j, root := range g.receipt.Signed.OutputRoots {
		want, err := hex.DecodeString(root)
		if err != nil {
			return false, err
		}
		n := p.Nodes[p.Outputs[j]]
		if commit.Node(uint32(n.Dtype), n.Shape, [32]byte(want)) != theirs[p.Outputs[j]] {
			return true, g.mismatch(ctx, challengetypes.VerdictKindOutput, p.Outputs[j], uint32(j), theirs)
		}
	}
	return false, nil
}

func (g *game) mismatch(ctx context.Context, kind challengetypes.VerdictKind, node, output uint32, theirs [][32]byte) error {
	path, err := commit.OpenTrace(theirs, node)
	if err != nil {
		return err
	}
	res, err := g.chain.Send(ctx, &challengetypes.MsgProveMismatch{
		Sender: g.self(), LeaseId: g.lease(), Kind: kind, Node: node, Output: output,
		Commitment: hex.EncodeToString(theirs[node][:]), Path: path,
	})
	if err == nil {
		g.log.Info("proved a mismatch", "lease", g.lease(), "kind", kind.String(), "node", node, "height", res.Height)
	}
	return err
}

// open seals the claim first, and opens the challenge a block later: a copied opening comes too late to be paid.
func (g *game) open(ctx context.Context, node uint32, theirs [][32]byte) error {
	var c claim
	found, err := g.salts.Load(g.lease(), &c)
	if err != nil {
		return err
	}
	if !found {
		var salt [32]byte
		if _, err := rand.Read(salt[:]); err != nil {
			return err
		}
		c = claim{Node: node, Salt: hex.EncodeToString(salt[:])}
		if err := g.salts.Save(g.lease(), c); err != nil {
			return err
		}
	}
	sum, err := challengetypes.ClaimCommitment(g.chain.ChainID(), g.lease(), g.self(), c.Node, c.Salt)
	if err != nil {
		return err
	}
	sealed, err := g.chain.Challenge.Commitment(ctx, &challengetypes.QueryCommitmentRequest{Commitment: sum})
	if chain.IsNotFound(err) {
		res, err := g.chain.Send(ctx, &challengetypes.MsgCommitChallenge{Challenger: g.self(), LeaseId: g.lease(), Commitment: sum})
		if err == nil {
			g.log.Info("sealed a claim", "lease", g.lease(), "height", res.Height)
		}
		return err
	}
	if err != nil {
		return err
	}
	if err := g.chain.WaitHeight(ctx, sealed.Commitment.Height); err != nil {
		return err
	}
	path, err := commit.OpenTrace(theirs, c.Node)
	if err != nil {
		return err
	}
	res, err := g.chain.Send(ctx, &challengetypes.MsgOpenChallenge{
		Challenger: g.self(), LeaseId: g.lease(), Node: c.Node, Commitment: hex.EncodeToString(theirs[c.Node][:]), Path: path, Salt: c.Salt,
	})
	if err == nil {
		g.log.Info("opened a challenge", "lease", g.lease(), "node", c.Node, "name", g.own.Program.Nodes[c.Node].Name, "height", res.Height)
	}
	return err
}

// proceed makes the challenger's move in a live challenge, if it is its turn.
func (g *game) proceed(ctx context.Context, c challengetypes.Challenge) error {
	if c.State != challengetypes.ChallengeStateAwaitPick && c.State != challengetypes.ChallengeStateAwaitProof {
		return nil
	}
	res, err := g.chain.Challenge.Disclosure(ctx, &challengetypes.QueryDisclosureRequest{LeaseId: g.lease(), Node: c.Node})
	if err != nil {
		return err
	}
	cvs, err := job.Unlist(res.Disclosure.Hashes)
	if err != nil {
		return err
	}
	if c.State == challengetypes.ChallengeStateAwaitPick {
		return g.pick(ctx, c, res.Disclosure, cvs)
	}
	return g.prove(ctx, c, res.Disclosure, cvs)
}

func (g *game) pick(ctx context.Context, c challengetypes.Challenge, d challengetypes.Disclosure, cvs [][32]byte) error {
	for i, cv := range commit.Groups(g.own.Tensors[c.Node], uint8(d.GroupLog2)) {
		if cv == cvs[i] {
			continue
		}
		res, err := g.chain.Send(ctx, &challengetypes.MsgPickGroup{Challenger: g.self(), ChallengeId: c.Id, Group: uint32(i)})
		if err == nil {
			g.log.Info("picked a chunk group", "challenge", c.Id, "group", i, "height", res.Height)
		}
		return err
	}
	return errors.New("no disclosed chunk group differs from this watcher's own")
}

func (g *game) prove(ctx context.Context, c challengetypes.Challenge, d challengetypes.Disclosure, cvs [][32]byte) error {
	got, err := g.chain.Challenge.GroupDisclosure(ctx, &challengetypes.QueryGroupDisclosureRequest{LeaseId: g.lease(), Node: c.Node, Group: c.Group})
	if err != nil {
		return err
	}
	theirs, err := g.trace(ctx)
	if err != nil || theirs == nil {
		return err
	}
	own := g.own.Tensors[c.Node]
	from := int(c.Group) * (1024 << d.GroupLog2)
	size := g.own.Program.Nodes[c.Node].Dtype.ElementSize()
	element, err := firstDifference(own[from:], got.Group.Content, int(size))
	if err != nil {
		return err
	}
	offset := uint64(from) + size*element
	slice, err := commit.SliceFromGroup(cvs, uint64(len(own)), uint8(d.GroupLog2), uint64(c.Group), got.Group.Content, offset, size)
	if err != nil {
		return err
	}
	root, err := blob.ParseRoot(d.Root)
	if err != nil {
		return err
	}
	proof, err := exec.Prove(g.own, exec.Claim{
		Commitments: theirs, Root: root, Claimed: graph.Slice{Offset: offset, Length: size, Bao: slice},
	}, c.Node, offset/size)
	if err != nil {
		return err
	}
	res, err := g.chain.Send(ctx, &challengetypes.MsgProveElement{Challenger: g.self(), ChallengeId: c.Id, Proof: *proof})
	if err == nil {
		g.log.Info("proved an element", "challenge", c.Id, "node", c.Node, "element", offset/size, "height", res.Height)
	}
	return err
}

// firstDifference is the index of the first element of size bytes that differs.
func firstDifference(own, theirs []byte, size int) (uint64, error) {
	for i := 0; i+size <= len(theirs) && i+size <= len(own); i += size {
		if !bytes.Equal(own[i:i+size], theirs[i:i+size]) {
			return uint64(i / size), nil
		}
	}
	return 0, errors.New("no element of the disclosed group differs from this watcher's own")
}
