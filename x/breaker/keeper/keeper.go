// Package keeper remembers which messages the chain refuses.
package keeper

import (
	"context"
	"fmt"
	"slices"

	"cosmossdk.io/collections"
	corestore "cosmossdk.io/core/store"

	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/breaker/types"
)

// Keeper owns the list of stopped messages. It is the circuit breaker of the application's message router.
type Keeper struct {
	registry  codectypes.InterfaceRegistry
	authority string

	Schema  collections.Schema
	Stopped collections.KeySet[string]
}

// NewKeeper fails when the store's schema is wrong, which is a mistake of the application. Messages are known by
// registry, also those registered later.
func NewKeeper(registry codectypes.InterfaceRegistry, storeService corestore.KVStoreService, authority string) (*Keeper, error) {
	sb := collections.NewSchemaBuilder(storeService)
	k := &Keeper{
		registry: registry, authority: authority,
		Stopped: collections.NewKeySet(sb, types.StoppedPrefix, "stopped", collections.StringKey),
	}
	schema, err := sb.Build()
	if err != nil {
		return nil, fmt.Errorf("breaker: %w", err)
	}
	k.Schema = schema
	return k, nil
}

// IsAllowed is whether the chain accepts a message. The router asks before every message, nested ones included.
func (k *Keeper) IsAllowed(ctx context.Context, typeURL string) (bool, error) {
	stopped, err := k.Stopped.Has(ctx, typeURL)
	return !stopped, err
}

// Stop makes the chain refuse messages. It stops all of them or, with an error, none.
func (k *Keeper) Stop(ctx context.Context, urls []string) error {
	for _, url := range urls {
		if reason := types.WhyProtected(url); reason != "" {
			return types.ErrNeverStopped.Wrapf("%s: %s", url, reason)
		}
		if !k.isMessage(url) {
			return types.ErrUnknownMessage.Wrapf("%q: give a type URL such as /cosmos.bank.v1beta1.MsgSend", url)
		}
		stopped, err := k.Stopped.Has(ctx, url)
		if err != nil {
			return err
		}
		if stopped {
			return types.ErrAlreadyStopped.Wrap(url)
		}
		if err := k.Stopped.Set(ctx, url); err != nil {
			return err
		}
	}
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(&types.EventMessagesStopped{TypeUrls: urls})
}

// Resume makes the chain accept messages again. Each must be stopped now.
func (k *Keeper) Resume(ctx context.Context, urls []string) error {
	for _, url := range urls {
		stopped, err := k.Stopped.Has(ctx, url)
		if err != nil {
			return err
		}
		if !stopped {
			return types.ErrNotStopped.Wrapf("%q: see `suretyd query breaker stopped`", url)
		}
		if err := k.Stopped.Remove(ctx, url); err != nil {
			return err
		}
	}
	return sdk.UnwrapSDKContext(ctx).EventManager().EmitTypedEvent(&types.EventMessagesResumed{TypeUrls: urls})
}

func (k *Keeper) isMessage(url string) bool {
	return slices.Contains(k.registry.ListImplementations(sdk.MsgInterfaceProtoName), url)
}
