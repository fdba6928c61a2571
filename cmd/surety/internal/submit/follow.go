package submit

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	"github.com/suretynetwork/surety/cmd/surety/internal/job"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// maxOutput bounds an output that is fetched from a provider, in bytes.
const maxOutput = 256 << 20

// follower remembers what it has said.
type follower struct {
	*Client
	placed   Placed
	seen     map[string]string
	results  map[string]Result
	demanded map[string]bool
	leases   []markettypes.Lease
}

// note says something about a subject when it is new.
func (f *follower) note(ctx context.Context, subject, text string) {
	if f.seen[subject] == text {
		return
	}
	f.seen[subject] = text
	if h, _, err := f.Chain.Height(ctx); err == nil {
		f.Say("height %d: %s %s", h, subject, text)
	}
}

// step looks once and says whether the order has ended.
func (f *follower) step(ctx context.Context) (bool, error) {
	o, err := f.Chain.Market.Order(ctx, &markettypes.QueryOrderRequest{OrderId: f.placed.OrderID})
	if err != nil {
		return false, err
	}
	f.note(ctx, "order", fmt.Sprintf("is %s with %d bids", word(o.Order.State.String(), "ORDER_STATE_"), o.Order.Bids))
	res, err := f.Chain.Market.LeasesByOrder(ctx, &markettypes.QueryLeasesByOrderRequest{OrderId: f.placed.OrderID})
	if err != nil {
		return false, err
	}
	f.leases = res.Leases
	for _, l := range res.Leases {
		if err := f.lease(ctx, l); err != nil {
			return false, err
		}
	}
	switch o.Order.State {
	case markettypes.OrderStateClosed, markettypes.OrderStateExpired, markettypes.OrderStateCancelled:
		return true, nil
	default:
		return false, nil
	}
}

func word(s, prefix string) string { return strings.ToLower(strings.TrimPrefix(s, prefix)) }

// lease follows one lease and collects its output as soon as there is a receipt: the window is the time to demand it.
func (f *follower) lease(ctx context.Context, l markettypes.Lease) error {
	short := l.Provider[:12] + "…" + l.Provider[len(l.Provider)-4:]
	f.note(ctx, "lease of "+short, strings.TrimSpace(fmt.Sprintf("at %s is %s %s", l.Price, word(l.State.String(), "LEASE_STATE_"), l.Reason)))
	if _, have := f.results[l.Id]; have || l.State == markettypes.LeaseStateActive {
		return nil
	}
	r, err := f.Chain.Verification.Receipt(ctx, &verificationtypes.QueryReceiptRequest{LeaseId: l.Id})
	if chain.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	outputs, err := f.outputs(ctx, l, r.Receipt)
	if err != nil {
		return err
	}
	if outputs != nil {
		f.results[l.Id] = Result{Receipt: r.Receipt, Outputs: outputs}
	}
	return nil
}

// outputs gets a receipt's outputs: from the chain, else from the provider's blob service, else by demanding them.
func (f *follower) outputs(ctx context.Context, l markettypes.Lease, r verificationtypes.Receipt) ([][]byte, error) {
	if r.HasOutput {
		res, err := f.Chain.Verification.Output(ctx, &verificationtypes.QueryOutputRequest{LeaseId: l.Id})
		if err != nil {
			return nil, err
		}
		return f.open(l, r, res.Output)
	}
	blobs := blob.NewClient(f.Store, f.Poll*10)
	var outputs [][]byte
	for _, s := range r.Signed.OutputRoots {
		root, err := blob.ParseRoot(s)
		if err != nil {
			return nil, err
		}
		b, err := blobs.Get(ctx, root, maxOutput, job.Locations(ctx, f.Chain, r.Signed)...)
		if err != nil {
			return nil, f.demand(ctx, l, r, err)
		}
		outputs = append(outputs, b)
	}
	return outputs, nil
}

// demand asks on chain for an output that could not be fetched, once, while the window is open.
func (f *follower) demand(ctx context.Context, l markettypes.Lease, r verificationtypes.Receipt, cause error) error {
	if f.demanded[l.Id] || r.State != verificationtypes.ReceiptStatePending {
		return nil
	}
	f.demanded[l.Id] = true
	f.note(ctx, "output", fmt.Sprintf("is not served (%v): demanding it on chain", cause))
	_, err := f.Chain.Send(ctx, &verificationtypes.MsgDemandOutput{Owner: l.Owner, LeaseId: l.Id})
	return err
}

// open decrypts and checks outputs from the chain, and contests what does not decrypt to what the receipt says.
func (f *follower) open(l markettypes.Lease, r verificationtypes.Receipt, o verificationtypes.Output) ([][]byte, error) {
	out := make([][]byte, len(o.Outputs))
	for i, b := range o.Outputs {
		if o.Encrypted {
			if f.placed.Key == nil {
				return nil, fmt.Errorf("the output of %s is encrypted and this client has no key for it", l.Id)
			}
			plain, err := verificationtypes.OpenOutput(hex.EncodeToString(f.placed.Key.Bytes()), l.Id, i, b)
			if err != nil {
				return nil, fmt.Errorf("output %d does not decrypt: contest it with 'suretyd tx verification contest-output': %w", i, err)
			}
			b = plain
		}
		root := commit.Sum(b)
		if hex.EncodeToString(root[:]) != r.Signed.OutputRoots[i] {
			return nil, fmt.Errorf("output %d hashes to %x, the receipt says %s", i, root, r.Signed.OutputRoots[i])
		}
		out[i] = b
	}
	return out, nil
}

// settled are the results of leases that were paid.
func (f *follower) settled() []Result {
	var out []Result
	for _, l := range f.leases {
		if r, ok := f.results[l.Id]; ok && l.State == markettypes.LeaseStateSettled {
			r.Lease = l
			out = append(out, r)
		}
	}
	return out
}

// verdict is nil when an ended order has a result.
func (f *follower) verdict(done bool) error {
	if !done || len(f.settled()) > 0 {
		return nil
	}
	reasons := []string{"no provider took it"}
	if len(f.leases) > 0 {
		reasons = nil
	}
	for _, l := range f.leases {
		reasons = append(reasons, fmt.Sprintf("lease of %s: %s, %s", l.Provider, word(l.State.String(), "LEASE_STATE_"), l.Reason))
	}
	return fmt.Errorf("%w: %s", ErrNoResult, strings.Join(reasons, "; "))
}
