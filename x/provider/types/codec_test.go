package types_test

import (
	"testing"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/hardware"
	"github.com/suretynetwork/surety/x/provider/types"
)

func TestMessagesSignOnHardwareWallets(t *testing.T) {
	coin := sdk.NewInt64Coin("usure", 7)
	hardware.RequireSigns(t, types.RegisterLegacyAminoCodec,
		&types.MsgRegisterProvider{
			Provider: ada, Moniker: "<Ada & co>", Endpoint: "https://x", ReceiptKey: receiptKey, Attributes: []string{"a=1", "b=2"}, Bond: coin,
		},
		&types.MsgRegisterProvider{Provider: ada, Bond: sdk.NewInt64Coin("usure", 0)},
		&types.MsgUpdateProvider{Provider: ada, Attributes: []string{"a=1"}, MaintenanceFrom: 5, MaintenanceTo: 9},
		&types.MsgUpdateProvider{Provider: ada},
		&types.MsgDeregisterProvider{Provider: ada},
		&types.MsgBond{Provider: ada, Amount: coin},
		&types.MsgUnbond{Provider: ada, Amount: coin},
		&types.MsgEndorseAttribute{Attester: carl, Provider: ada, Key: "region", Value: "eu"},
		&types.MsgRevokeEndorsement{Attester: carl, Provider: ada, Key: "region"},
		&types.MsgUpdateParams{Authority: carl, Params: types.DefaultParams()},
	)
}
