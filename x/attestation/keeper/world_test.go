package keeper_test

import (
	"context"
	"errors"
	"math/big"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"
	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
)

var storeKeys = []string{types.StoreKey, paymenttypes.StoreKey}

// world is what a test of the module works with.
type world struct {
	keeper    *keeper.Keeper
	msgs      types.MsgServer
	query     types.QueryServer
	contracts *contracts
}

// newWorld wires the module to a real bank and a real x/payment, and to contracts that are written in Go.
func newWorld(tb fixture.TB, f *fixture.Fixture) world {
	payment, err := paymentkeeper.NewKeeper(f.Codec, f.StoreService(paymenttypes.StoreKey), f.Addresses, f.Authority, f.Bank)
	require.NoError(tb, err)
	require.NoError(tb, payment.InitGenesis(f.Ctx, paymenttypes.DefaultGenesis()))
	c := &contracts{f: f}
	k := newKeeper(tb, f, types.StoreKey, payment, c)
	c.k = k
	require.NoError(tb, k.InitGenesis(f.Ctx, types.DefaultGenesis()))
	return world{keeper: k, msgs: keeper.NewMsgServer(k), query: keeper.NewQueryServer(k), contracts: c}
}

func newKeeper(tb fixture.TB, f *fixture.Fixture, store string, payment types.PaymentKeeper, c types.Contracts) *keeper.Keeper {
	k, err := keeper.NewKeeper(f.Codec, f.StoreService(store), f.Addresses, f.Authority, keeper.Deps{
		Account: f.Account, Bank: f.Bank, Payment: payment, Contracts: c,
	})
	require.NoError(tb, err)
	return k
}

// contracts are accounts whose name says how they behave. The application's tests have real ones.
type contracts struct {
	f *fixture.Fixture
	k *keeper.Keeper
	// asked is what the last one was asked.
	asked string
}

// behaviours are the names of accounts that are contracts.
func (c *contracts) behaviours() map[string]func(ctx sdk.Context, self sdk.AccAddress, value sdk.Coins) ([]byte, error) {
	return map[string]func(ctx sdk.Context, self sdk.AccAddress, value sdk.Coins) ([]byte, error){
		"agreeable": func(sdk.Context, sdk.AccAddress, sdk.Coins) ([]byte, error) { return nil, nil },
		"refuser":   func(sdk.Context, sdk.AccAddress, sdk.Coins) ([]byte, error) { return []byte("false"), nil },
		"grumbler":  func(sdk.Context, sdk.AccAddress, sdk.Coins) ([]byte, error) { return nil, errors.New("not today") },
		"panicker":  func(sdk.Context, sdk.AccAddress, sdk.Coins) ([]byte, error) { panic("I broke") },
		"looper": func(ctx sdk.Context, _ sdk.AccAddress, _ sdk.Coins) ([]byte, error) {
			for {
				ctx.GasMeter().ConsumeGas(1_000, "round and round")
			}
		},
		"spender": func(ctx sdk.Context, self sdk.AccAddress, value sdk.Coins) ([]byte, error) {
			// What it was paid it may spend; what others have it cannot reach, and what it tries to overspend fails.
			return nil, c.f.Bank.SendCoins(ctx, self, c.f.Addr("accomplice"), value.Add(value...))
		},
		"recurser": func(ctx sdk.Context, self sdk.AccAddress, _ sdk.Coins) ([]byte, error) {
			_, err := keeper.NewMsgServer(c.k).Attest(ctx, &types.MsgAttest{
				Attester: c.f.Bech32(self), Schema: recurserSchema(c.f), Data: word(1),
			})
			return nil, err
		},
	}
}

func recurserSchema(f *fixture.Fixture) string {
	return eas.SchemaUID("bool x", eas.ShortAddress(f.Addr("recurser")), true).String()
}

func (c *contracts) named(addr sdk.AccAddress) string {
	for name := range c.behaviours() {
		if c.f.Addr(name).Equals(addr) {
			return name
		}
	}
	return ""
}

func (c *contracts) IsContract(_ context.Context, addr sdk.AccAddress) bool {
	return c.named(addr) != ""
}

func (c *contracts) Execute(ctx context.Context, contract, caller sdk.AccAddress, msg []byte, value sdk.Coins) ([]byte, error) {
	if !caller.Equals(types.Address()) {
		return nil, errors.New("somebody else called")
	}
	c.asked = string(msg)
	if !value.Empty() {
		if err := c.f.Bank.SendCoins(ctx, caller, contract, value); err != nil {
			return nil, err
		}
	}
	return c.behaviours()[c.named(contract)](sdk.UnwrapSDKContext(ctx), contract, value)
}

func (c *contracts) Query(ctx context.Context, contract sdk.AccAddress, msg []byte) ([]byte, error) {
	c.asked = string(msg)
	switch c.named(contract) {
	case "agreeable":
		return []byte(`{"valid":true}`), nil
	case "looper":
		return c.behaviours()["looper"](sdk.UnwrapSDKContext(ctx), contract, nil)
	default:
		return []byte(`{"valid":false}`), nil
	}
}

// word is a number as a word of data.
func word(n int64) []byte { return big.NewInt(n).FillBytes(make([]byte, 32)) }

// key is the private key of a name, and account the account that it signs for.
func key(name string) *secp256k1.PrivateKey {
	seed := eas.Keccak([]byte(name))
	return secp256k1.PrivKeyFromBytes(seed[:])
}

func signerAccount(name string) sdk.AccAddress {
	address := eas.SignerOf(key(name).PubKey()).Ethereum
	return address[:]
}
