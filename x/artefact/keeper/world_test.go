package keeper_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/artefact/keeper"
	"github.com/suretynetwork/surety/x/artefact/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

const (
	// recipient and other are age public keys.
	recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
	other     = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg"
)

var storeKeys = []string{types.StoreKey, paymenttypes.StoreKey}

// world is what a test of the module works with: a real bank, a real x/payment, and programs that anyone may say are whose.
type world struct {
	keeper   *keeper.Keeper
	msgs     types.MsgServer
	query    types.QueryServer
	programs programs
}

// programs stands in for x/verification: who registered which program.
type programs map[string]string

func (p programs) BeforeProgramLinked(_ context.Context, id, creator string) error {
	if p[id] != creator {
		return types.ErrNotFound.Wrapf("program %.8s was not registered by %s", id, creator)
	}
	return nil
}

func newWorld(tb fixture.TB, f *fixture.Fixture) world {
	w := world{keeper: newKeeper(tb, f, types.StoreKey), programs: programs{}}
	w.keeper.SetHooks(w.programs)
	genesis := types.DefaultGenesis()
	genesis.Params.ClaimFee = sdk.NewInt64Coin("usure", 10)
	require.NoError(tb, w.keeper.InitGenesis(f.Ctx, genesis))
	w.msgs, w.query = keeper.NewMsgServer(w.keeper), keeper.NewQueryServer(w.keeper)
	return w
}

func newKeeper(tb fixture.TB, f *fixture.Fixture, store string) *keeper.Keeper {
	payment, err := paymentkeeper.NewKeeper(f.Codec, f.StoreService(paymenttypes.StoreKey), f.Addresses, f.Authority, f.Bank)
	require.NoError(tb, err)
	if has, err := payment.Params.Has(f.Ctx); err != nil || !has {
		require.NoError(tb, payment.InitGenesis(f.Ctx, paymenttypes.DefaultGenesis()))
	}
	k, err := keeper.NewKeeper(f.Codec, f.StoreService(store), f.Addresses, f.Authority, f.Bank, payment)
	require.NoError(tb, err)
	return k
}

// content is what the artefact of a test consists of.
func content(name, version string) []byte {
	b := make([]byte, 5_000)
	for i := range b {
		b[i] = byte(i*7 + i/251)
	}
	copy(b, name+" "+version)
	return b
}

func coreOf(kind types.Kind, name, version, licence string) types.Core {
	b := content(name, version)
	root, sum := commit.Sum(b), sha256.Sum256(b)
	return types.Core{
		Kind: kind, Version: version, Size_: uint64(len(b)), FileCount: 1, Licence: licenceOf(licence),
		Digests: types.Digests{Blake3: hex.EncodeToString(root[:]), Sha256: hex.EncodeToString(sum[:])},
	}
}

// licenceOf reads an SPDX expression, or the name of a custom licence with one condition.
func licenceOf(text string) types.Licence {
	custom := types.Licence{CustomName: text, CustomUri: "https://example.com/" + text, CustomSha256: programID(text)}
	switch text {
	case "approval":
		custom.Conditions.Approval = true
	case "no-training":
		custom.Conditions.NoTraining = true
	case "no-derivatives":
		custom.Conditions.NoDerivatives = true
	case "share-alike":
		custom.Conditions.ShareAlike = true
	default:
		return types.Licence{Spdx: text}
	}
	return custom
}

// programID makes a hash of a short name.
func programID(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

func coin(amount int64) sdk.Coin { return sdk.NewCoin("usure", math.NewInt(amount)) }
