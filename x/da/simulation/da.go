// Package simulation drives the module in whole-application simulations.
package simulation

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"

	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/keeper"
	"github.com/suretynetwork/surety/x/da/types"
)

const (
	chainID   = "celestia-simulated"
	namespace = "0000000000000000000000000000000000000000000000737572657479"
	posters   = 5
)

// Celestia is the chain that a simulation follows, and the batch in its last block.
type Celestia struct {
	chain *celestia.Embedded
	batch *batch
}

type batch struct {
	manifest types.Manifest
	ref      types.Reference
	proof    types.BlobProof
}

// NewCelestia makes a chain whose validators are those of RandomGenesis.
func NewCelestia() *Celestia {
	chain, err := celestia.NewEmbedded(celestia.Settings{ChainID: chainID, Validators: 4}, time.Unix(1, 0))
	if err != nil {
		panic(err)
	}
	return &Celestia{chain: chain}
}

// RandomGenesis trusts a first header and lets a few accounts post.
func RandomGenesis(state *module.SimulationState) {
	genesis := types.DefaultGenesis()
	block, err := NewCelestia().chain.Fork(1, state.GenTimestamp)
	if err != nil {
		panic(err)
	}
	for _, account := range state.Accounts[:min(posters, len(state.Accounts))] {
		genesis.Params.Posters = append(genesis.Params.Posters, account.Address.String())
	}
	slices.Sort(genesis.Params.Posters)
	genesis.Params.CelestiaChainId, genesis.Params.Namespace = chainID, namespace
	genesis.Params.TrustingPeriod = 365 * 24 * time.Hour
	genesis.Params.MaxHeaders = uint32(10 + state.Rand.Intn(20))
	genesis.Headers = []types.Header{block.Summary()}
	genesis.Client = types.Client{LatestHeight: 1, Headers: 1}
	state.GenState[types.ModuleName] = state.Cdc.MustMarshalJSON(genesis)
}

// latest returns the highest header, when another may follow now.
func latest(ctx context.Context, k *keeper.Keeper) (types.Header, error) {
	client, err := k.Client.Get(ctx)
	if err != nil {
		return types.Header{}, err
	}
	if client.FrozenReason != "" || client.LatestHeight == 0 {
		return types.Header{}, fmt.Errorf("the client does not work: %s", client.FrozenReason)
	}
	header, err := k.Headers.Get(ctx, client.LatestHeight)
	if err == nil && !sdk.UnwrapSDKContext(ctx).BlockTime().After(header.Time) {
		err = fmt.Errorf("no time has passed")
	}
	return header, err
}

// MsgUpdateClientFactory brings the next block, in which the blocks of this chain that are not recorded yet were posted.
func MsgUpdateClientFactory(k *keeper.Keeper, c *Celestia) simsx.SimMsgFactoryFn[*types.MsgUpdateClient] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateClient) {
		trusted, err := latest(ctx, k)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		block, err := c.next(ctx, k, trusted.Height)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		raw, err := block.LightBlock()
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		validators, err := block.ValidatorBytes()
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		sender := data.AnyAccount(reporter, simsx.WithSpendableBalance())
		return []simsx.SimAccount{sender}, &types.MsgUpdateClient{
			Sender: sender.AddressBech32, LightBlock: raw, TrustedHeight: trusted.Height, TrustedValidators: validators,
		}
	}
}

// next makes a block above a height and keeps what it proves.
func (c *Celestia) next(ctx context.Context, k *keeper.Keeper, above int64) (celestia.Block, error) {
	now := sdk.UnwrapSDKContext(ctx).BlockTime()
	for c.chain.Height() < above {
		if _, err := c.chain.Append(now.Add(-time.Hour), nil); err != nil {
			return celestia.Block{}, err
		}
	}
	manifest, content, err := contentOf(ctx, k)
	if err != nil {
		return celestia.Block{}, err
	}
	blob, err := celestia.NewBlob(namespace, content)
	if err != nil {
		return celestia.Block{}, err
	}
	height, err := c.chain.Append(now, []celestia.Blob{blob})
	if err != nil {
		return celestia.Block{}, err
	}
	block, err := c.chain.Block(height)
	if err != nil {
		return block, err
	}
	blobs, err := c.chain.Blobs(height, blob.Namespace)
	if err != nil {
		return block, err
	}
	proof, ref, err := celestia.Prove(ctx, c.chain, block, blobs[0])
	c.batch = &batch{manifest: manifest, ref: ref, proof: proof}
	return block, err
}

// contentOf is what a poster would post now.
func contentOf(ctx context.Context, k *keeper.Keeper) (types.Manifest, []byte, error) {
	progress, err := k.Progress.Get(ctx)
	if err != nil {
		return types.Manifest{}, nil, err
	}
	m := types.Manifest{From: progress.ProvedHeight + 1, To: progress.HeadHeight, RawSize: 1_000, ChainID: sdk.UnwrapSDKContext(ctx).ChainID()}
	digest, err := k.Digests.Get(ctx, m.To)
	if err != nil {
		return m, nil, err
	}
	if m.Digest, err = digest.Sum(); err != nil {
		return m, nil, err
	}
	if progress.Batches > 0 {
		before, err := k.Batches.Get(ctx, progress.Batches)
		if err != nil {
			return m, nil, err
		}
		ref, err := types.ParseReference(before.Reference)
		if err != nil {
			return m, nil, err
		}
		m.BeforeHeight, m.BeforeCommitment = ref.Height, ref.Commitment
	}
	raw, err := m.Encode()
	return m, append(raw, strings.Repeat("blocks", 300)...), err
}

// MsgRecordBatchFactory records what was posted with the last header, if it still follows.
func MsgRecordBatchFactory(k *keeper.Keeper, c *Celestia) simsx.SimMsgFactoryFn[*types.MsgRecordBatch] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRecordBatch) {
		params, err := k.Params.Get(ctx)
		if err != nil || c.batch == nil || len(params.Posters) == 0 || params.Namespace != namespace {
			reporter.Skip("nothing was posted, or nobody may")
			return nil, nil
		}
		if _, err := k.Headers.Get(ctx, c.batch.ref.Height); err != nil {
			reporter.Skip("the header is not there")
			return nil, nil
		}
		now, _, err := contentOf(ctx, k)
		client, clientErr := k.Client.Get(ctx)
		if err != nil || clientErr != nil || client.FrozenReason != "" || now.From != c.batch.manifest.From || now.BeforeHeight != c.batch.manifest.BeforeHeight {
			reporter.Skip("what was posted does not follow any more")
			return nil, nil
		}
		digest, err := k.Digests.Get(ctx, c.batch.manifest.To)
		if err != nil || digest.Digest != hex.EncodeToString(c.batch.manifest.Digest[:]) {
			reporter.Skip("a batch may not end there any more")
			return nil, nil
		}
		poster := data.GetAccount(reporter, params.Posters[data.Rand().Intn(len(params.Posters))])
		return []simsx.SimAccount{poster}, &types.MsgRecordBatch{Poster: poster.AddressBech32, Reference: c.batch.ref.String(), Proof: c.batch.proof}
	}
}

// MsgSubmitMisbehaviourFactory shows a fork.
func MsgSubmitMisbehaviourFactory(k *keeper.Keeper, c *Celestia) simsx.SimMsgFactoryFn[*types.MsgSubmitMisbehaviour] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgSubmitMisbehaviour) {
		trusted, err := latest(ctx, k)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		msg := &types.MsgSubmitMisbehaviour{TrustedHeight: trusted.Height}
		now := sdk.UnwrapSDKContext(ctx).BlockTime()
		for i, raw := range []*[]byte{&msg.First, &msg.Second} {
			block, err := c.chain.Fork(trusted.Height+1, now.Add(time.Duration(i)*time.Millisecond))
			if err != nil {
				reporter.Skip(err.Error())
				return nil, nil
			}
			if *raw, err = block.LightBlock(); err != nil {
				reporter.Skip(err.Error())
				return nil, nil
			}
		}
		sender := data.AnyAccount(reporter, simsx.WithSpendableBalance())
		msg.Sender = sender.AddressBech32
		return []simsx.SimAccount{sender}, msg
	}
}

// MsgTrustHeaderFactory lets governance start the client again.
func MsgTrustHeaderFactory(k *keeper.Keeper, c *Celestia) simsx.SimMsgFactoryFn[*types.MsgTrustHeader] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgTrustHeader) {
		client, err := k.Client.Get(ctx)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		below, err := k.Headers.Get(ctx, client.LatestHeight)
		if err != nil || !sdk.UnwrapSDKContext(ctx).BlockTime().After(below.Time) {
			reporter.Skip("no time has passed")
			return nil, nil
		}
		block, err := c.chain.Fork(client.LatestHeight+1, sdk.UnwrapSDKContext(ctx).BlockTime())
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		return nil, &types.MsgTrustHeader{Authority: data.ModuleAccountAddress(reporter, "gov"), Header: block.Summary()}
	}
}

// MsgRewindBatchesFactory takes back one of the last batches.
func MsgRewindBatchesFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRewindBatches] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRewindBatches) {
		progress, err := k.Progress.Get(ctx)
		if err != nil || progress.Batches == 0 {
			reporter.Skip("there is no batch")
			return nil, nil
		}
		number := progress.Batches - uint64(data.Rand().Intn(int(min(3, progress.Batches))))
		return nil, &types.MsgRewindBatches{Authority: data.ModuleAccountAddress(reporter, "gov"), Number: number}
	}
}

// MsgUpdateParamsFactory proposes other limits.
func MsgUpdateParamsFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateParams] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateParams) {
		params, err := k.Params.Get(ctx)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		params.MaxHeaders = uint32(10 + data.Rand().Intn(50))
		return nil, &types.MsgUpdateParams{Authority: data.ModuleAccountAddress(reporter, "gov"), Params: params}
	}
}
