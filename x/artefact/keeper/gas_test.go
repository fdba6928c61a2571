package keeper_test

import (
	"testing"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

func TestGas(t *testing.T) {
	f, w, made := populated(t)
	ada, bob, carl := f.Bech32(f.Addr("ada")), f.Bech32(f.Addr("bob")), f.Bech32(f.Addr("carl"))
	f.Ctx = f.Ctx.WithHeaderHash([]byte("seed"))
	measure := func(name string, run func(ctx sdk.Context) error) {
		golden.Gas(t, "testdata/gas.json", name, f.Gas(run))
	}
	measure("MsgRegisterArtefact", func(ctx sdk.Context) error {
		_, err := w.msgs.RegisterArtefact(ctx, &types.MsgRegisterArtefact{
			Owner: carl, Name: "carl/small", Core: coreOf(types.KindModel, "carl/small", "1.0.0", "MIT"),
			Parents: []types.Parent{{ParentId: made.tuned, Relation: types.RelationQuantised}},
		})
		return err
	})
	measure("MsgAddVersion", func(ctx sdk.Context) error {
		_, err := w.msgs.AddVersion(ctx, &types.MsgAddVersion{
			Owner: ada, Name: "ada/images", Core: coreOf(types.KindDataset, "ada/images", "2.0.0", "MIT"),
		})
		return err
	})
	small, err := w.keeper.Versions.Get(f.Ctx, collections.Join("carl/small", "1.0.0"))
	if err != nil {
		t.Fatal(err)
	}
	measure("MsgDeclareParent", func(ctx sdk.Context) error {
		_, err := w.msgs.DeclareParent(ctx, &types.MsgDeclareParent{
			Owner: carl, ArtefactId: small, Parent: types.Parent{ParentId: made.images, Relation: types.RelationTrainedOn},
		})
		return err
	})
	measure("MsgAnswerEdge", func(ctx sdk.Context) error {
		_, err := w.msgs.AnswerEdge(ctx, &types.MsgAnswerEdge{Owner: ada, ChildId: made.base, ParentId: made.images, Accept: true})
		return err
	})
	measure("MsgSetStatus", func(ctx sdk.Context) error {
		_, err := w.msgs.SetStatus(ctx, &types.MsgSetStatus{Signer: ada, ArtefactId: made.images, Status: types.StatusDeprecated, Reason: "old"})
		return err
	})
	measure("MsgOfferTransfer", func(ctx sdk.Context) error {
		_, err := w.msgs.OfferTransfer(ctx, &types.MsgOfferTransfer{Owner: bob, Name: "bob/base", To: carl})
		return err
	})
	measure("MsgAcceptTransfer", func(ctx sdk.Context) error {
		_, err := w.msgs.AcceptTransfer(ctx, &types.MsgAcceptTransfer{To: bob, Name: "ada/images"})
		return err
	})
	w.programs[programID("other")] = carl
	measure("MsgLinkProgram", func(ctx sdk.Context) error {
		_, err := w.msgs.LinkProgram(ctx, &types.MsgLinkProgram{Owner: carl, ArtefactId: made.tuned, ProgramId: programID("other")})
		return err
	})
	measure("MsgSetRoyalty", func(ctx sdk.Context) error {
		_, err := w.msgs.SetRoyalty(ctx, &types.MsgSetRoyalty{Owner: bob, ArtefactId: made.base, PerLease: coin(0), ShareBps: 5, InheritedBps: 5})
		return err
	})
	measure("MsgUpdateParams", func(ctx sdk.Context) error {
		_, err := w.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: f.Authority, Params: types.DefaultParams()})
		return err
	})
}

func TestGasOfLicencesAndDeals(t *testing.T) {
	f, w, made := populated(t)
	ada, bob, carl := f.Bech32(f.Addr("ada")), f.Bech32(f.Addr("bob")), f.Bech32(f.Addr("carl"))
	measure := func(name string, run func(ctx sdk.Context) error) {
		golden.Gas(t, "testdata/gas.json", name, f.Gas(run))
	}
	measure("MsgSetGate", func(ctx sdk.Context) error {
		_, err := w.msgs.SetGate(ctx, &types.MsgSetGate{
			Owner: ada, ArtefactId: made.images, CiphertextRoot: programID("secret"), CiphertextSize: 9, Price: coin(30),
		})
		return err
	})
	measure("MsgRequestLicence", func(ctx sdk.Context) error {
		_, err := w.msgs.RequestLicence(ctx, &types.MsgRequestLicence{Licensee: bob, ArtefactId: made.images, Recipient: recipient, MaxPrice: coin(30)})
		return err
	})
	measure("MsgGrantLicence", func(ctx sdk.Context) error {
		_, err := w.msgs.GrantLicence(ctx, &types.MsgGrantLicence{
			Granter: bob, ArtefactId: made.base, Licensee: carl, Recipient: recipient, Capsule: capsule,
		})
		return err
	})
	measure("MsgOfferStorage", func(ctx sdk.Context) error {
		_, err := w.msgs.OfferStorage(ctx, &types.MsgOfferStorage{
			Sponsor: ada, ArtefactId: made.tuned, Reward: coin(9), Bond: coin(9), Periods: 3, PeriodBlocks: 600,
		})
		return err
	})
	measure("MsgWithdrawOffer", func(ctx sdk.Context) error {
		_, err := w.msgs.WithdrawOffer(ctx, &types.MsgWithdrawOffer{Sponsor: ada, DealId: ada + "/1"})
		return err
	})
	measure("MsgPledgeStorage", func(ctx sdk.Context) error {
		_, err := w.msgs.PledgeStorage(ctx, &types.MsgPledgeStorage{Holder: bob, DealId: carl + "/1"})
		return err
	})
	f.AtHeight(601)
	if err := w.keeper.EndBlock(f.Ctx); err != nil {
		t.Fatal(err)
	}
	deal, err := w.keeper.GetDeal(f.Ctx, types.DealID{Sponsor: f.Addr("carl"), Sequence: 1})
	if err != nil {
		t.Fatal(err)
	}
	slice, err := commit.Slice(content("ada/images", "1.0.0"), deal.Offset, deal.Length)
	if err != nil {
		t.Fatal(err)
	}
	measure("MsgProvePossession", func(ctx sdk.Context) error {
		_, err := w.msgs.ProvePossession(ctx, &types.MsgProvePossession{Holder: bob, DealId: deal.Id, Slice: slice})
		return err
	})
}
