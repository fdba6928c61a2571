// Package traces publishes traces on Celestia and gets them from there.
package traces

import (
	"context"
	"fmt"
	"time"

	"github.com/celestiaorg/go-square/v4/share"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/internal/follow"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

// Namespace is where traces are posted unless told otherwise: 38 zeros, and "suretytrac" in hex.
const Namespace = "00000000000000000000000000000000000000" + "73757265747974726163"

// Celestia is a Celestia node, and the chain that follows it.
type Celestia struct {
	node      *celestia.Client
	chain     *chain.Client
	namespace share.Namespace
}

// Dial prepares a connection. Nothing is asked yet.
func Dial(url, token, namespace string, timeout time.Duration, c *chain.Client) (*Celestia, error) {
	space, err := types.ParseNamespace(namespace)
	if err != nil {
		return nil, err
	}
	node, err := celestia.Dial(url, token, timeout)
	if err != nil {
		return nil, err
	}
	return &Celestia{node: node, chain: c, namespace: space}, nil
}

// Close ends the connection.
func (c *Celestia) Close() { c.node.Close() }

// Post posts a content and returns its reference.
func (c *Celestia) Post(ctx context.Context, content []byte) (string, error) {
	height, err := c.node.Submit(ctx, c.namespace, content, celestia.Options{})
	if err != nil {
		return "", err
	}
	commitment, err := types.Commit(c.namespace, content)
	if err != nil {
		return "", err
	}
	return types.Reference{Height: height, Namespace: c.namespace, Commitment: commitment}.String(), nil
}

// Get returns the content of a reference, checked against its commitment.
func (c *Celestia) Get(ctx context.Context, reference string) ([]byte, error) {
	ref, err := types.ParseReference(reference)
	if err != nil {
		return nil, err
	}
	blob, err := c.node.Get(ctx, ref)
	return blob.Data, err
}

// Show answers the demand for a lease's trace with the proof that it is on Celestia, and brings the header that this needs.
func (c *Celestia) Show(ctx context.Context, lease, reference string) (chain.Result, error) {
	ref, err := types.ParseReference(reference)
	if err != nil {
		return chain.Result{}, err
	}
	blobs, err := c.node.All(ctx, ref.Height, ref.Namespace)
	if err != nil {
		return chain.Result{}, err
	}
	for _, blob := range blobs {
		if got, err := celestia.Reference(ref.Height, blob); err != nil || got.String() != reference {
			continue
		}
		f := follow.Follower{Chain: c.chain, Celestia: c.node}
		proof, _, err := f.Prove(ctx, ref.Height, blob)
		if err != nil {
			return chain.Result{}, err
		}
		return f.Send(ctx, ref.Height, &challengetypes.MsgPublishTraceBlob{
			Sender: c.chain.Address().String(), LeaseId: lease, Reference: reference, Proof: proof,
		})
	}
	return chain.Result{}, fmt.Errorf("the Celestia node does not have %s", reference)
}
