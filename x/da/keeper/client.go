package keeper

import (
	"context"

	cmttypes "github.com/cometbft/cometbft/types"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// What a header costs beside what it reads and writes: measured, see the README.
const (
	gasPerSignature  = 1_500
	gasPerHeaderByte = 2
)

// UpdateClient verifies a header of Celestia against a stored one and keeps it. One that was verified and contradicts a stored header
// freezes the client instead. It returns the header's height and whether it did. Errors: ErrNoClient, ErrClientFrozen, ErrInvalidHeader,
// ErrHeaderNotFound (the trusted one), ErrTrustedHeaderTooOld, ErrHeaderKnown.
func (k *Keeper) UpdateClient(ctx context.Context, raw []byte, trustedHeight int64, rawValidators []byte) (int64, bool, error) {
	params, client, err := k.working(ctx)
	if err != nil {
		return 0, false, err
	}
	block, err := decode(ctx, raw)
	if err != nil {
		return 0, false, err
	}
	found := block.Summary()
	if known, err := k.Headers.Get(ctx, found.Height); err == nil && known.Hash == found.Hash {
		return 0, false, types.ErrHeaderKnown.Wrapf("height %d", found.Height)
	}
	if err := k.verify(ctx, params, block, trustedHeight, rawValidators); err != nil {
		return 0, false, err
	}
	reason, err := k.contradiction(ctx, found)
	if err != nil {
		return 0, false, err
	}
	if reason != "" {
		return found.Height, true, k.freeze(ctx, client, found.Height, reason)
	}
	if err := k.Headers.Set(ctx, found.Height, found); err != nil {
		return 0, false, err
	}
	client.Headers++
	client.LatestHeight = max(client.LatestHeight, found.Height)
	if err := k.Client.Set(ctx, client); err != nil {
		return 0, false, err
	}
	return found.Height, false, emit(ctx, &types.EventHeaderVerified{Height: found.Height, DataRoot: found.DataRoot})
}

// SubmitMisbehaviour freezes the client when two headers that are both verified against a stored one contradict each other. Errors:
// ErrNoMisbehaviour, and those of UpdateClient.
func (k *Keeper) SubmitMisbehaviour(ctx context.Context, first, second []byte, trustedHeight int64, rawValidators []byte) error {
	params, client, err := k.working(ctx)
	if err != nil {
		return err
	}
	var headers [2]types.Header
	for i, raw := range [][]byte{first, second} {
		block, err := decode(ctx, raw)
		if err != nil {
			return err
		}
		if err := k.verify(ctx, params, block, trustedHeight, rawValidators); err != nil {
			return err
		}
		headers[i] = block.Summary()
	}
	reason := types.Contradiction(headers[0], headers[1])
	if reason == "" {
		return types.ErrNoMisbehaviour.Wrapf("the headers of heights %d and %d can both be", headers[0].Height, headers[1].Height)
	}
	return k.freeze(ctx, client, headers[0].Height, reason)
}

// TrustHeader starts the client from a header, whatever it was before: what governance trusts replaces a header of the same height.
// Errors: ErrNoClient, ErrInvalidHeader.
func (k *Keeper) TrustHeader(ctx context.Context, header types.Header) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if params.CelestiaChainId == "" {
		return types.ErrNoClient.Wrap("the parameter celestia_chain_id names no chain: set it first")
	}
	if err := header.Validate(); err != nil {
		return err
	}
	header.Time = header.Time.UTC()
	below, has, err := edge(ctx, k.Headers, new(collections.Range[int64]).EndExclusive(header.Height).Descending())
	if err != nil {
		return err
	}
	if has && !below.Time.Before(header.Time) {
		return types.ErrInvalidHeader.Wrapf("it is not later than the stored one of height %d; trust one of that height, or a lower one", below.Height)
	}
	client, err := k.Client.Get(ctx)
	if err != nil {
		return err
	}
	// What was believed from this height on may be what froze the client.
	removed, err := removeSome(ctx, k.Headers, new(collections.Range[int64]).StartInclusive(header.Height), client.Headers)
	if err != nil {
		return err
	}
	if err := k.Headers.Set(ctx, header.Height, header); err != nil {
		return err
	}
	if err := k.Client.Set(ctx, types.Client{LatestHeight: header.Height, Headers: client.Headers - removed + 1}); err != nil {
		return err
	}
	return emit(ctx, &types.EventHeaderTrusted{Height: header.Height, Hash: header.Hash})
}

// working returns the parameters and a client that may be used. Errors: ErrNoClient, ErrClientFrozen.
func (k *Keeper) working(ctx context.Context) (types.Params, types.Client, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return params, types.Client{}, err
	}
	client, err := k.Client.Get(ctx)
	if err != nil {
		return params, client, err
	}
	if params.CelestiaChainId == "" || client.LatestHeight == 0 {
		return params, client, types.ErrNoClient.Wrap("no header of Celestia is trusted yet; governance starts with one")
	}
	if client.FrozenReason != "" {
		return params, client, types.ErrClientFrozen.Wrapf("%s; governance has to trust a header", client.FrozenReason)
	}
	return params, client, nil
}

// decode pays for the bytes before it looks at them.
func decode(ctx context.Context, raw []byte) (types.LightBlock, error) {
	sdk.UnwrapSDKContext(ctx).GasMeter().ConsumeGas(gasPerHeaderByte*uint64(len(raw)), "decode a header")
	return types.DecodeLightBlock(raw)
}

func (k *Keeper) verify(ctx context.Context, params types.Params, block types.LightBlock, trustedHeight int64, raw []byte) error {
	trusted, err := records.Get(ctx, k.Headers, trustedHeight, types.ErrHeaderNotFound.Wrapf("height %d, which is to be trusted", trustedHeight))
	if err != nil {
		return err
	}
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	sdkCtx.GasMeter().ConsumeGas(gasPerHeaderByte*uint64(len(raw)), "decode validators")
	var validators *cmttypes.ValidatorSet
	if validators, err = types.DecodeValidators(raw); err != nil {
		return err
	}
	sdkCtx.GasMeter().ConsumeGas(gasPerSignature*uint64(len(block.Commit.Signatures)), "verify a header")
	return block.Verify(trusted, validators, types.Rules{
		ChainID: params.CelestiaChainId, TrustingPeriod: params.TrustingPeriod, MaxClockDrift: params.MaxClockDrift, Now: sdkCtx.BlockTime(),
	})
}

// contradiction compares a verified header with the stored ones at, below and above its height.
func (k *Keeper) contradiction(ctx context.Context, found types.Header) (string, error) {
	below, above := new(collections.Range[int64]).EndExclusive(found.Height).Descending(), new(collections.Range[int64]).StartInclusive(found.Height)
	for _, within := range []collections.Ranger[int64]{below, above} {
		neighbour, has, err := edge(ctx, k.Headers, within)
		if err != nil {
			return "", err
		}
		if !has {
			continue
		}
		if reason := types.Contradiction(neighbour, found); reason != "" {
			return reason, nil
		}
	}
	return "", nil
}

func (k *Keeper) freeze(ctx context.Context, client types.Client, at int64, reason string) error {
	client.FrozenReason = reason
	if err := k.Client.Set(ctx, client); err != nil {
		return err
	}
	return emit(ctx, &types.EventClientFrozen{Height: at, Reason: reason})
}
