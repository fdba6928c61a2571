package keeper_test

import (
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/fixture"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	"github.com/suretynetwork/surety/x/provider/keeper"
	"github.com/suretynetwork/surety/x/provider/types"
)

// receiptKey is the generator of secp256k1.
const receiptKey = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"

var storeKeys = []string{types.StoreKey, paymenttypes.StoreKey}

// newWorld wires the module to a real bank and a real x/payment.
func newWorld(tb fixture.TB, f *fixture.Fixture) world {
	payment, err := paymentkeeper.NewKeeper(f.Codec, f.StoreService(paymenttypes.StoreKey), f.Addresses, f.Authority, f.Bank)
	require.NoError(tb, err)
	require.NoError(tb, payment.InitGenesis(f.Ctx, paymenttypes.DefaultGenesis()))
	k := newKeeper(tb, f, types.StoreKey, payment)
	require.NoError(tb, k.InitGenesis(f.Ctx, types.DefaultGenesis()))
	return world{keeper: k, msgs: keeper.NewMsgServer(k), query: keeper.NewQueryServer(k)}
}

func newKeeper(tb fixture.TB, f *fixture.Fixture, store string, payment types.PaymentKeeper) *keeper.Keeper {
	k, err := keeper.NewKeeper(f.Codec, f.StoreService(store), f.Addresses, f.Authority, f.Account, f.Bank, payment)
	require.NoError(tb, err)
	return k
}

func registerMsg(f *fixture.Fixture, name, bond string) *types.MsgRegisterProvider {
	coin := parseCoin(bond)
	return &types.MsgRegisterProvider{
		Provider: f.Bech32(f.Addr(name)), Moniker: name, Endpoint: "https://" + name + ".example.com:8443", ReceiptKey: receiptKey, Bond: coin,
	}
}
