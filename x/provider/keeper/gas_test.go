package keeper_test

import (
	"testing"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/provider/types"
)

func TestGas(t *testing.T) {
	f, w := populated(t)
	measure := func(name string, run func(ctx sdk.Context) error) {
		golden.Gas(t, "testdata/gas.json", name, f.Gas(run))
	}
	ada, carl, eve := f.Bech32(f.Addr("ada")), f.Bech32(f.Addr("carl")), f.Bech32(f.Addr("eve"))
	f.Fund(f.Addr("ada"), "100usure")
	f.Fund(f.Addr("eve"), "1000000usure")
	measure("MsgRegisterProvider", func(ctx sdk.Context) error {
		_, err := w.msgs.RegisterProvider(ctx, registerMsg(f, "eve", "1000000usure"))
		return err
	})
	measure("MsgUpdateProvider", func(ctx sdk.Context) error {
		_, err := w.msgs.UpdateProvider(ctx, &types.MsgUpdateProvider{
			Provider: ada, Moniker: "ada", Endpoint: "http://ada", ReceiptKey: receiptKey, Attributes: []string{"region=eu", "gpu=h100"},
		})
		return err
	})
	measure("MsgBond", func(ctx sdk.Context) error {
		_, err := w.msgs.Bond(ctx, &types.MsgBond{Provider: ada, Amount: parseCoin("100usure")})
		return err
	})
	measure("MsgUnbond", func(ctx sdk.Context) error {
		_, err := w.msgs.Unbond(ctx, &types.MsgUnbond{Provider: ada, Amount: parseCoin("100usure")})
		return err
	})
	measure("MsgEndorseAttribute", func(ctx sdk.Context) error {
		_, err := w.msgs.EndorseAttribute(ctx, &types.MsgEndorseAttribute{Attester: eve, Provider: ada, Key: "region", Value: "eu"})
		return err
	})
	measure("MsgRevokeEndorsement", func(ctx sdk.Context) error {
		_, err := w.msgs.RevokeEndorsement(ctx, &types.MsgRevokeEndorsement{Attester: carl, Provider: ada, Key: "region"})
		return err
	})
	measure("MsgDeregisterProvider", func(ctx sdk.Context) error {
		_, err := w.msgs.DeregisterProvider(ctx, &types.MsgDeregisterProvider{Provider: eve})
		return err
	})
	measure("MsgUpdateParams", func(ctx sdk.Context) error {
		_, err := w.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: f.Authority, Params: types.DefaultParams()})
		return err
	})
}
