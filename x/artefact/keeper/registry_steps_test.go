package keeper_test

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
)

func kindOf(name string) types.Kind { return types.Kind(types.Kind_value["KIND_"+name]) }

// id finds the artefact that a scenario calls "name" or "name 1.2.0"; what is not there is the hash of its name.
func (s *suite) id(text string) string {
	name, version, has := strings.Cut(text, " ")
	if !has {
		version = "1.0.0"
	}
	id, err := s.keeper.Versions.Get(s.Ctx, collections.Join(name, version))
	if err != nil {
		return programID(text)
	}
	return id
}

var title = regexp.MustCompile(`\[([^]]+)\]`)

// refused is "it fails with", with [name] for an artefact's id.
func (s *suite) refused(text string) {
	text = title.ReplaceAllStringFunc(s.Text(text), func(match string) string { return s.id(match[1 : len(match)-1]) })
	require.EqualError(s, s.Err(), text)
}

func (s *suite) register(name string, msg *types.MsgRegisterArtefact) {
	msg.Owner = s.Bech32(s.Who(name))
	s.Fund(s.Who(name), "10usure")
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RegisterArtefact(ctx, msg)
		return err
	})
}

func (s *suite) registers(name, kind, title string) {
	s.registersUnder(name, kind, title, "Apache-2.0")
}

func (s *suite) registersUnder(name, kind, title, licence string) {
	s.register(name, &types.MsgRegisterArtefact{Name: title, Core: coreOf(kindOf(kind), title, "1.0.0", licence)})
}

func (s *suite) registersFrom(name, kind, title, licence, relation, parent string) {
	s.register(name, &types.MsgRegisterArtefact{
		Name: title, Core: coreOf(kindOf(kind), title, "1.0.0", licence), Parents: []types.Parent{s.parent(relation, parent)},
	})
}

func (s *suite) parent(relation, parent string) types.Parent {
	return types.Parent{ParentId: s.id(parent), Relation: types.Relation(types.Relation_value["RELATION_"+relation]), WeightBps: 10_000}
}

func (s *suite) registersWith(name, title, field, value string) {
	core := coreOf(types.KindModel, title, "1.0.0", "MIT")
	switch field {
	case "version":
		core.Version = value
	case "blake3":
		core.Digests.Blake3 = value
	case "cid":
		core.Digests.Cids = []string{value}
	case "piece cid":
		core.Digests.PieceCid = value
	case "arweave root":
		core.Digests.ArweaveDataRoot = value
	case "oms root":
		core.Digests.OmsRoot = value
	case "licence":
		core.Licence.Spdx = value
	case "media type":
		core.MediaType = value
	case "location":
		core.Uris = []string{value}
	case "creator":
		core.Creators = []string{strings.ReplaceAll(value, "U+200B", "\u200b")}
	case "knowledge cutoff":
		core.Traits.KnowledgeCutoff = value
	case "document":
		core.Documents = []types.Document{{Kind: "card", MediaType: "text/markdown", Sha256: value}}
	default:
		require.Fail(s, "no field "+field)
	}
	s.register(name, &types.MsgRegisterArtefact{Name: title, Core: core})
}

func (s *suite) registersFromMany(name, title string, number int64) {
	msg := &types.MsgRegisterArtefact{Name: title, Core: coreOf(types.KindModel, title, "1.0.0", "MIT")}
	for i := range number {
		parent := fmt.Sprintf("%s-part/p%d", name, i)
		s.registersUnder(name, "DATASET", parent, "MIT")
		require.NoError(s, s.Err())
		msg.Parents = append(msg.Parents, s.parent("TRAINED_ON", parent))
	}
	s.register(name, msg)
}

func (s *suite) addsVersion(name, version, title string) { s.addsKind(name, "MODEL", version, title) }

func (s *suite) addsKind(name, kind, version, title string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.AddVersion(ctx, &types.MsgAddVersion{
			Owner: s.Bech32(s.Who(name)), Name: title, Core: coreOf(kindOf(kind), title, version, "Apache-2.0"),
		})
		return err
	})
}

func (s *suite) declares(name, child, relation, parent string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.DeclareParent(ctx, &types.MsgDeclareParent{
			Owner: s.Bech32(s.Who(name)), ArtefactId: s.id(child), Parent: s.parent(relation, parent),
		})
		return err
	})
}

func (s *suite) answers(name, word, child, parent string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.AnswerEdge(ctx, &types.MsgAnswerEdge{
			Owner: s.Bech32(s.Who(name)), ChildId: s.id(child), ParentId: s.id(parent), Accept: word == "acknowledges", Reason: "not mine",
		})
		return err
	})
}

func (s *suite) edgeIs(child, state, parent string) {
	edge, err := s.keeper.Edges.Get(s.Ctx, collections.Join(s.id(child), s.id(parent)))
	require.NoError(s, err)
	require.Equal(s, "EDGE_STATE_"+state, edge.State.String())
}

func (s *suite) setStatus(signer, title, status, reason string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.SetStatus(ctx, &types.MsgSetStatus{
			Signer: signer, ArtefactId: s.id(title), Status: types.Status(types.Status_value["STATUS_"+status]), Reason: reason,
		})
		return err
	})
}

func (s *suite) makes(name, title, status, reason string) {
	signer := s.Authority
	if name != "governance" {
		signer = s.Bech32(s.Who(name))
	}
	s.setStatus(signer, title, status, reason)
}

func (s *suite) artefact(title string) types.Artefact {
	artefact, err := s.keeper.GetArtefact(s.Ctx, s.id(title))
	require.NoError(s, err)
	return artefact
}

func (s *suite) statusIs(title, status string) {
	require.Equal(s, "STATUS_"+status, s.artefact(title).Status.String())
}

func (s *suite) hasVersions(title string, number int64) {
	name, err := s.keeper.GetName(s.Ctx, title)
	require.NoError(s, err)
	require.EqualValues(s, number, name.Versions)
}

func (s *suite) isDeep(title string, depth int64) {
	require.EqualValues(s, depth, s.artefact(title).Depth)
}

func (s *suite) offer(name, title, to string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.OfferTransfer(ctx, &types.MsgOfferTransfer{Owner: s.Bech32(s.Who(name)), Name: title, To: to})
		return err
	})
}

func (s *suite) offers(name, title, to string) { s.offer(name, title, s.Bech32(s.Who(to))) }

func (s *suite) takesBack(name, title string) { s.offer(name, title, "") }

func (s *suite) accepts(name, title string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.AcceptTransfer(ctx, &types.MsgAcceptTransfer{To: s.Bech32(s.Who(name)), Name: title})
		return err
	})
}

func (s *suite) owns(name, title string) {
	owner, err := s.keeper.OwnerOf(s.Ctx, s.artefact(title))
	require.NoError(s, err)
	require.Equal(s, s.Bech32(s.Who(name)), owner)
}

func (s *suite) registeredProgram(name, program string) {
	s.programs[programID(program)] = s.Bech32(s.Who(name))
}

func (s *suite) links(name, program, title string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.LinkProgram(ctx, &types.MsgLinkProgram{
			Owner: s.Bech32(s.Who(name)), ArtefactId: s.id(title), ProgramId: programID(program),
		})
		return err
	})
}

func (s *suite) programIs(program, title string) {
	link, err := s.keeper.Links.Get(s.Ctx, programID(program))
	require.NoError(s, err)
	require.Equal(s, s.id(title), link.ArtefactId)
}

func (s *suite) sets(who, name string, value int64) {
	params, err := s.keeper.Params.Get(s.Ctx)
	require.NoError(s, err)
	switch name {
	case "max_parents":
		params.MaxParents = uint32(value)
	case "max_depth":
		params.MaxDepth = uint32(value)
	case "max_royalty_bps":
		params.MaxRoyaltyBps = uint32(value)
	case "max_royalty_shares":
		params.MaxRoyaltyShares = uint32(value)
	case "royalty_depth":
		params.RoyaltyDepth = uint32(value)
	case "items_per_block":
		params.ItemsPerBlock = uint32(value)
	case "max_misses":
		params.MaxMisses = uint32(value)
	default:
		require.Fail(s, "no parameter "+name)
	}
	authority := s.Authority
	if who != "governance" {
		authority = s.Bech32(s.Who(who))
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: authority, Params: params})
		return err
	})
}
