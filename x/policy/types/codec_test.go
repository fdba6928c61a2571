package types_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/codec/address"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/hardware"
	"github.com/suretynetwork/surety/x/policy/types"
)

const ada = "surety1qyqszqgpqyqszqgpqyqszqgpqyqszqgphrv9yk"

func TestMessagesSignOnHardwareWallets(t *testing.T) {
	rules := []types.Rule{
		{
			Id: "a", Kind: types.RuleAttested, Target: types.TargetModel, Schema: "0x12", AllOf: []string{ada}, MaxAgeSeconds: 5, MinBond: math.ZeroInt(),
		},
		{
			Id: "b", Kind: types.RuleLicence, Target: types.TargetData, Licences: []string{"MIT"}, Uses: types.Uses{Commercial: true},
			MinBond: math.NewInt(7), Above: sdk.NewInt64Coin("usure", 3), AtReceipt: true, Values: []string{"<x>"}, Methods: []string{"proved"},
		},
	}
	hardware.RequireSigns(t, types.RegisterLegacyAminoCodec,
		&types.MsgPublishPolicy{Owner: ada, Name: "x", Content: types.Content{
			Title: "x & y", Rules: rules, Controls: []types.Mapping{{Framework: "f", ControlId: "c", RuleIds: []string{"a"}, Note: "n"}},
		}},
		&types.MsgPublishPolicy{Owner: ada},
		&types.MsgRetirePolicy{Owner: ada, Name: "x", Retired: true},
		&types.MsgRetirePolicy{Owner: ada},
		&types.MsgApproveOrder{Approver: ada, OrderId: "o/1", OrderHash: "ab"},
		&types.MsgWithdrawApproval{Approver: ada, OrderId: "o/1"},
		&types.MsgUpdateParams{Authority: ada, Params: types.DefaultParams()},
	)
}

func TestPolicyIDsAreReadAsTheyAreWritten(t *testing.T) {
	codec := address.NewBech32Codec("surety")
	rapid.Check(t, func(t *rapid.T) {
		owner := rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "owner")
		text, err := codec.BytesToString(owner)
		require.NoError(t, err)
		id := types.PolicyID{
			Owner: owner, OwnerText: text, Name: rapid.StringMatching(`[a-z0-9._-]{1,48}`).Draw(t, "name"), Version: rapid.Uint32().Draw(t, "version"),
		}
		read, err := types.ParsePolicyID(codec, id.String())
		require.NoError(t, err)
		require.Equal(t, id, read)
	})
	rapid.Check(t, func(t *rapid.T) { // whatever is read is written so
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(ada+`/[a-z@/0-9]{0,9}`)).Draw(t, "text")
		if id, err := types.ParsePolicyID(codec, text); err == nil {
			require.Equal(t, text, id.String())
		}
	})
}
