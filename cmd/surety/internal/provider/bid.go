package provider

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// retryBlocks is how long an order that did not fit is left alone.
const retryBlocks = 5

// sealed is a bid that is committed to and not yet revealed.
type sealed struct {
	Price string `json:"price"`
	Salt  string `json:"salt"`
}

// bid places bids on open orders and reveals sealed ones.
func (d *Daemon) bid(ctx context.Context) error {
	height, _, err := d.chain.Height(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, state := range []markettypes.OrderState{markettypes.OrderStateRevealing, markettypes.OrderStateOpen} {
		orders, err := d.orders(ctx, state)
		if err != nil {
			return err
		}
		for _, o := range orders {
			if d.retry[o.Id] > height {
				continue
			}
			if err := d.consider(ctx, o); err != nil {
				d.retry[o.Id] = height + retryBlocks
				errs = append(errs, fmt.Errorf("order %s: %w", o.Id, err))
			}
		}
	}
	return errors.Join(errs...)
}

func (d *Daemon) orders(ctx context.Context, state markettypes.OrderState) ([]markettypes.Order, error) {
	var out []markettypes.Order
	var page query.PageRequest
	for {
		res, err := d.chain.Market.OrdersByState(ctx, &markettypes.QueryOrdersByStateRequest{State: state, Pagination: &page})
		if err != nil {
			return nil, err
		}
		out = append(out, res.Orders...)
		if res.Pagination == nil || len(res.Pagination.NextKey) == 0 {
			return out, nil
		}
		page.Key = res.Pagination.NextKey
	}
}

// consider makes the move that an order wants from this provider, if any.
func (d *Daemon) consider(ctx context.Context, o markettypes.Order) error {
	bidder := d.chain.Address().String()
	res, err := d.chain.Market.Bid(ctx, &markettypes.QueryBidRequest{OrderId: o.Id, Bidder: bidder})
	switch {
	case chain.IsNotFound(err):
		if o.State != markettypes.OrderStateOpen {
			return nil
		}
		return d.offer(ctx, o)
	case err != nil:
		return err
	case o.State == markettypes.OrderStateRevealing && res.Bid.State == markettypes.BidStateCommitted:
		return d.reveal(ctx, o)
	}
	return nil
}

// offer bids on an order, once its content is here and checked: nobody can be made to miss a deadline by withheld inputs.
func (d *Daemon) offer(ctx context.Context, o markettypes.Order) error {
	fits, err := d.fits(ctx, o)
	if err != nil || !fits {
		return err
	}
	if _, err := d.runner.Fetch(ctx, o); err != nil {
		return fmt.Errorf("no bid without its content: %w", err)
	}
	if o.Terms.Trade == markettypes.TradeOpen {
		res, err := d.chain.Send(ctx, &markettypes.MsgPlaceBid{Bidder: d.chain.Address().String(), OrderId: o.Id, Price: d.cfg.Price})
		if err == nil {
			d.log.Info("took an open order", "order", o.Id, "price", d.cfg.Price.String(), "height", res.Height)
		}
		return err
	}
	return d.commit(ctx, o)
}

// fits says whether price, bond, leases and policies allow a bid.
func (d *Daemon) fits(ctx context.Context, o markettypes.Order) (bool, error) {
	if o.Terms.MaxPrice.Denom != d.cfg.Price.Denom || o.Terms.MaxPrice.Amount.LT(d.cfg.Price.Amount) {
		return false, nil
	}
	self := d.chain.Address().String()
	_, err := d.chain.Market.Lease(ctx, &markettypes.QueryLeaseRequest{LeaseId: o.Id + "/" + self})
	if !chain.IsNotFound(err) {
		return false, err
	}
	res, err := d.chain.Provider.Provider(ctx, &providertypes.QueryProviderRequest{Provider: self})
	if err != nil {
		return false, err
	}
	p := res.Provider
	if p.State != providertypes.ProviderStateActive || p.Bond.Free.LT(o.Terms.Bond) {
		return false, nil
	}
	return d.allowed(ctx, o)
}

// allowed says whether the order's policies allow this provider to bid now; if not, it is looked at again later.
func (d *Daemon) allowed(ctx context.Context, o markettypes.Order) (bool, error) {
	if len(o.Terms.PolicyIds) == 0 {
		return true, nil
	}
	res, err := d.chain.Market.PolicyFindings(ctx, &markettypes.QueryPolicyFindingsRequest{OrderId: o.Id, Provider: d.chain.Address().String()})
	if err != nil {
		return false, err
	}
	for _, finding := range res.Findings {
		if !finding.Holds {
			return false, fmt.Errorf("no bid: %s of %s: %s", finding.RuleId, finding.PolicyId, finding.Reason)
		}
	}
	return true, nil
}

// commit seals a bid. The salt is on disk before the commitment is on chain: a bid that cannot be opened costs its deposit.
func (d *Daemon) commit(ctx context.Context, o markettypes.Order) error {
	b := sealed{Price: d.cfg.Price.String()}
	found, err := d.bids.Load(o.Id, &b)
	if err != nil {
		return err
	}
	if !found {
		var salt [32]byte
		if _, err := rand.Read(salt[:]); err != nil {
			return err
		}
		b.Salt = hex.EncodeToString(salt[:])
		if err := d.bids.Save(o.Id, b); err != nil {
			return err
		}
	}
	price, err := sdk.ParseCoinNormalized(b.Price)
	if err != nil {
		return err
	}
	bidder := d.chain.Address().String()
	sum, err := markettypes.BidCommitment(d.chain.ChainID(), markettypes.BidOpening{
		OrderID: o.Id, OrderHash: o.Hash, Bidder: bidder, Price: price, Salt: b.Salt,
	})
	if err != nil {
		return err
	}
	res, err := d.chain.Send(ctx, &markettypes.MsgCommitBid{Bidder: bidder, OrderId: o.Id, Commitment: sum})
	if err == nil {
		d.log.Info("sealed a bid", "order", o.Id, "height", res.Height)
	}
	return err
}

func (d *Daemon) reveal(ctx context.Context, o markettypes.Order) error {
	var b sealed
	found, err := d.bids.Load(o.Id, &b)
	if err != nil {
		return err
	}
	if !found {
		return errors.New("this provider's sealed bid was made elsewhere: its salt is not in this home")
	}
	price, err := sdk.ParseCoinNormalized(b.Price)
	if err != nil {
		return err
	}
	self := d.chain.Address().String()
	res, err := d.chain.Send(ctx, &markettypes.MsgRevealBid{Sender: self, OrderId: o.Id, Bidder: self, Price: price, Salt: b.Salt})
	if err == nil {
		d.log.Info("revealed a bid", "order", o.Id, "price", price.String(), "height", res.Height)
	}
	return err
}
