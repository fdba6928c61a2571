package types

import "context"

// MarketHooks is how a module above the market takes part in it. An error refuses the step and undoes all of it.
type MarketHooks interface {
	// BeforeOrderPlaced is asked before any money moves.
	BeforeOrderPlaced(ctx context.Context, terms Terms) error
	// AfterLeaseEnded is told of every lease that ended, when its money has moved and its order knows.
	AfterLeaseEnded(ctx context.Context, lease Lease) error
}

// NoHooks takes part in nothing.
type NoHooks struct{}

// BeforeOrderPlaced agrees.
func (NoHooks) BeforeOrderPlaced(context.Context, Terms) error { return nil }

// AfterLeaseEnded does nothing.
func (NoHooks) AfterLeaseEnded(context.Context, Lease) error { return nil }
