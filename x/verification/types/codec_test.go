package types_test

import (
	"strings"
	"testing"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/hardware"
	"github.com/suretynetwork/surety/x/verification/types"
)

func TestMessagesSignOnHardwareWallets(t *testing.T) {
	ada, hash := sdk.AccAddress(make([]byte, 20)).String(), strings.Repeat("ab", 32)
	lease := ada + "/7/" + ada
	receipt := types.SignedReceipt{
		LeaseId: lease, ProgramId: hash, InputRoots: []string{hash}, OutputRoots: []string{hash, hash}, TraceRoot: hash,
		TraceLocation: "https://x?a&b", NumericsVersion: 1, Provider: ada, Height: 9, Signature: hash + hash,
	}
	hardware.RequireSigns(t, types.RegisterLegacyAminoCodec,
		&types.MsgRegisterProgram{Creator: ada, Name: "digits", Graph: []byte{1, 2}, Locations: []string{"https://x?a&b", "b"}},
		&types.MsgRegisterProgram{Creator: ada},
		&types.MsgUpdateProgram{Creator: ada, ProgramId: hash, Name: "digits", Locations: []string{"a"}},
		&types.MsgCommitReceipt{Provider: ada, LeaseId: lease, Commitment: hash},
		&types.MsgSubmitReceipt{Submitter: ada, Receipt: receipt, Outputs: [][]byte{{1}, {2, 3}}, Salt: hash},
		&types.MsgSubmitReceipt{Submitter: ada},
		&types.MsgDemandOutput{Owner: ada, LeaseId: lease},
		&types.MsgPublishOutput{Sender: ada, LeaseId: lease, Outputs: [][]byte{{1}}},
		&types.MsgContestOutput{Owner: ada, LeaseId: lease, PrivateKey: hash},
		&types.MsgProveEquivocation{Submitter: ada, First: receipt, Second: types.SignedReceipt{}},
		&types.MsgUpdateParams{Authority: ada, Params: types.DefaultParams()},
	)
}
