package keeper_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	artefactkeeper "github.com/suretynetwork/surety/x/artefact/keeper"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationkeeper "github.com/suretynetwork/surety/x/attestation/keeper"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	"github.com/suretynetwork/surety/x/policy/keeper"
	"github.com/suretynetwork/surety/x/policy/types"
	providerkeeper "github.com/suretynetwork/surety/x/provider/keeper"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

var storeKeys = []string{
	types.StoreKey, paymenttypes.StoreKey, artefacttypes.StoreKey, attestationtypes.StoreKey, providertypes.StoreKey,
}

// world is the module over the real modules that it asks.
type world struct {
	keeper       *keeper.Keeper
	msgs         types.MsgServer
	query        types.QueryServer
	artefacts    *artefactkeeper.Keeper
	attestations attestationtypes.MsgServer
	providers    providertypes.MsgServer
}

// anyProgram lets everybody link every program.
type anyProgram struct{}

func (anyProgram) BeforeProgramLinked(context.Context, string, string) error { return nil }

func newWorld(tb fixture.TB, f *fixture.Fixture) world {
	payment, err := paymentkeeper.NewKeeper(f.Codec, f.StoreService(paymenttypes.StoreKey), f.Addresses, f.Authority, f.Bank)
	require.NoError(tb, err)
	require.NoError(tb, payment.InitGenesis(f.Ctx, paymenttypes.DefaultGenesis()))
	artefacts, err := artefactkeeper.NewKeeper(f.Codec, f.StoreService(artefacttypes.StoreKey), f.Addresses, f.Authority, f.Bank, payment)
	require.NoError(tb, err)
	registry := artefacttypes.DefaultGenesis()
	registry.Params.ClaimFee.Amount = math.ZeroInt()
	require.NoError(tb, artefacts.InitGenesis(f.Ctx, registry))
	artefacts.SetHooks(anyProgram{})
	attestations, err := attestationkeeper.NewKeeper(f.Codec, f.StoreService(attestationtypes.StoreKey), f.Addresses, f.Authority,
		attestationkeeper.Deps{Account: f.Account, Bank: f.Bank, Payment: payment})
	require.NoError(tb, err)
	require.NoError(tb, attestations.InitGenesis(f.Ctx, attestationtypes.DefaultGenesis()))
	providers, err := providerkeeper.NewKeeper(f.Codec, f.StoreService(providertypes.StoreKey), f.Addresses, f.Authority, f.Account, f.Bank, payment)
	require.NoError(tb, err)
	bonds := providertypes.DefaultGenesis()
	bonds.Params.MinBond = math.OneInt()
	require.NoError(tb, providers.InitGenesis(f.Ctx, bonds))
	k, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, f.Authority, keeper.Deps{
		Bank: f.Bank, Attestations: attestations, Artefacts: artefacts, Providers: providers,
	})
	require.NoError(tb, err)
	genesis := types.DefaultGenesis()
	genesis.Params.PublishFee = sdk.NewInt64Coin("usure", 10)
	require.NoError(tb, k.InitGenesis(f.Ctx, genesis))
	return world{
		keeper: k, msgs: keeper.NewMsgServer(k), query: keeper.NewQueryServer(k), artefacts: artefacts,
		attestations: attestationkeeper.NewMsgServer(attestations), providers: providerkeeper.NewMsgServer(providers),
	}
}

// anOrder is one of bob's, for what nobody registered.
func anOrder(f *fixture.Fixture) types.Order {
	return types.Order{
		ID: f.Bech32(f.Addr("bob")) + "/0", Hash: strings.Repeat("ab", 32), ProgramID: strings.Repeat("ab", 32),
		InputRoots: []string{strings.Repeat("cd", 32)}, Spending: sdk.NewInt64Coin("usure", 1_000), Method: "optimistic", WindowBlocks: 5,
		Redundancy: 1, Bond: math.NewInt(900),
	}
}

// hash makes a hash of a short name.
func hash(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

// askFirst is a licence of its owner's own, under which whoever builds on it needs a yes.
const askFirst = "ask-first"

func coreOf(kind artefacttypes.Kind, name, licence string) artefacttypes.Core {
	terms := artefacttypes.Licence{Spdx: licence}
	if licence == askFirst {
		terms = artefacttypes.Licence{
			CustomName: licence, CustomUri: "https://example.com/licence", CustomSha256: hash(licence), Conditions: artefacttypes.Conditions{Approval: true},
		}
	}
	return artefacttypes.Core{
		Kind: kind, Version: "1.0.0", Size_: 1, FileCount: 1, Licence: terms,
		Digests: artefacttypes.Digests{Blake3: hash(name), Sha256: hash(name + "!")},
	}
}
