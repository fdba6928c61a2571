package types_test

import (
	"testing"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/hardware"
	"github.com/suretynetwork/surety/x/artefact/types"
)

func TestMessagesSignOnHardwareWallets(t *testing.T) {
	const ada = "surety1qyqszqgpqyqszqgpqyqszqgpqyqszqgphrv9yk"
	coin, none := sdk.NewInt64Coin("usure", 7), sdk.NewInt64Coin("usure", 0)
	core := types.Core{
		Kind: types.KindModel, Version: "1.0.0", Size_: 5, FileCount: 1, Creators: []string{"<Ada & co>"}, Uris: []string{"https://x/y"},
		Digests: types.Digests{Blake3: "ab", Cids: []string{"b"}}, Traits: types.Traits{Format: "onnx", ModalitiesIn: []string{"image"}},
		Licence:   types.Licence{CustomName: "mine", Conditions: types.Conditions{Approval: true}},
		Documents: []types.Document{{Kind: "card", MediaType: "text/plain", Sha256: "cd", Size_: 4, Uris: []string{"https://z"}}},
	}
	parent := types.Parent{ParentId: "ef", Relation: types.RelationMerge, WeightBps: 5, Evidence: "x"}
	hardware.RequireSigns(t, types.RegisterLegacyAminoCodec,
		&types.MsgRegisterArtefact{Owner: ada, Name: "ada/x", Core: core, Parents: []types.Parent{parent}},
		&types.MsgRegisterArtefact{Owner: ada},
		&types.MsgAddVersion{Owner: ada, Name: "ada/x", Core: core},
		&types.MsgDeclareParent{Owner: ada, ArtefactId: "ab", Parent: parent},
		&types.MsgAnswerEdge{Owner: ada, ChildId: "ab", ParentId: "cd", Accept: true, Reason: "r"},
		&types.MsgAnswerEdge{Owner: ada},
		&types.MsgSetStatus{Signer: ada, ArtefactId: "ab", Status: types.StatusRevoked, Reason: "r", ReplacedBy: "cd"},
		&types.MsgOfferTransfer{Owner: ada, Name: "x", To: ada},
		&types.MsgOfferTransfer{Owner: ada, Name: "x"},
		&types.MsgAcceptTransfer{To: ada, Name: "x"},
		&types.MsgLinkProgram{Owner: ada, ArtefactId: "ab", ProgramId: "cd"},
		&types.MsgSetRoyalty{Owner: ada, ArtefactId: "ab", PerLease: none, ShareBps: 5, InheritedBps: 6},
		&types.MsgSetGate{Owner: ada, ArtefactId: "ab", CiphertextRoot: "cd", CiphertextSize: 9, Uris: []string{"https://x"}, Price: coin, Releaser: ada},
		&types.MsgSetGate{Owner: ada, Price: none},
		&types.MsgRequestLicence{Licensee: ada, ArtefactId: "ab", Recipient: "age1", MaxPrice: coin},
		&types.MsgGrantLicence{Granter: ada, ArtefactId: "ab", Licensee: ada, Recipient: "age1", Capsule: []byte{1, 2}},
		&types.MsgOfferStorage{Sponsor: ada, ArtefactId: "ab", Reward: coin, Bond: coin, Periods: 4, PeriodBlocks: 5},
		&types.MsgWithdrawOffer{Sponsor: ada, DealId: "d"},
		&types.MsgPledgeStorage{Holder: ada, DealId: "d"},
		&types.MsgProvePossession{Holder: ada, DealId: "d", Slice: []byte{3}},
		&types.MsgUpdateParams{Authority: ada, Params: types.DefaultParams()},
	)
}
