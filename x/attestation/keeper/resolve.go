package keeper

import (
	"context"
	"fmt"
	"math"

	errorsmod "cosmossdk.io/errors"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/types"
)

const (
	// maxResolverDepth is how many resolvers may call one another through attestations of their own.
	maxResolverDepth = 2
	// refusal is what a contract answers to say no without an error.
	refusal = "false"
)

type depthKey struct{}

// resolution is attestations about which a schema's resolver is to be asked.
type resolution struct {
	schema types.Schema
	payer  sdk.AccAddress
	params types.Params
	items  []types.ResolverItem
	revoke bool
}

// checkResolver is whether a schema may be registered with a resolver. Error: ErrInvalidResolver.
func (k *Keeper) checkResolver(ctx context.Context, resolver types.Resolver) error {
	switch {
	case resolver.Native != "" || resolver.Args != "":
		native := k.natives[resolver.Native]
		if native == nil {
			return types.ErrInvalidResolver.Wrapf("there is no native resolver %q", resolver.Native)
		}
		return native.Validate(resolver.Args)
	case resolver.Contract != nil && !k.isContract(ctx, resolver.Contract):
		return types.ErrInvalidResolver.Wrapf("%s is no contract; write 0x and 40 hex digits for a resolver of another chain", resolver.Text)
	default:
		return nil
	}
}

func (k *Keeper) isContract(ctx context.Context, addr sdk.AccAddress) bool {
	return k.deps.Contracts != nil && k.deps.Contracts.IsContract(ctx, addr)
}

// resolve pays a schema's resolver and asks it. Errors: ErrInvalidValue, ErrInvalidResolver, ErrResolverRefused, the bank's.
func (k *Keeper) resolve(ctx context.Context, r resolution) error {
	sum, err := sumValues(r.params, r.items)
	if err != nil {
		return err
	}
	resolver, err := types.ParseResolver(k.addresses, r.schema.Resolver)
	if err != nil {
		return err
	}
	switch {
	case resolver.Text == "" && sum.IsZero():
		return nil
	case resolver.Text == "":
		return types.ErrInvalidValue.Wrapf("%s for a schema without a resolver; leave the value out", sum)
	case resolver.Foreign():
		return types.ErrInvalidResolver.Wrapf("%s is on another chain; what is attested under schema %s stays off this one", resolver.Text, r.schema.Uid)
	}
	call := types.ResolverCall{Revoke: r.revoke, Args: resolver.Args, Items: r.items, Value: sum}
	return k.bounded(ctx, r.params.ResolverGas, func(ctx sdk.Context) error { return k.call(ctx, resolver, r.payer, call) })
}

func (k *Keeper) call(ctx sdk.Context, resolver types.Resolver, payer sdk.AccAddress, call types.ResolverCall) error {
	var value sdk.Coins
	if call.Value.IsPositive() {
		value = sdk.NewCoins(call.Value)
		if err := k.deps.Bank.SendCoins(ctx, payer, types.Address(), value); err != nil {
			return err
		}
	}
	if resolver.Contract == nil {
		native := k.natives[resolver.Native]
		if native == nil {
			return types.ErrInvalidResolver.Wrapf("there is no native resolver %q any more", resolver.Native)
		}
		return native.Resolve(ctx, call)
	}
	if !k.isContract(ctx, resolver.Contract) {
		return types.ErrInvalidResolver.Wrapf("%s is no contract any more", resolver.Text)
	}
	message, err := call.ContractMessage()
	if err != nil {
		return err
	}
	answer, err := k.deps.Contracts.Execute(ctx, resolver.Contract, types.Address(), message, value)
	if err == nil && string(answer) == refusal {
		err = fmt.Errorf("%s says no", resolver.Text)
	}
	return err
}

// bounded runs code that others wrote: in a cached context, with at most so much gas, and so that a panic is an error. What it used is
// charged to the transaction. Only when the transaction itself runs out does running out end it as it always does.
func (k *Keeper) bounded(ctx context.Context, gas uint64, run func(sdk.Context) error) error {
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	depth, _ := sdkCtx.Value(depthKey{}).(int)
	if depth >= maxResolverDepth {
		return types.ErrResolverRefused.Wrapf("resolvers call one another more than %d deep", maxResolverDepth)
	}
	remaining := sdkCtx.GasMeter().GasRemaining()
	meter := storetypes.NewGasMeter(min(gas, remaining))
	cached, write := sdkCtx.CacheContext()
	cached = cached.WithGasMeter(meter).WithValue(depthKey{}, depth+1)
	ranOut, err := safely(cached, run)
	if ranOut && remaining <= gas {
		sdkCtx.GasMeter().ConsumeGas(math.MaxUint64-sdkCtx.GasMeter().GasConsumed(), "resolver")
	}
	sdkCtx.GasMeter().ConsumeGas(meter.GasConsumedToLimit(), "resolver")
	switch {
	case ranOut:
		return types.ErrResolverRefused.Wrapf("it used more than %d gas", gas)
	case err != nil && errorsmod.IsOf(err, types.ErrInvalidResolver, types.ErrInvalidValue, types.ErrResolverRefused):
		return err
	case err != nil:
		return types.ErrResolverRefused.Wrap(err.Error())
	}
	write()
	return nil
}

// safely turns a panic into an error, and says whether it was the gas that ran out.
func safely(ctx sdk.Context, run func(sdk.Context) error) (ranOut bool, err error) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case storetypes.ErrorOutOfGas, storetypes.ErrorGasOverflow, storetypes.ErrorNegativeGasConsumed:
			ranOut = true
		default:
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	return false, run(ctx)
}
