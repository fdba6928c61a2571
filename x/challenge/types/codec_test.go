package types_test

import (
	"strings"
	"testing"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/hardware"
	"github.com/suretynetwork/surety/x/challenge/types"
	datypes "github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

func TestMessagesSignOnHardwareWallets(t *testing.T) {
	ada, hash := sdk.AccAddress(make([]byte, 20)).String(), strings.Repeat("ab", 32)
	lease := ada + "/7/" + ada
	proof := graph.ElementProof{
		Node: 3, Element: 4, Openings: []graph.Opening{{}, {}}, Claimed: graph.Slice{}, Runs: []graph.Slice{{}},
	}
	hardware.RequireSigns(t, types.RegisterLegacyAminoCodec,
		&types.MsgCommitChallenge{Challenger: ada, LeaseId: lease, Commitment: hash},
		&types.MsgOpenChallenge{Challenger: ada, LeaseId: lease, Node: 3, Commitment: hash, Path: []byte{1, 2}, Salt: hash},
		&types.MsgOpenChallenge{Challenger: ada},
		&types.MsgDemandTrace{Challenger: ada, LeaseId: lease},
		&types.MsgPublishTrace{Sender: ada, LeaseId: lease, Commitments: []byte{1}},
		&types.MsgPublishTraceBlob{Sender: ada, LeaseId: lease, Reference: "celestia://1/00/ab", Proof: datypes.BlobProof{Width: 1, Rows: []datypes.RowProof{{}}}},
		&types.MsgPublishTraceBlob{Sender: ada},
		&types.MsgProveFalseTrace{Sender: ada, LeaseId: lease, Content: []byte{1}},
		&types.MsgDiscloseHashes{Sender: ada, LeaseId: lease, Node: 3, Hashes: []byte{1}},
		&types.MsgPickGroup{Challenger: ada, ChallengeId: lease + "/0", Group: 2},
		&types.MsgDiscloseGroup{Sender: ada, LeaseId: lease, Node: 3, Group: 1, Content: []byte{7}},
		&types.MsgProveElement{Challenger: ada, ChallengeId: lease + "/0", Proof: proof},
		&types.MsgProveElement{Challenger: ada},
		&types.MsgProveMismatch{
			Sender: ada, LeaseId: lease, Kind: types.VerdictKindShape, Node: 3, Commitment: hash, Path: []byte{1}, Shape: []uint64{1, 1 << 60}, Root: hash,
		},
		&types.MsgUpdateParams{Authority: ada, Params: types.DefaultParams()},
	)
}
